// Nobody has the id: the Peer is told after some seconds and goes on; the connection is told, too.
// Shows: PeerErrorType.PeerUnavailable, BaseConnectionErrorType.PeerUnavailable
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const peer = new Peer(server);
peer.on("error", ({ type }) => console.log(type, peer.destroyed)); // → peer-unavailable false

const connection = peer.connect("nobody-at-all");
connection.on("error", ({ type }) => console.log("connection:", type)); // → connection: peer-unavailable
