// What `import` gives as the default is Peer. Of PeerJS, Node takes the CommonJS file, and
// gives an object of all exports, so applications there write
// `import peerjs from "peerjs"` and `const { Peer } = peerjs`: hence all are on it, too.

import Peer from "./bundler.mjs";
import * as exported from "./bundler.mjs";

export * from "./bundler.mjs";
export default Peer;

for (const [name, value] of Object.entries(exported)) Object.defineProperty(Peer, name, { value, writable: true, configurable: true });
