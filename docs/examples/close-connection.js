// Either end closes; both are told.
// Shows: BaseConnection.close, DataConnection.close, BaseConnectionEvents.close, BaseConnection.open
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const bob = new Peer(server);
bob.on("connection", (connection) => {
	connection.on("close", () => console.log("Bob:", connection.open)); // → Bob: false
});

bob.on("open", (id) => {
	const connection = new Peer(server).connect(id);
	connection.on("open", () => connection.close());
	connection.on("close", () => console.log("Alice:", connection.open)); // → Alice: false
});
