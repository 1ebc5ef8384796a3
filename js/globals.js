// What the scripts define: `window.Peer`, and `window.peerjs` with the rest. In a
// worker, too.

import { Peer } from "./peer.js";
import { util } from "./util.js";

export function define() {
	const peerjs = { Peer, util };
	// Where tests run the script in a context of its own, `window` is an object in it.
	for (const scope of [globalThis, globalThis.window ?? globalThis]) Object.assign(scope, { peerjs, Peer });
}
