// The browser's own objects, for what the library does not do.
// Shows: BaseConnection.dataChannel, BaseConnection.peerConnection, BaseConnectionEvents.iceStateChanged
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const bob = new Peer(server);
bob.on("open", (id) => {
	const connection = new Peer(server).connect(id);
	connection.once("iceStateChanged", (state) => console.log(state)); // → checking
	connection.on("open", async () => {
		console.log(connection.dataChannel.readyState); // → open
		const statistics = await connection.peerConnection.getStats();
		console.log([...statistics.values()].some(({ type }) => type === "data-channel")); // → true
	});
});
