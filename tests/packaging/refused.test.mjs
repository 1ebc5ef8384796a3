// Where the browser does not compile at once, or not at all.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
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

	const file = (name) => join(folder, "node_modules/peerjs/dist", name);
	const digest = () => `sha384-${createHash("sha384").update(readFileSync(file("peerjs.min.js"))).digest("base64")}`;

	/** A site with the package, and with its script alone in a folder. */
	async function visit(body, headers, routes) {
		const site = await serve({ "/page": HEAD + body, "/peerjs/": join(folder, "node_modules/peerjs/"), "/alone/peerjs.min.js": file("peerjs.min.js"), "/": `${folder}/`, ...routes }, headers);
		sites.push(site);
		return site;
	}
	const open = async (body, headers, use) => visitor.open(`${(await visit(body, headers)).origin}/page`, use);
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

	test("at once: what is made before destroy() is freed, and nothing is made after it", async () => {
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
				const options = { host: "127.0.0.1", port: Number(new URLSearchParams(location.search).get("port")), path: "/", config: {} };
				const peer = new Peer("id", options);
				const types = [];
				peer.on("error", ({ type }) => types.push(type));
				const connection = peer.connect("nobody");
				peer.destroy();
				const none = String(peer.connect("nobody"));
				const early = [peer.destroyed, peer.id, none, types];
				// Who comes later is told that there is a module.
				new Peer(options).on("open", () => resolve([made.map((pc) => pc.signalingState), peer.connections, connection.open, early]));
			});
		</script>`;
		assert.deepEqual(await open(body, {}, told), [["closed"], {}, false, [true, null, "undefined", ["disconnected"]]]);
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

	const NO_WASM = { "content-security-policy": "script-src 'self' 'unsafe-inline'" };
	const byGlobal = '<script type="module">import { meet } from "/meet.js"; window.met = meet(window.Peer);</script>';

	for (const [name, before, script, headers] of [
		["by the page's Content-Security-Policy", "", SCRIPT, NO_WASM],
		["by a policy with a nonce", "", SCRIPT.replace(" ", ' nonce="once" '), { "content-security-policy": "script-src 'nonce-once'" }],
		["and the script has not been minified", "", SCRIPT.replace(".min", ""), NO_WASM],
		["since there is none", "<script>delete WebAssembly;</script>", SCRIPT, {}],
	]) {
		test(`${name}: the script without it is loaded from beside the script`, async () => {
			const page = before + script + byGlobal.replace(" ", ' nonce="once" ').replace("import { meet }", "window.Given = window.Peer; import { meet }");
			const site = await visit(page, headers);
			const use = async (page) => [await met(page), await page.evaluate(() => [window.Given === window.Peer, window.peerjs.util.unpack(window.peerjs.util.pack(["text", 1.5]))])];
			assert.deepEqual(await visitor.open(`${site.origin}/page`, use), ["hello, too", [true, ["text", 1.5]]]);
			assert.deepEqual(site.asked.filter((path) => path.includes("nowasm")), ["/peerjs/dist/peerjs.nowasm.min.js"]);
		});
	}

	test("by a policy, another script is beside it that says nothing of it: a Peer, and one after it", async () => {
		const page = `${SCRIPT.replace("peerjs/dist", "alone")}<script>
			window.told = (async () => {
				const types = [];
				for (let i = 0; i < 2; i++) types.push(await new Promise((resolve) => new Peer("id").on("error", ({ type }) => resolve(type))));
				return types;
			})();
		</script>`;
		const site = await visit(page, NO_WASM, { "/alone/peerjs.nowasm.min.js": join(folder, "meet.js") });
		assert.deepEqual(await visitor.open(`${site.origin}/page`, told), Array(2).fill("browser-incompatible"));
	});

	for (const [name, own, beside] of [
		["the script's address has no name, as a CDN's may", "/npm/peerjs-wasm", "/npm/peerjs.nowasm.min.js"],
		["the script is part of another", "/npm/app.js", "/npm/peerjs.nowasm.min.js"],
		["the document gives an image for the script", "/peerjs/dist/peerjs.min.js", "/evil/peerjs.nowasm.min.js", '<img name="currentScript" src="/evil/x.png">'],
	].map(([name, own, beside, before = ""]) => [name, `${before}<script src="${own}"></script>`, { [own]: () => file("peerjs.min.js"), [beside]: () => join(folder, "meet.js") }])) {
		test(`by a policy, and ${name}: nothing is loaded from there`, async () => {
			const routes = Object.fromEntries(Object.entries(beside).map(([path, found]) => [path, found()]));
			const site = await visit(own + TELL, NO_WASM, routes);
			const { events } = await visitor.open(`${site.origin}/page`, told);
			assert.equal(events[0].type, "browser-incompatible");
			assert.deepEqual(site.asked.filter((path) => path.includes("nowasm")), []);
		});
	}

	test("by a policy, and the other script is of another version: browser-incompatible", async () => {
		const script = readFileSync(file("peerjs.nowasm.min.js"), "utf8");
		const own = readFileSync(file("peerjs.min.js"), "utf8");
		// What tells one from another is in both of them.
		const [build] = script.match(/"[0-9a-f]{8}"/);
		assert.ok(own.includes(build));
		writeFileSync(join(folder, "older.js"), script.replace(build, '"01234567"'));
		const site = await visit(SCRIPT.replace("peerjs/dist", "alone") + TELL, NO_WASM, { "/alone/peerjs.nowasm.min.js": join(folder, "older.js") });
		const { events } = await visitor.open(`${site.origin}/page`, told);
		assert.equal(events[0].type, "browser-incompatible");
	});

	const POLICY = /^No WebAssembly: .*Content.Security.Policy.*script-src needs 'wasm-unsafe-eval'\.$/is;
	for (const [name, script, headers, reason, routes] of [
		["by a policy, and the script is alone", '<script src="/alone/peerjs.min.js"></script>', NO_WASM, POLICY],
		["by a policy, and where the other script should be is a page", '<script src="/alone/peerjs.min.js"></script>', NO_WASM, POLICY, { "/alone/peerjs.nowasm.min.js": "<p>Not found</p>" }],
		["by a policy, and the page vouches for the script alone", () => SCRIPT.replace(" ", ` integrity="${digest()}" `), NO_WASM, POLICY],
		["by a policy that wants Trusted Types", SCRIPT, { "content-security-policy": `${NO_WASM["content-security-policy"]}; require-trusted-types-for 'script'` }, POLICY],
		["by a policy, and the script is in the page", () => `<script>${readFileSync(file("peerjs.min.js"), "utf8")}</script>`, NO_WASM, POLICY],
		["since there is none, and the script is alone", '<script>delete WebAssembly;</script><script src="/alone/peerjs.min.js"></script>', {}, /^No WebAssembly: .*WebAssembly/],
	]) {
		test(`${name}: browser-incompatible`, async () => {
			const site = await visit((typeof script === "string" ? script : script()) + TELL, headers, routes);
			const { events, destroyed, none } = await visitor.open(`${site.origin}/page`, told);
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
