// A game: positions that are late are of no use. The three options are ours.
// Shows: PeerConnectOption.ordered, PeerConnectOption.maxRetransmits, PeerConnectOption.maxPacketLifeTime, PeerConnectOption.reliable
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const bob = new Peer(server);
bob.on("connection", (connection) => {
	connection.on("open", () => {
		const { ordered, maxRetransmits, maxPacketLifeTime } = connection.dataChannel;
		console.log(connection.label, ordered, maxRetransmits, maxPacketLifeTime);
	});
});

bob.on("open", (id) => {
	const alice = new Peer(server);
	// Any order, and nothing is sent twice.
	alice.connect(id, { label: "positions", ordered: false, maxRetransmits: 0 }); // → positions false 0 null
	// In order, and given up after a tenth of a second.
	alice.connect(id, { label: "voice", ordered: true, maxPacketLifeTime: 100 }); // → voice true null 100
	// In order, and nothing is lost.
	alice.connect(id, { label: "files", reliable: true }); // → files true null null
});
