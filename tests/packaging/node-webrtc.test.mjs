// node-webrtc, whose channels have no `bufferedamountlow`: what waits for them goes out all
// the same, to a peer in a browser, which runs ours or PeerJS's script.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import wrtc from "@roamhq/wrtc";
import { WebSocket } from "ws";

import { BROWSER, LIBRARIES } from "../support/environment.mjs";
import { install } from "./install.mjs";
import { serve } from "./serve.mjs";
import { startVisitor } from "./visit.mjs";

const COUNT = 40;
const SIZE = 1 << 20;

describe(`node-webrtc and ${BROWSER}`, { timeout: 120_000 }, () => {
	let Peer, visitor, site;
	before(async () => {
		const { RTCPeerConnection, RTCIceCandidate, RTCSessionDescription } = wrtc;
		Object.assign(globalThis, { RTCPeerConnection, RTCIceCandidate, RTCSessionDescription, WebSocket });
		const folder = install("node-webrtc");
		({ Peer } = await import(pathToFileURL(join(folder, "node_modules/peerjs/dist/bundler.mjs"))));
		visitor = await startVisitor();
		const page = (lib) => `<!doctype html><title>${lib}</title><script src="/${lib}/peerjs.min.js"></script>`;
		site = await serve({ "/ours": page("lib/ours"), "/peerjs": page("lib/peerjs"), "/lib/ours/": `${LIBRARIES.ours}/`, "/lib/peerjs/": `${LIBRARIES.peerjs}/` });
	});
	after(async () => {
		site?.close();
		await visitor?.close();
	});

	const options = () => ({ host: "127.0.0.1", port: visitor.port, path: "/", secure: false, config: {} });

	/** In the page: a Peer that acknowledges so many messages at once. Resolves to its id. */
	function receive(options, count) {
		const peer = new window.Peer(options);
		peer.on("connection", (connection) => {
			const sizes = [];
			connection.on("data", ({ byteLength }) => sizes.push(byteLength) === count && connection.send(sizes));
		});
		return new Promise((resolve, reject) => peer.once("open", resolve).once("error", reject));
	}

	for (const lib of ["ours", "peerjs"]) {
		test(`more than the channel takes arrives at a page with ${lib}`, async () => {
			await visitor.open(`${site.origin}/${lib}`, async (page) => {
				const id = await page.evaluate(receive, options(), COUNT);
				const peer = new Peer(options());
				const sizes = await new Promise((resolve, reject) => {
					peer.on("error", reject).on("open", () => {
						const connection = peer.connect(id, { reliable: true });
						connection.on("error", reject).on("data", resolve).on("open", () => {
							assert.equal("onbufferedamountlow" in connection.dataChannel, false, "the channel tells: there is nothing to test");
							for (let i = 0; i < COUNT; i++) connection.send(new Uint8Array(SIZE));
							assert.ok(connection.bufferSize > 0, "the channel took it all");
						});
					});
				});
				assert.deepEqual(sizes, Array(COUNT).fill(SIZE));
				peer.destroy();
			});
		});
	}
});
