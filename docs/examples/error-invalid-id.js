// An id with characters that are not allowed. The Peer is destroyed.
// Shows: PeerErrorType.InvalidID
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const peer = new Peer("Ünicorn", server);
peer.on("error", ({ type, message }) => console.log(type, message)); // → invalid-id ID "Ünicorn" is invalid
peer.on("close", () => console.log(peer.destroyed)); // → true
