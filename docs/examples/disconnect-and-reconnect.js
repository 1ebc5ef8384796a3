// Away from the server: connections stay, and the id can be had again.
// Shows: Peer.disconnect, Peer.disconnected, PeerEvents.disconnected, Peer.reconnect, Peer.destroyed
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const peer = new Peer(server);
peer.once("disconnected", () => console.log("away:", peer.disconnected, peer.destroyed)); // → away: true false
peer.on("disconnected", () => peer.reconnect());

peer.once("open", (id) => {
	peer.once("open", (again) => console.log("back:", again === id, peer.disconnected)); // → back: true false
	peer.disconnect();
});
