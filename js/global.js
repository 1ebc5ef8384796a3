// The entry of the script: `window.Peer`, and `window.peerjs` with the rest.

import "./embed.js";
import { Peer } from "./peer.js";
import { util } from "./util.js";

window.peerjs = { Peer, util };
window.Peer = Peer;
