// The package in Node, and pages of a browser that have ours or PeerJS's script.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { WebSocket } from "ws";

import { LIBRARIES } from "../support/environment.mjs";
import { install } from "./install.mjs";
import { serve } from "./serve.mjs";
import { startVisitor } from "./visit.mjs";

/** @returns `Peer`, with the WebRTC that is given; `visitor`; the `site` with `/ours` and `/peerjs`; options of Peers. */
export async function startNodeEnd(name, webrtc) {
	Object.assign(globalThis, webrtc, { WebSocket });
	const folder = install(name);
	const { Peer } = await import(pathToFileURL(join(folder, "node_modules/peerjs/dist/bundler.mjs")));
	const visitor = await startVisitor();
	const page = (lib) => `<!doctype html><title>${lib}</title><script src="/${lib}/peerjs.min.js"></script>`;
	const site = await serve({ "/ours": page("lib/ours"), "/peerjs": page("lib/peerjs"), "/lib/ours/": `${LIBRARIES.ours}/`, "/lib/peerjs/": `${LIBRARIES.peerjs}/` });
	return {
		Peer,
		visitor,
		site,
		options: () => ({ host: "127.0.0.1", port: visitor.port, path: "/", secure: false, config: {} }),
	};
}
