// A message to the server that has no type. Only an application that uses the socket itself does that.
// Shows: PeerErrorType.SocketError
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const peer = new Peer(server);
peer.on("error", ({ type }) => console.log(type)); // → socket-error
peer.on("open", () => peer.socket.send({ payload: "no type" }));
