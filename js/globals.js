// What the scripts define: `window.Peer`, and `window.peerjs` with the rest. In a
// worker, too.

import { Peer } from "./peer.js";
import { util } from "./util.js";

globalThis.peerjs = { Peer, util };
globalThis.Peer = Peer;
