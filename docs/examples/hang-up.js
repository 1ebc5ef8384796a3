// Hanging up ends the call at both ends; `close` in place of `answer` declines.
// Shows: MediaConnection.close, BaseConnectionEvents.close, MediaConnectionEvents.willCloseOnRemote
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const canvas = document.createElement("canvas");
canvas.getContext("2d").fillRect(0, 0, 100, 100);

const bob = new Peer(server);
bob.on("call", (call) => {
	call.on("close", () => console.log("Bob: over")); // → Bob: over
	call.on("willCloseOnRemote", () => call.close());
	call.answer();
});

bob.on("open", (id) => {
	const call = new Peer(server).call(id, canvas.captureStream());
	call.on("close", () => console.log("Alice: over")); // → Alice: over
});
