// The browser refuses a step of WebRTC. The Peer goes on.
// Shows: PeerErrorType.WebRTC
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const bob = new Peer(server);
bob.on("open", (id) => {
	const alice = new Peer(server);
	alice.on("error", ({ type, message }) => console.log(type, message !== "", alice.destroyed)); // → webrtc true false
	alice.connect(id, { sdpTransform: () => "nonsense" });
});
