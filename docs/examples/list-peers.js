// Who else is there: on a server that was started with `--allow_discovery`.
// Shows: Peer.listAllPeers
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const peer = new Peer(server);
peer.on("open", (id) => {
	peer.listAllPeers((ids) => console.log(ids.includes(id))); // → true
});
