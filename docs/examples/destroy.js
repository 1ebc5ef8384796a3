// A Peer that is of no more use: all its connections are closed.
// Shows: Peer.destroy, Peer.destroyed, PeerEvents.close, PeerEvents.disconnected
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const bob = new Peer(server);
bob.on("connection", (connection) => {
	connection.on("close", () => console.log("Bob's end is closed")); // → Bob's end is closed
});

bob.on("open", (id) => {
	const alice = new Peer(server);
	alice.on("close", () => console.log("destroyed:", alice.destroyed)); // → destroyed: true
	const connection = alice.connect(id);
	connection.on("close", () => console.log("Alice's end is closed")); // → Alice's end is closed
	connection.on("open", () => alice.destroy());
});
