// Changes a session description before it is sent: here, how many kbit/s the other end may send.
// Shows: CallOption.sdpTransform, CallOption.constraints, AnswerOption, AnswerOption.sdpTransform, PeerConnectOption.sdpTransform, PeerConnectOption.constraints
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const canvas = document.createElement("canvas");
canvas.getContext("2d").fillRect(0, 0, 100, 100);
const limit = (sdp) => sdp.replace(/(m=video[^]*?c=.*\r\n)/, "$1b=AS:200\r\n");
const isLimited = ({ peerConnection }) => peerConnection.remoteDescription.sdp.includes("b=AS:200");

const bob = new Peer(server);
bob.on("call", (call) => {
	call.answer(canvas.captureStream(), { sdpTransform: limit });
	call.on("stream", () => console.log("by Alice:", isLimited(call))); // → by Alice: true
});

bob.on("open", (id) => {
	const alice = new Peer(server);
	const call = alice.call(id, canvas.captureStream(), {
		sdpTransform: limit,
		constraints: { offerToReceiveAudio: false }, // for createOffer
	});
	call.on("stream", () => console.log("by Bob:", isLimited(call))); // → by Bob: true

	alice.connect(id, {
		sdpTransform: (sdp) => console.log(sdp.includes("m=application")), // → true
		constraints: { iceRestart: false },
	});
});
