// Waiting for room keeps memory small, however much is sent. All but `bufferSize` is ours.
// Shows: BufferedConnection, BufferedConnection.ready, BufferedConnection.bufferedAmount, BufferedConnection.bufferSize, DataConnectionEvents.drain
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const bob = new Peer(server);
bob.on("connection", (connection) => {
	let records = 0;
	connection.on("data", () => records++);
	connection.on("close", () => console.log(`${records} records`)); // → 201 records
});

bob.on("open", (id) => {
	const connection = new Peer(server).connect(id, { reliable: true });
	connection.once("drain", () => console.log("below 1 MiB:", connection.bufferedAmount <= 2 ** 20)); // → below 1 MiB: true
	connection.on("open", async () => {
		for (let n = 0; n < 200; n++) {
			await connection.ready(); // at once while at most 2 MiB wait
			connection.send(new Uint8Array(10_000));
		}
		connection.send(new Uint8Array(3_000_000));
		console.log("messages that wait:", connection.bufferSize > 0); // → messages that wait: true
		connection.once("drain", () => connection.close({ flush: true }));
	});
});
