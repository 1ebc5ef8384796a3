// An id of one's own: letters and digits, with spaces, `-` or `_` between them.
// Shows: Peer.constructor, Peer.id, Util.validateId
import { Peer, util } from "peerjs-wasm";
import { server } from "./server.js";

const peer = new Peer("Room 1_blue-door", server);
console.log(peer.id); // → Room 1_blue-door
peer.on("open", () => console.log("It is mine.")); // → It is mine.

console.log(util.validateId("-"), util.validateId("room-1")); // → false true
