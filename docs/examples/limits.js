// What others may use of this page. Ours; see the bounds in "Reliability".
// Shows: PeerOptions, PeerOptions.maxReceiveBytes, PeerOptions.maxReceiveTransfers, PeerOptions.maxPendingOffers
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const bob = new Peer({
	...server,
	maxReceiveBytes: 1_000_000, // of messages that are not complete
	maxReceiveTransfers: 8, // such messages at a time
	maxPendingOffers: 16, // connections and calls that are not open or answered
});
bob.on("connection", (connection) => {
	connection.on("error", ({ type }) => console.log(type, connection.open)); // → deserialization-failed true
});

bob.on("open", (id) => {
	const connection = new Peer(server).connect(id, { reliable: true });
	connection.on("open", () => connection.send(new Uint8Array(2_000_000)));
});
