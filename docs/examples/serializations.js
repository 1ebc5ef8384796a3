// The ways in which messages are written.
// Shows: PeerConnectOption.serialization, DataConnection.serialization, SerializationType, SerializationType.Binary, SerializationType.BinaryUTF8, SerializationType.JSON, SerializationType.None
import { Peer, SerializationType } from "peerjs-wasm";
import { server } from "./server.js";

const bob = new Peer(server);
bob.on("connection", (connection) => {
	connection.on("data", (data) => console.log(connection.label, connection.serialization, data));
});

bob.on("open", (id) => {
	const alice = new Peer(server);
	const send = (serialization, label, data) => {
		const connection = alice.connect(id, { serialization, label });
		connection.on("open", () => connection.send(data));
	};
	// JSON's types, Dates, binaries, Blobs: the default.
	send(SerializationType.Binary, "1", { list: [1, "two"] }); // → 1 binary {"list":[1,"two"]}
	// Another name of it.
	send(SerializationType.BinaryUTF8, "2", "ÄÖÜ"); // → 2 binary ÄÖÜ
	// What JSON.stringify takes.
	send(SerializationType.JSON, "3", { list: [1, "two"] }); // → 3 json {"list":[1,"two"]}
	// Strings and binaries, as they are.
	send(SerializationType.None, "4", "text"); // → 4 raw text
	send("none", "5", "text"); // → 5 raw text
});
