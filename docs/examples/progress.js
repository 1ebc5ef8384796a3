// How far messages are that take more than one chunk, at both ends. Ours.
// Shows: DataConnectionEvents.progress, TransferProgress, OutgoingProgress, OutgoingProgress.id, OutgoingProgress.direction, IncomingProgress, IncomingProgress.id, IncomingProgress.direction, IncomingProgress.received, IncomingProgress.total
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const bob = new Peer(server);
bob.on("connection", (connection) => {
	connection.on("progress", ({ direction, received, total }) => {
		if (received === total) console.log(`${direction}: all has come`); // → incoming: all has come
	});
});

bob.on("open", (id) => {
	const connection = new Peer(server).connect(id, { reliable: true });
	connection.on("progress", ({ direction, sent, total }) => {
		if (sent === total) console.log(`${direction}: all has left`); // → outgoing: all has left
	});
	connection.on("open", () => connection.send(new Uint8Array(3_000_000)));
});
