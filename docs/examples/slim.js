// The module as a file of its own, which the browser compiles as it comes. Ours.
// Shows: slim.load, slim.WasmSource
import { load, Peer } from "peerjs-wasm/slim";
import { server } from "./server.js";

// Only to choose the place, or to know when it is there: the first Peer loads it, and waits.
await load();
console.log("compiled"); // → compiled

const peer = new Peer(server);
peer.on("open", () => console.log(peer.open)); // → true
