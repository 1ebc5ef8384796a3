// Applications compile: those of PeerJS with either library's types, those of what
// is ours with ours.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { compile, report } from "./compile.mjs";

const OURS = "../../../js/types.d.ts";
const PEERJS = "../../../node_modules/peerjs/dist/types.d.ts";

for (const [name, application, types] of [
	["applications of PeerJS, with PeerJS's types", "peerjs.ts", PEERJS],
	["applications of PeerJS, with ours", "peerjs.ts", OURS],
	["applications of what is ours", "ours.ts", OURS],
]) {
	test(name, () => {
		const text = readFileSync(new URL(`usage/${application}`, import.meta.url), "utf8");
		const folder = name.replace(/\W+/g, "-");
		assert.equal(report(compile(folder, { [application]: text }, { paths: { peerjs: [types] } })), "");
	});
}
