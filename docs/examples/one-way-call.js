// Answered without a stream: only the caller is seen.
// Shows: MediaConnection.answer, MediaConnectionEvents.stream, MediaConnectionEvents.willCloseOnRemote
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const canvas = document.createElement("canvas");
canvas.getContext("2d").fillRect(0, 0, 100, 100);

const bob = new Peer(server);
bob.on("call", (call) => {
	call.on("stream", (stream) => console.log(stream.getVideoTracks().length)); // → 1
	call.answer();
	console.log(call.localStream); // → undefined
});

bob.on("open", (id) => {
	const call = new Peer(server).call(id, canvas.captureStream());
	// From now on, hanging up is told to the other side at once.
	call.on("willCloseOnRemote", () => console.log("ready to hang up")); // → ready to hang up
});
