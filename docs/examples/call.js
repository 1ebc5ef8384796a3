// A call: camera and microphone at one end, a drawing at the other.
// Shows: Peer.call, PeerEvents.call, MediaConnection, MediaConnection.answer, MediaConnectionEvents.stream, MediaConnection.type, MediaConnection.localStream, MediaConnection.remoteStream, CallOption, CallOption.metadata, BaseConnection.metadata, BaseConnection.open
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const canvas = document.createElement("canvas");
canvas.getContext("2d").fillRect(0, 0, 100, 100);

const bob = new Peer(server);
bob.on("call", (call) => {
	console.log(call.type, call.metadata.from, call.open); // → media Alice false
	call.on("stream", (stream) => console.log(`Bob: ${stream.getTracks().length} tracks`)); // → Bob: 2 tracks
	call.answer(canvas.captureStream());
	console.log(call.open); // → true
});

bob.on("open", async (id) => {
	const camera = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
	const call = new Peer(server).call(id, camera, { metadata: { from: "Alice" } });
	call.on("stream", (stream) => {
		// In a page: video.srcObject = stream
		console.log(`Alice: ${stream.getVideoTracks().length} picture`); // → Alice: 1 picture
		console.log(call.localStream === camera, call.remoteStream === stream); // → true true
	});
});
