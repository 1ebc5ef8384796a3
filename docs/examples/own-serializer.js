// A serialization of the application's own: both ends need it.
// Shows: PeerOptions.serializers, SerializerMapping, BufferedConnection, DataConnection.serialization, BufferedConnection._handleDataMessage, BufferedConnection._bufferedSend, DataConnection._send
import { BufferedConnection, Peer } from "peerjs-wasm";
import { server } from "./server.js";

class Upside extends BufferedConnection {
	serialization = "upside";

	_send(text) {
		const reversed = [...text].reverse().join("");
		this._bufferedSend(new TextEncoder().encode(reversed).buffer);
	}

	_handleDataMessage({ data }) {
		this.emit("data", `${new TextDecoder().decode(data)} came`);
	}
}

const options = { ...server, serializers: { upside: Upside } };
const bob = new Peer(options);
bob.on("connection", (connection) => {
	connection.on("data", (data) => console.log(data)); // → olleh came
});

bob.on("open", (id) => {
	const connection = new Peer(options).connect(id, { serialization: "upside" });
	console.log(connection.serialization); // → upside
	connection.on("open", () => connection.send("hello"));
});
