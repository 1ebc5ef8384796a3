// Connecting while away from the server.
// Shows: PeerErrorType.Disconnected
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const peer = new Peer(server);
peer.on("error", ({ type }) => console.log(type)); // → disconnected
peer.on("open", (id) => {
	peer.disconnect();
	console.log(peer.connect(id)); // → undefined
});
