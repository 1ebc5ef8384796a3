// What pages that are careful about scripts and secrets rely on. SECURITY.md says it.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { LIB, LIBRARIES } from "../support/environment.mjs";
import { describeInPage } from "./page-tests.mjs";

/** What is done in a page with a policy: beside bytes, a Blob and a call. */
const plainUses = async (t) => {
	await stillWorks(t);
	const { alice, bob, ab, ba } = await t.pair({ reliable: true });
	const blob = t.event(ba, "data");
	ab.send({ blob: new Blob([new Uint8Array(300_000)]) });
	t.log("a Blob", (await blob).blob.byteLength);

	const media = await navigator.mediaDevices.getUserMedia({ audio: true });
	bob.on("call", (call) => call.answer(media));
	const call = alice.call(bob.id, media);
	const opens = t.event(call, "willCloseOnRemote");
	t.log("a call", (await t.event(call, "stream")).getTracks().length);
	await opens;
	const closes = t.event(call, "close");
	call.close();
	await closes;
};
const PLAINLY_USED = ["a Blob 300000", "a call 1"];

/** Where WebAssembly is allowed: MsgPack, and the entry that loads its module itself. */
const wasmUses = async (t) => {
	const { MsgPack } = await import("/lib/ours/serializer.msgpack.mjs");
	const { ab: packs, ba: unpacks } = await t.link(await t.openPeer("carol", { serializers: { MsgPack } }), await t.openPeer("dave", { serializers: { MsgPack } }), { serialization: "MsgPack" });
	const packed = t.event(unpacks, "data");
	packs.send({ bytes: new Uint8Array(300_000) });
	t.log("MsgPack", (await packed).bytes.byteLength);

	const slim = await import("/lib/ours/slim.mjs");
	await slim.load("/lib/ours/peerjs.wasm");
	const { Peer } = t;
	t.log("another", slim.Peer !== Peer);
	t.Peer = slim.Peer;
	await stillWorks(t);
	t.Peer = Peer;
};
const uses = `async (t) => {
	await (${plainUses})(t);
	await (${wasmUses})(t);
}`;
const USED = [...PLAINLY_USED, "MsgPack 300000", "another true"];

/** In a page with a policy: nothing violates it, but for what is tried to see that it holds. */
const policy = (policy, attempt, use = uses) => ({
	query: { policy },
	run: `async (t) => {
		const violations = [];
		document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => violations.push(violatedDirective));
		await (${use})(t);
		await t.turn();
		t.log("violations", violations);
		try {
			(${attempt})();
		} catch ({ name }) {
			t.log("refused", name);
		}
	}`,
});

