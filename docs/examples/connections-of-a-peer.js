// The connections and calls that a Peer has, by the remote peer's id.
// Shows: Peer.connections, Peer.getConnection
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const bob = new Peer(server);
bob.on("open", (id) => {
	const alice = new Peer(server);
	const connection = alice.connect(id);
	alice.connect(id, { label: "another" });

	console.log(Object.keys(alice.connections).length, alice.connections[id].length); // → 1 2
	console.log(alice.getConnection(id, connection.connectionId) === connection); // → true
	console.log(alice.getConnection(id, "dc_unknown")); // → null
});
