// The server could not be asked for an id. The message tells the address and what came of it.
// Shows: PeerErrorType.ServerError
import { Peer } from "peerjs-wasm";

const peer = new Peer({ host: "127.0.0.1", port: 65_535 }); // nobody listens there
peer.on("error", ({ type, message }) => console.log(type, message.includes("127.0.0.1:65535"))); // → server-error true
peer.on("close", () => console.log(peer.destroyed)); // → true
