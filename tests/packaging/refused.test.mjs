// Where the browser does not compile at once, or not at all.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { BROWSER } from "../support/environment.mjs";
import { install } from "./install.mjs";
import { serve } from "./serve.mjs";
import { startVisitor } from "./visit.mjs";

const HEAD = '<!doctype html><meta charset="utf-8"><title>page</title>';
const SCRIPT = '<script src="/peerjs/dist/peerjs.min.js"></script>';

/** As Chromium before 115 does on the main thread. */
const REFUSE_AT_ONCE = `<script>
	WebAssembly.Module = class { constructor() { throw new RangeError("WebAssembly.Compile is disallowed on the main thread, if the buffer size is larger than 4KB."); } };
</script>`;

/** Resolves to what a Peer tells. */
const TELL = `<script>
	const events = [];
	addEventListener("unhandledrejection", ({ reason }) => events.push({ unhandled: String(reason) }));
	window.told = new Promise((resolve) => {
		const peer = new Peer("id");
		peer.connect("somebody");
		peer.on("error", ({ name, type, message }) => events.push({ type, message }));
		peer.on("disconnected", (id) => events.push({ disconnected: id }));
		peer.on("close", () => {
			const none = peer.connect("nobody");
			// Rejections that nobody handles are told a little later.
			setTimeout(() => resolve({ events, destroyed: peer.destroyed, none: String(none) }));
		});
	});
</script>`;

