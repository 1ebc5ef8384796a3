// The PeerServer is on the host that the page came from.
// Shows: PeerOptions.host
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const peer = new Peer({ ...server, host: "/" });
console.log(peer.options.host === location.hostname); // → true
peer.on("open", () => console.log("It is there.")); // → It is there.
