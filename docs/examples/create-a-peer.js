// A Peer is given an id by the server. It can be used before `open`.
// Shows: Peer, Peer.constructor, PeerEvents.open, Peer.id, Peer.open
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const peer = new Peer(server);
console.log(peer.open, peer.id); // → false null

peer.on("open", (id) => {
	console.log(`My id is ${id}.`); // → My id is ….
	console.log(peer.open, peer.id === id); // → true true
});
