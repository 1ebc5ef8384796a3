// Two Peers connect and send.
// Shows: Peer.connect, PeerEvents.connection, DataConnection, DataConnection.send, DataConnectionEvents.open, DataConnectionEvents.data, BaseConnection.open, BaseConnection.peer, BaseConnection.type, DataConnection.type
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const bob = new Peer(server);
bob.on("connection", (connection) => {
	connection.on("data", (data) => console.log(`Bob has got ${data}`)); // → Bob has got Hello!
	connection.on("open", () => connection.send("Welcome!"));
});

bob.on("open", (id) => {
	const alice = new Peer(server);
	const connection = alice.connect(id); // no need to wait until alice is open
	console.log(connection.type, connection.peer === id, connection.open); // → data true false

	connection.on("open", () => {
		console.log(connection.open); // → true
		connection.send("Hello!");
	});
	connection.on("data", (data) => console.log(`Alice has got ${data}`)); // → Alice has got Welcome!
});
