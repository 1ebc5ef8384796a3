// node-webrtc, whose channels have no `bufferedamountlow`: what waits for them goes out all
// the same, to a peer in a browser, which runs ours or PeerJS's script.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import wrtc from "@roamhq/wrtc";

import { BROWSER } from "../support/environment.mjs";
import { startNodeEnd } from "./node-end.mjs";

const COUNT = 40;
const SIZE = 1 << 20;

describe(`node-webrtc and ${BROWSER}`, { timeout: 120_000 }, () => {
	let Peer, visitor, site, options;
	before(async () => {
		const { RTCPeerConnection, RTCIceCandidate, RTCSessionDescription } = wrtc;
		({ Peer, visitor, site, options } = await startNodeEnd("node-webrtc", { RTCPeerConnection, RTCIceCandidate, RTCSessionDescription }));
	});
	after(async () => {
		site?.close();
		await visitor?.close();
	});

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
