// All that was sent is delivered first; the other end closes then.
// Shows: DataConnection.close, BufferedConnection.close
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const bob = new Peer(server);
bob.on("connection", (connection) => {
	let bytes = 0;
	connection.on("data", (data) => (bytes += data.byteLength));
	connection.on("close", () => console.log(`${bytes} bytes`)); // → 5000000 bytes
});

bob.on("open", (id) => {
	const connection = new Peer(server).connect(id, { reliable: true });
	connection.on("open", () => {
		connection.send(new Uint8Array(5_000_000));
		connection.close({ flush: true });
	});
});
