// Connections that write MessagePack, as other programs read it.
// Shows: MsgPackPeer, MsgPack, MsgPack.bufferSize, MsgPack.serialization, StreamConnection
import { MsgPackPeer } from "peerjs-wasm";
import { server } from "./server.js";

const bob = new MsgPackPeer(server);
bob.on("connection", (connection) => {
	connection.on("data", ({ at, bytes }) => console.log(at.getTime(), bytes.length)); // → 86400000 3
});

bob.on("open", (id) => {
	const connection = new MsgPackPeer(server).connect(id);
	console.log(connection.serialization, connection.bufferSize); // → MsgPack 0
	connection.on("open", () => connection.send({ at: new Date(86_400_000), bytes: new Uint8Array(3) }));
});
