// Sending with progress, to the end or until one gives it up. Ours.
// Shows: BufferedConnection.sendAsync, SendOptions, SendOptions.signal, SendOptions.onProgress, OutgoingProgress, OutgoingProgress.sent, OutgoingProgress.total
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const bob = new Peer(server);
bob.on("connection", (connection) => {
	connection.on("data", (blob) => console.log(blob.byteLength)); // → 1000000
});

bob.on("open", (id) => {
	const connection = new Peer(server).connect(id, { reliable: true });
	connection.on("open", async () => {
		const file = new Blob([new Uint8Array(1_000_000)]); // or the File of an <input>
		let percent = 0;
		await connection.sendAsync(file, {
			onProgress: ({ sent, total }) => (percent = Math.floor((100 * sent) / total)),
		});
		console.log(`${percent} %`); // → 100 %

		const controller = new AbortController();
		const sending = connection.sendAsync(new Uint8Array(50_000_000), { signal: controller.signal });
		controller.abort(new Error("cancelled"));
		await sending.catch(({ message }) => console.log(message)); // → cancelled
	});
});
