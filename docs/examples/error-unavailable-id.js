// An id that another client has. The Peer is destroyed.
// Shows: PeerErrorType.UnavailableID
import { Peer, util } from "peerjs-wasm";
import { server } from "./server.js";

const id = `room-${util.randomToken()}`;
const first = new Peer(id, server);
first.on("open", () => {
	const second = new Peer(id, server);
	second.on("error", ({ type }) => console.log(type)); // → unavailable-id
	second.on("close", () => console.log(second.destroyed, first.open)); // → true true
});
