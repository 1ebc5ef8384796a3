// The connection to the server was lost or never came about. The Peer is disconnected.
// Shows: PeerErrorType.Network, Peer.disconnected
import { Peer } from "peerjs-wasm";

const peer = new Peer("a-traveller", { host: "127.0.0.1", port: 65_535 }); // nobody listens there
peer.on("error", ({ type }) => console.log(type)); // → network
peer.on("disconnected", () => console.log(peer.disconnected, peer.destroyed)); // → true false
