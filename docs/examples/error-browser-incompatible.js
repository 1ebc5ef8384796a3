// A browser without WebRTC.
// Shows: PeerErrorType.BrowserIncompatible
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

window.RTCPeerConnection = undefined; // for the sake of the example

const peer = new Peer(server);
peer.on("error", ({ type }) => console.log(type)); // → browser-incompatible
peer.on("close", () => console.log(peer.destroyed)); // → true
