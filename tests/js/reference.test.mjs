// The API reference: what is described, and that all of it has examples.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { DOCUMENTED } from "../../xtask/node/reference/documented.mjs";
import { readExamples } from "../../xtask/node/reference/examples.mjs";
import { PAGES } from "../../xtask/node/reference/pages.mjs";
import { readTypes } from "../../xtask/node/reference/types.mjs";

const types = readTypes();
const examples = readExamples();
const members = [...types.values()].flatMap(({ name, members }) => members.map((member) => `${name}.${member.name}`));
const names = new Set([...types.keys(), ...members]);
const described = new Set(PAGES.flatMap(({ declarations }) => declarations));
const shown = new Set(examples.flatMap(({ shows }) => shows));

describe("the API reference", () => {
	test("all exports are on a page, once", () => {
		const exported = [...types.values()].filter(({ exported }) => exported).map(({ name }) => name);
		assert.deepEqual(exported.filter((name) => !described.has(name)), []);
		assert.equal(PAGES.flatMap(({ declarations }) => declarations).length, described.size);
		assert.deepEqual([...described].filter((name) => !types.has(name)), []);
	});

	test("examples show names that are there, and log something", () => {
		assert.deepEqual([...shown].filter((name) => !names.has(name) || !described.has(owner(name))), []);
		for (const { name, output } of examples) assert.ok(output.length > 0, name);
	});

	test("each name of PeerJS's documentation is described and has an example", () => {
		for (const [anchor, name] of DOCUMENTED) {
			assert.ok(names.has(name) && described.has(owner(name)), `${anchor} is not described`);
			assert.ok(shown.has(name), `${anchor}: no example in docs/examples shows ${name}`);
		}
	});

	test("so has everything else that applications use", () => {
		// What another declaration describes, what the library calls itself, and names of the protocol.
		const exempt = /^(PeerJSOption|SerializerMapping|MsgPack|SocketEventType|ServerMessageType)\.|\.handleMessage$|^MediaConnection\.(label|addStream)$|^SdpTransform$/;
		const needed = [...described].flatMap((name) => {
			const { members } = types.get(name);
			return members.length > 0 ? members.filter(({ forSubclasses }) => !forSubclasses).map((member) => `${name}.${member.name}`) : [name];
		});
		assert.deepEqual(needed.filter((name) => !shown.has(name) && !exempt.test(name)), []);
	});

	test("the names are those that docs/compatibility-table.md answers for", () => {
		const table = readFileSync(new URL("../../docs/compatibility-table.md", import.meta.url), "utf8");
		const documentation = table.slice(table.indexOf("## The documentation")).split("\n### ").slice(2).join("\n");
		const rows = documentation.split("\n").filter((line) => line.startsWith("| `"));
		const plain = (name) => name.toLowerCase().replaceAll("-", "");
		const anchors = [...DOCUMENTED.keys()].map(plain);
		const missing = rows
			.flatMap((row) => [...row.split("|")[1].matchAll(/`([\w.-]+?)(?:\(.*?\))?`/g)].map(([, name]) => name))
			// What names stand for, and values.
			.filter((name) => !/^(binary|binary-utf8|json|none|_|firefox|chrome|safari|edge|\d.*)$/.test(name))
			.map((name) => plain(name.split(".").at(-1)))
			.filter((name) => !anchors.some((anchor) => anchor.endsWith(name)));
		assert.deepEqual(missing, []);
	});
});

/** What a name belongs to: itself, or what is before the last dot. */
function owner(name) {
	return types.has(name) ? name : name.slice(0, name.lastIndexOf("."));
}
