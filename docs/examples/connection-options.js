// What a connection is called, what is told with it, and how its messages come.
// Shows: PeerConnectOption, PeerConnectOption.label, PeerConnectOption.metadata, PeerConnectOption.reliable, BaseConnection.label, BaseConnection.metadata, BaseConnection.connectionId, BaseConnection.provider, BaseConnection.options, DataConnection.reliable
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const bob = new Peer(server);
bob.on("connection", (connection) => {
	console.log(connection.label, connection.metadata.name, connection.reliable); // → chat Alice true
	console.log(connection.provider === bob); // → true
});

bob.on("open", (id) => {
	const connection = new Peer(server).connect(id, {
		label: "chat", // by default the connectionId
		metadata: { name: "Alice" }, // anything that JSON can hold
		reliable: true, // messages come in order
	});
	console.log(connection.connectionId.startsWith("dc_")); // → true
	console.log(connection.options.label); // → chat
});
