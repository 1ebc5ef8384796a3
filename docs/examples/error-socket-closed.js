// The socket says that it is closed. By itself it never does: a lost one is `network`.
// Shows: PeerErrorType.SocketClosed, SocketEventType, SocketEventType.Close
import { Peer, SocketEventType } from "peerjs-wasm";
import { server } from "./server.js";

const peer = new Peer(server);
peer.on("error", ({ type }) => console.log(type)); // → socket-closed
peer.on("open", () => peer.socket.emit(SocketEventType.Close));