describe(`WebAssembly is refused, in ${BROWSER}`, { timeout: 60_000 }, () => {
	let folder, visitor;
	const sites = [];
	before(async () => {
		folder = install(`refused-${BROWSER}`);
		visitor = await startVisitor();
	});
	after(async () => {
		sites.forEach((site) => site.close());
		await visitor?.close();
	});

	async function open(body, headers, use) {
		const site = await serve({ "/page": HEAD + body, "/peerjs/": join(folder, "node_modules/peerjs/"), "/": `${folder}/` }, headers);
		sites.push(site);
		return visitor.open(`${site.origin}/page`, use);
	}
	const told = (page) => page.evaluate(() => window.told);
	/** Of modules, which run when the page is there. */
	const met = (page) => page.waitForFunction("'met' in window").then(() => page.evaluate(() => window.met));

	test("at once: Peers wait, connections that they make meanwhile too", async () => {
		const body = `${REFUSE_AT_ONCE}${SCRIPT}<script>
			const options = { host: "127.0.0.1", port: Number(new URLSearchParams(location.search).get("port")), path: "/", config: {} };
			const id = "bob" + Date.now();
			const bob = new Peer(id, options);
			const early = [bob.id === id, bob.open, bob.destroyed];
			bob.on("connection", (connection) => connection.on("data", (text) => connection.send(text + ", too")));
			window.told = new Promise((resolve, reject) => {
				bob.on("error", reject).on("open", (id) => {
					const alice = new Peer(options);
					alice.on("error", reject);
					const connection = alice.connect(id);
					connection.on("open", () => connection.send("hello")).on("data", (text) => resolve([early, text]));
				});
			});
		</script>`;
		assert.deepEqual(await open(body, {}, told), [[true, false, false], "hello, too"]);
	});

	test("at once: a connection made in the same turn as its Peer", async () => {
		const body = `${REFUSE_AT_ONCE}${SCRIPT}<script>
			const options = { host: "127.0.0.1", port: Number(new URLSearchParams(location.search).get("port")), path: "/", config: {} };
			const id = "bob" + Date.now();
			const alice = new Peer(options);
			const bob = new Peer(id, options);
			const connection = alice.connect(id);
			const listed = new Promise((resolve) => bob.on("open", () => resolve(alice.connections[id][0] === connection)));
			window.told = new Promise((resolve, reject) => {
				alice.on("error", reject);
				bob.on("error", reject).on("connection", (incoming) => incoming.on("data", async (text) => resolve([text, await listed])));
				connection.on("open", () => connection.send("hello"));
			});
		</script>`;
		assert.deepEqual(await open(body, {}, told), ["hello", true]);
	});

	test("at once: a connection is returned, whatever its serialization", async () => {
		const body = `${REFUSE_AT_ONCE}${SCRIPT}<script>
			const options = { host: "127.0.0.1", port: Number(new URLSearchParams(location.search).get("port")), path: "/", config: {} };
			const id = "bob" + Date.now();
			const alice = new Peer(options);
			const bob = new Peer(id, options);
			const connections = ["none", "raw", "json", "binary-utf8"].map((serialization) => alice.connect(id, { serialization }));
			const outcome = (action) => {
				try {
					return String(action());
				} catch (error) {
					return String(error);
				}
			};
			const rest = [outcome(() => alice.connect(id, { serialization: "constructor" })), outcome(() => alice.call(id)), outcome(() => alice.getConnection(id, "none"))];
			const echo = (connection) => connection.on("data", (data) => connection.send(data));
			const answer = (connection) => new Promise((resolve) => connection.on("open", () => connection.send("hello")).on("data", (data) => resolve([connection.serialization, data])));
			window.told = new Promise((resolve, reject) => {
				alice.on("error", reject);
				bob.on("error", reject).on("connection", echo);
				Promise.all(connections.map(answer)).then((answers) => resolve([answers, rest, alice.connections[id].length]));
			});
		</script>`;
		const answers = ["raw", "raw", "json", "binary"].map((serialization) => [serialization, "hello"]);
		const rest = ["TypeError: Unknown serialization: constructor", "undefined", "null"];
		assert.deepEqual(await open(body, {}, told), [answers, rest, answers.length]);
	});

	test("at once: a call is returned", async () => {
		const body = `${REFUSE_AT_ONCE}${SCRIPT}<script>
			const options = { host: "127.0.0.1", port: Number(new URLSearchParams(location.search).get("port")), path: "/", config: {} };
			const id = "bob" + Date.now();
			const stream = () => new AudioContext().createMediaStreamDestination().stream;
			const alice = new Peer(options);
			const bob = new Peer(id, options);
			const mine = stream();
			const call = alice.call(id, mine);
			const early = [call.type, call.peer === id, call.localStream === mine, call.open];
			window.told = new Promise((resolve, reject) => {
				alice.on("error", reject);
				bob.on("error", reject).on("call", (incoming) => incoming.answer(stream()));
				call.on("stream", ({ active }) => resolve([early, active]));
			});
		</script>`;
		assert.deepEqual(await open(body, {}, told), [["media", true, true, false], true]);
	});

	test("at once: MsgPack, with a module of its own", async () => {
		const body = `${REFUSE_AT_ONCE}${SCRIPT}<script type="module">
			import { MsgPack } from "/peerjs/dist/serializer.msgpack.mjs";
			import { meet } from "/meet.js";
			window.met = meet(window.Peer, { serializers: { MsgPack, default: MsgPack } });
		</script>`;
		assert.equal(await open(body, {}, met), "hello, too");
	});

	test("at once: what is made after disconnect() is freed", async () => {
		const body = `${REFUSE_AT_ONCE}<script>
			const made = [];
			const { RTCPeerConnection } = window;
			window.RTCPeerConnection = class extends RTCPeerConnection {
				constructor(...options) {
					super(...options);
					made.push(this);
				}
			};
		</script>${SCRIPT}<script>
			window.told = new Promise((resolve) => {
				const peer = new Peer("id");
				peer.disconnect();
				const connection = peer.connect("nobody");
				peer.on("disconnected", () => setTimeout(() => resolve([made.map((pc) => pc.signalingState), peer.connections, connection.open])));
			});
		</script>`;
		assert.deepEqual(await open(body, {}, told), [["closed"], {}, false]);
	});

	test("at once: a Peer that is destroyed before the module is there", async () => {
		const body = `${REFUSE_AT_ONCE}${SCRIPT}<script>
			window.told = new Promise((resolve) => {
				const peer = new Peer("id");
				peer.on("close", () => resolve([peer.destroyed, peer.disconnected]));
				peer.destroy();
			});
		</script>`;
		assert.deepEqual(await open(body, {}, told), [true, true]);
	});

	test("slim without a network: a Peer gives up, and the next one has its module", async () => {
		const body = `<script type="module">
			import { Peer } from "/node_modules/peerjs/dist/slim.mjs";
			import { meet } from "/meet.js";
			const { fetch } = window;
			window.fetch = async () => {
				throw new TypeError("There is no network");
			};
			const first = new Peer("id");
			const error = await new Promise((resolve) => first.on("error", resolve));
			window.fetch = fetch;
			window.met = meet(Peer).then((answer) => [error.type, answer, first.destroyed, first.socket._socket === undefined]);
		</script>`;
		assert.deepEqual(await open(body, {}, met), ["browser-incompatible", "hello, too", true, true]);
	});

	for (const [name, before, headers, reason] of [
		["by the page's Content-Security-Policy", "", { "content-security-policy": "script-src 'self' 'unsafe-inline'" }, /^No WebAssembly: .*Content.Security.Policy.*script-src needs 'wasm-unsafe-eval'\.$/is],
		["since there is none", "<script>delete WebAssembly;</script>", {}, /^No WebAssembly: .*WebAssembly/],
	]) {
		test(`${name}: browser-incompatible`, async () => {
			const { events, destroyed, none } = await open(before + SCRIPT + TELL, headers, told);
			assert.equal(destroyed, true);
			assert.equal(events[0].type, "browser-incompatible");
			assert.match(events[0].message, reason);
			const message = "Cannot connect to new Peer after disconnecting from server.";
			assert.deepEqual(events.slice(1), [{ disconnected: null }, { type: "disconnected", message }]);
			assert.equal(none, "undefined");
		});
	}

	test("but not by a policy with 'wasm-unsafe-eval'", async () => {
		const body = `${SCRIPT}<script>window.told = Promise.resolve(peerjs.util.validateId("id"));</script>`;
		assert.equal(await open(body, { "content-security-policy": "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'" }, told), true);
	});
});
