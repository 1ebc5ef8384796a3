// A key that the server does not know. PeerServer calls it a `server-error`; `invalid-key` is the
// cloud's. The Peer is destroyed.
// Shows: PeerErrorType.InvalidKey, PeerOptions.key
import { Peer, ServerMessageType, SocketEventType } from "peerjs-wasm";
import { server } from "./server.js";

const guest = new Peer("a-guest", { ...server, key: "guessed" });
guest.on("error", ({ type, message }) => console.log(type, message)); // → server-error Invalid key provided
guest.on("close", () => console.log(guest.destroyed)); // → true

// What the cloud answers, for the sake of the example:
const peer = new Peer(server);
peer.on("error", ({ type }) => console.log(type)); // → invalid-key
peer.on("open", () => peer.socket.emit(SocketEventType.Message, { type: ServerMessageType.InvalidKey }));
