// What pages that are careful about scripts and secrets rely on. SECURITY.md says it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { LIB, LIBRARIES } from "../support/environment.mjs";
import { describeInPage } from "./page-tests.mjs";

/** In a page with a policy: nothing violates it, but for what is tried to see that it holds. */
const policy = (policy, attempt) => ({
	query: { policy },
	run: `async (t) => {
		const violations = [];
		document.addEventListener("securitypolicyviolation", ({ violatedDirective }) => violations.push(violatedDirective));
		await stillWorks(t);
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
		trace: ["violations []", 'refused "EvalError"'],
	},

	"a page with Trusted Types": {
		...policy("require-trusted-types-for 'script'; trusted-types 'none'", () => (document.createElement("p").innerHTML = "<b>text</b>")),
		trace: ["violations []", 'refused "TypeError"'],
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
};

describeInPage("trust", TESTS);

test("the script makes no code out of text", { skip: LIB === "peerjs" }, () => {
	for (const file of ["peerjs.min.js", "peerjs.js", "serializer.msgpack.mjs"]) {
		const script = readFileSync(join(LIBRARIES.ours, file), "utf8");
		assert.doesNotMatch(script, /\beval\s*\(|\bFunction\s*\(|\bimportScripts\b|\.innerHTML|document\.write|\bset(Timeout|Interval)\s*\(\s*["'`]/, file);
	}
});
