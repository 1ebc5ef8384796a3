// What goes wrong on a connection, and leaves it as it is.
// Shows: BaseConnectionEvents.error, ConnectionError, DataConnectionErrorType, DataConnectionErrorType.NotOpenYet, DataConnectionErrorType.MessageToBig, DataConnectionErrorType.DeserializationFailed, DataConnectionErrorType.SendFailed
import { DataConnectionErrorType, Peer } from "peerjs-wasm";
import { server } from "./server.js";

function whatHappened(type) {
	switch (type) {
		case DataConnectionErrorType.NotOpenYet: // or closed
		case DataConnectionErrorType.SendFailed: // the channel does not take it
		case DataConnectionErrorType.MessageToBig: // JSON of 16 KB to PeerJS; what may be lost, if it needs more than a piece
			return "not sent";
		case DataConnectionErrorType.DeserializationFailed: // no message of ours
			return "not understood";
	}
}

const bob = new Peer(server);
bob.on("connection", (connection) => {
	connection.on("error", ({ type }) => {
		console.log("Bob:", whatHappened(type), connection.open); // → Bob: not understood true
	});
});

bob.on("open", (id) => {
	const connection = new Peer(server).connect(id, { serialization: "raw" });
	connection.once("error", ({ type }) => console.log(type, whatHappened(type))); // → not-open-yet not sent
	connection.send("too early");

	connection.on("open", () => {
		connection.once("error", ({ type }) => console.log(type, whatHappened(type))); // → send-failed not sent
		connection.send({ toString: null }); // no text, no bytes
	});

	const other = new Peer(server).connect(id);
	other.on("open", () => other.dataChannel.send(new Uint8Array([0xbf]))); // a text without its end
});
