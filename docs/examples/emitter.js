// The methods that Peers and connections have for their events: eventemitter3's.
// Shows: EventEmitter, EventEmitter.on, EventEmitter.once, EventEmitter.off, EventEmitter.emit, EventEmitter.addListener, EventEmitter.removeListener, EventEmitter.removeAllListeners, EventEmitter.listeners, EventEmitter.listenerCount, EventEmitter.eventNames
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const peer = new Peer(server);
const greet = (id) => console.log(`Hello, ${id}`); // → Hello, nobody

peer.on("open", greet); // also: addListener
peer.once("close", () => {});
console.log(peer.eventNames(), peer.listenerCount("open")); // → ["open","close"] 1
console.log(peer.listeners("open")[0] === greet); // → true

peer.emit("open", "nobody");

peer.off("open", greet); // also: removeListener
peer.addListener("open", greet).removeListener("open", greet);
peer.removeAllListeners("close");
console.log(peer.eventNames()); // → []
