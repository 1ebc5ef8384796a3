// STUN and TURN servers of one's own: the browser's RTCConfiguration.
// Shows: PeerOptions.config, Util.defaultConfig
import { Peer, util } from "peerjs-wasm";
import { server } from "./server.js";

const config = {
	iceServers: [
		{ urls: "stun:127.0.0.1:3478" },
		{ urls: "turn:127.0.0.1:3478", username: "peer", credential: "secret" },
	],
	iceTransportPolicy: "all", // "relay": only through TURN
};
const peer = new Peer({ ...server, config });

// What Peers have that bring none:
console.log(util.defaultConfig.iceServers.length); // → 2

peer.on("open", (id) => {
	const { peerConnection } = new Peer({ ...server, config }).connect(id);
	console.log(peerConnection.getConfiguration().iceServers.length); // → 2
});