const TESTS = {
	"a Content-Security-Policy that allows nothing but the script, wasm and the server": {
		...policy("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src ws://127.0.0.1:* http://127.0.0.1:*", () => new Function("return 1")),
		trace: [...USED, "violations []", 'refused "EvalError"'],
	},

	"a Content-Security-Policy that does not allow wasm either": {
		...policy("default-src 'none'; script-src 'self'; connect-src ws://127.0.0.1:* http://127.0.0.1:*", () => new Function("return 1"), plainUses),
		// Told when a module was to be compiled, at once and later.
		trace: [...PLAINLY_USED, 'violations ["script-src", "script-src"]', 'refused "EvalError"'],
	},

	"a page with Trusted Types": {
		...policy("require-trusted-types-for 'script'; trusted-types 'none'", () => (document.createElement("p").innerHTML = "<b>text</b>")),
		trace: [...USED, "violations []", 'refused "TypeError"'],
	},

	"tokens and ids are the browser's random numbers": {
		run: async (t) => {
			const { random } = Math;
			const { getRandomValues } = crypto;
			Math.random = () => 0.5;
			let asked = 0;
			crypto.getRandomValues = (array) => (asked++, getRandomValues.call(crypto, array));
			const alice = await t.openScripted("alice");
			const ids = Array.from({ length: 100 }, () => alice.connect("bob").connectionId);
			const call = alice.call("bob", document.createElement("canvas").captureStream());
			t.log("each is another", new Set(ids).size, asked, [...ids, call.connectionId].every((id) => /^[dm]c_[0-9a-z]{20}$/.test(id)), /^[0-9a-z]{20}$/.test(alice.options.token));
			Math.random = random;
			crypto.getRandomValues = getRandomValues;
			alice.destroy();
		},
		trace: ["each is another 100 102 true true"],
	},

	"nothing of the application's is logged below level 3": {
		run: async (t) => {
			const logged = [];
			/** All that an error tells. */
			const textOf = ({ message, stack, cause }) => [message, stack, cause && textOf(cause)].join(" ");
			const logFunction = (level, ...what) => logged.push(what.map((part) => (part instanceof Error ? textOf(part) : typeof part === "object" ? JSON.stringify(part) : String(part))).join(" "));
			const options = { debug: 2, logFunction, token: "secret-token", config: { iceServers: [{ urls: `turn:127.0.0.1:${t.closedPort}`, username: "secret-user", credential: "secret-credential" }] } };
			const { alice, bob, ab, ba } = await t.pair({ reliable: true, label: "secret-label", metadata: { secret: "secret-metadata" } }, options);
			const json = await t.link(alice, bob, { reliable: true, serialization: "json" });
			const refused = [];
			for (const connection of [ab, ba, json.ab, json.ba]) connection.on("error", ({ type }) => refused.push(type));
			// What arrives, what cannot be sent, what cannot be read.
			ab.send({ secret: "secret-value" });
			t.attempt("send", () => ab.send({ "secret-key": () => "secret-result" }));
			t.attempt("send", () => json.ab.send({ toJSON() { throw new Error("secret-error"); } }));
			json.ab.dataChannel.send("secret-text");
			json.ab.dataChannel.send('{"secret-json": "secret-value');
			ab.dataChannel.send("secret-text");
			ab.dataChannel.send(Uint8Array.from([0xdb, 0xff, 0xff, 0xff, 0xff, ...new TextEncoder().encode("secret-bytes")]));
			await t.until(() => refused.length >= 4, "all is refused");
			ab.send("secret-end");
			await t.event(ba, "data", (data) => data === "secret-end");
			ab.close();
			ab.send("secret-late");
			json.ab.send("x".repeat(1_000_000) + "secret-large");
			alice.destroy();
			alice.connect("bob", { metadata: "secret-metadata" });
			// An address that is no URL, which the browser may quote.
			const told = await t.event(new t.Peer("carol", t.options({ ...options, path: "" })), "error");
			t.log("logged", logged.length > 0, logged.filter((line) => line.includes("secret")));
			t.log("logged too", told.type, textOf(told).includes("secret"));
			t.lines = t.lines.filter((line) => line.startsWith("logged"));
		},
		trace: ["logged true []", 'logged too "server-error" false'],
	},

	"nothing of a call, of MsgPack or of raw messages is logged below level 3": {
		run: async (t) => {
			const logged = [];
			const textOf = ({ message, stack, cause }) => [message, stack, cause && textOf(cause)].join(" ");
			const logFunction = (level, ...what) => logged.push(what.map((part) => (part instanceof Error ? textOf(part) : typeof part === "object" ? JSON.stringify(part) : String(part))).join(" "));
			const { MsgPack } = await import("/lib/ours/serializer.msgpack.mjs");
			const options = { debug: 2, logFunction, token: "secret-token", serializers: { MsgPack } };
			const [alice, bob] = await Promise.all([t.openPeer("alice", options), t.openPeer("bob", options)]);
			const given = { label: "secret-label", metadata: { secret: "secret-metadata" }, reliable: true };
			const refused = [];
			for (const serialization of ["raw", "MsgPack"]) {
				const { ab, ba } = await t.link(alice, bob, { ...given, serialization });
				for (const end of [ab, ba]) end.on("error", ({ type }) => refused.push(type));
				const arrives = t.event(ba, "data");
				ab.send("secret-text");
				await arrives;
				if (serialization === "MsgPack") {
					t.attempt("send", () => ab.send({ "secret-key": () => "secret-result" }));
					// No MessagePack begins like this, and what follows is not read.
					ab.dataChannel.send(Uint8Array.from([0xc1, ...new TextEncoder().encode("secret-bytes")]));
					await t.until(() => refused.includes("deserialization-failed"), "it is refused");
				} else {
					t.attempt("send", () => ab.send({ "secret-key": "secret-value" }));
				}
				ab.close();
				ab.send("secret-late");
			}
			const stream = new MediaStream(document.createElement("canvas").captureStream());
			const arrives = t.event(bob, "call");
			const ab = alice.call(bob.id, stream, { metadata: { secret: "secret-metadata" } });
			const ba = await arrives;
			const opens = t.event(ab, "willCloseOnRemote");
			ba.answer(stream);
			ba.answer(stream);
			await opens;
			ab.close();
			// Metadata that has no JSON: of the error only what it says is the application's.
			const failed = t.event(alice, "error");
			alice.call(bob.id, stream, { metadata: { "secret-name": 1n } });
			refused.push((await failed).type);
			alice.disconnect();
			alice.call(bob.id, stream, { metadata: "secret-metadata" });
			alice.destroy();
			t.lines = [];
			t.log("logged", logged.length > 0, logged.filter((line) => line.includes("secret")), refused);
		},
		trace: ['logged true [] ["not-open-yet", "deserialization-failed", "not-open-yet", "webrtc"]'],
	},

	"no token is logged below level 3, whatever the address": {
		run: async (t) => {
			const logged = [];
			const textOf = ({ message, stack, cause }) => [message, stack, cause && textOf(cause)].join(" ");
			const logFunction = (level, ...what) => logged.push(what.map((part) => (part instanceof Error ? textOf(part) : String(part))).join(" "));
			for (const more of [{}, { path: "" }, { secure: true }, { host: "no host" }]) {
				for (const id of [undefined, "alice"]) {
					const peer = new t.Peer(id, t.options({ debug: 2, logFunction, token: "secret-token", port: t.closedPort, ...more }));
					await t.event(peer, "error");
					peer.destroy();
					t.log("logged", logged.length > 0, logged.splice(0).filter((line) => line.includes("secret-token")));
				}
			}
		},
		trace: Array(8).fill("logged true []"),
	},
};

describeInPage("trust", TESTS);

test("no script makes code out of text", { skip: LIB === "peerjs" }, () => {
	const files = readdirSync(LIBRARIES.ours).filter((file) => /\.[cm]?js$/.test(file));
	for (const entry of ["peerjs.js", "peerjs.min.js", "peerjs.nowasm.min.js", "bundler.mjs", "bundler.cjs", "slim.mjs", "msgpack.mjs", "serializer.msgpack.mjs"]) assert.ok(files.includes(entry), entry);
	for (const file of files) {
		const script = readFileSync(join(LIBRARIES.ours, file), "utf8");
		assert.doesNotMatch(script, /\beval\s*\(|\bFunction\s*\(|\bimportScripts\b|\.innerHTML|document\.write|\bset(Timeout|Interval)\s*\(\s*["'`]/, file);
	}
});
