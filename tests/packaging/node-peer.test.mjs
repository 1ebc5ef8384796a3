// With WebRTC of a package from npm, the library works in Node: against a peer in a
// browser, which runs ours or PeerJS's script.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { RTCIceCandidate, RTCPeerConnection, RTCSessionDescription } from "node-datachannel/polyfill";
import nodeDataChannel from "node-datachannel";

import { BROWSER } from "../support/environment.mjs";
import { startNodeEnd } from "./node-end.mjs";

/**
 * libdatachannel 0.24.5 lets ICE know the answer before it keeps the fingerprint in it. Where
 * ICE succeeds in between, the other end's certificate is refused; so who offers tells nobody
 * of its candidates until it has the answer.
 */
class PatientPeerConnection extends RTCPeerConnection {
	#held = [];

	dispatchEvent(event) {
		if (event.type === "icecandidate" && this.signalingState === "have-local-offer") return this.#held.push(event);
		super.dispatchEvent(event);
		if (this.signalingState === "stable") for (const candidate of this.#held.splice(0)) super.dispatchEvent(candidate);
	}
}

describe(`Node and ${BROWSER}`, { timeout: 120_000 }, () => {
	let Peer, visitor, site, options;
	before(async () => {
		({ Peer, visitor, site, options } = await startNodeEnd("node-peer", { RTCPeerConnection: PatientPeerConnection, RTCIceCandidate, RTCSessionDescription }));
	});
	after(async () => {
		site?.close();
		await visitor?.close();
		nodeDataChannel.cleanup();
	});

	/** An event of one of them; rejects with an error of any. */
	const event = (name, emitter, ...others) =>
		new Promise((resolve, reject) => {
			emitter.once(name, resolve);
			for (const one of [emitter, ...others]) one.once("error", reject);
		});

	/** In the page: a Peer that sends everything back. Resolves to its id. */
	function echo(options) {
		const peer = new window.Peer(options);
		peer.on("connection", (connection) => connection.on("data", (data) => connection.send(data)));
		return new Promise((resolve, reject) => peer.once("open", resolve).once("error", reject));
	}

	/** In the page: connects, says hello, and resolves to the answer. */
	function greet(options, id) {
		const peer = new window.Peer(options);
		return new Promise((resolve, reject) => {
			peer.once("error", reject).once("open", () => {
				const connection = peer.connect(id, { reliable: true });
				connection.once("error", reject).once("open", () => connection.send("hello"));
				connection.once("data", resolve);
			});
		});
	}

	for (const lib of ["ours", "peerjs"]) {
		test(`Node connects to a page with ${lib}`, async () => {
			await visitor.open(`${site.origin}/${lib}`, async (page) => {
				const id = await page.evaluate(echo, options());
				const peer = new Peer(options());
				await event("open", peer);
				const connection = peer.connect(id, { reliable: true });
				await event("open", connection, peer);
				for (const value of ["hello", { list: [1, 2.5, null], bytes: new Uint8Array(100_000).fill(7) }]) {
					const answer = event("data", connection, peer);
					connection.send(value);
					assert.deepEqual(await answer, value);
				}
				peer.destroy();
			});
		});

		test(`a page with ${lib} connects to Node`, async () => {
			const peer = new Peer(options());
			const id = await event("open", peer);
			const failed = new Promise((_, reject) => {
				peer.on("error", reject);
				peer.on("connection", (connection) => {
					connection.on("error", reject);
					connection.on("data", (text) => connection.send(`${text}, too`));
				});
			});
			await visitor.open(`${site.origin}/${lib}`, async (page) => {
				assert.equal(await Promise.race([page.evaluate(greet, options(), id), failed]), "hello, too");
			});
			peer.destroy();
		});
	}

	test("a connection hears that nobody has the id, and is freed", async () => {
		const peer = new Peer(options());
		await event("open", peer);
		peer.on("error", () => {});
		const connection = peer.connect("nobody", { reliable: true });
		const { type } = await new Promise((resolve) => connection.once("error", resolve));
		assert.deepEqual([type, connection.open], ["peer-unavailable", false]);
		await new Promise(setImmediate);
		assert.deepEqual([connection.peerConnection, peer.connections.nobody], [null, []]);
		peer.destroy();
	});

	test("what node-datachannel closes before it is open says so", async () => {
		const peer = new Peer(options());
		await event("open", peer);
		const connection = peer.connect("nobody", { reliable: true });
		const failed = event("open", connection, peer);
		connection.peerConnection.close();
		// If nothing is said of the one, it is the Peer's error of the other that comes.
		peer.connect("nobody-else");
		await assert.rejects(failed, { type: "negotiation-failed" });
		assert.deepEqual([connection.open, connection.peerConnection, peer.connections.nobody], [false, null, []]);
		peer.destroy();
	});
});
