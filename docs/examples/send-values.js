// Any value that JSON has, nested, with Dates and binaries.
// Shows: DataConnection.send, DataConnectionEvents.data
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const bob = new Peer(server);
bob.on("connection", (connection) => {
	connection.on("data", ({ text, numbers, flags, bytes, blob }) => {
		console.log(text, numbers, flags.on); // → hi! [150,-1,2.5,null] true
		// Binaries arrive as ArrayBuffers; in a message of more than 16 KB as Uint8Arrays.
		console.log(new Uint8Array(bytes)); // → {"0":1,"1":2,"2":3}
		console.log(new TextDecoder().decode(blob)); // → a small file
	});
});

bob.on("open", (id) => {
	const connection = new Peer(server).connect(id);
	connection.on("open", () => {
		connection.send({
			text: "hi!",
			numbers: [150, -1, 2.5, null],
			flags: { on: true },
			bytes: new Uint8Array([1, 2, 3]),
			blob: new Blob(["a small file"]),
		});
	});
});
