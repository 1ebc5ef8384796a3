// PeerJS's types and ours are assignable to each other, but for what
// `differences.mjs` lists.
//
// Compared are copies of the two files without `protected`, which would make every
// class assignable to its own subclasses only. In the copy of ours each listed
// difference is replaced by what PeerJS has: then all must fit both ways. And with
// any single one left in, something must not.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, test } from "node:test";

import { compile, report, ROOT } from "./compile.mjs";
import differences from "./differences.mjs";

const read = (path) => readFileSync(new URL(path, ROOT), "utf8");
const open = (types) => types.replaceAll(/^(\s*)protected /gm, "$1");

const peerjs = open(read("node_modules/peerjs/dist/types.d.ts"));
const ours = `import { EventEmitter } from "eventemitter3";\n${open(read("js/types.d.ts")).replace("declare class EventEmitter<", "declare class OwnEmitter<")}`;
const names = [...peerjs.matchAll(/^export (?:abstract )?(?:class|enum|interface|const) (\w+)(<)?/gm)];

/** Checks that compile where a copy of our types fits PeerJS's. */
const checks = (copy) => `
	import type * as PeerJS from "./peerjs";
	import type * as Ours from "./${copy}";
	type Assignable<To, From extends To> = From;
	export type Checks = [
		Assignable<typeof PeerJS, typeof Ours>,
		Assignable<typeof Ours, typeof PeerJS>,
		${names
			.filter(([, name]) => name !== "util")
			.map(([, name, generic]) => (generic ? `${name}<"type">` : name))
			.map((type) => `Assignable<PeerJS.${type}, Ours.${type}>,\n\t\tAssignable<Ours.${type}, PeerJS.${type}>,`)
			.join("\n\t\t")}
	];`;

/** Ours with differences replaced by what PeerJS has. */
const like = (chosen) => chosen.reduce((text, { ours, peerjs }) => text.replace(ours, () => peerjs), ours);

describe("the types of PeerJS and ours", () => {
	let errors;
	before(() => {
		const files = { "peerjs.d.ts": peerjs, "alike.d.ts": like(differences), "check.ts": checks("alike") };
		for (const [i, one] of differences.entries()) {
			files[`but-${i}.d.ts`] = like(differences.filter((other) => other !== one));
			files[`check-${i}.ts`] = checks(`but-${i}`);
		}
		errors = compile("surface", files, { paths: { eventemitter3: ["../../../tests/types/emitter.d.ts"] } });
	});

	test("PeerJS's exports are found", () => {
		assert.ok(names.length >= 25, String(names.length));
	});

	test("docs/compatibility-table.md answers for each", () => {
		const table = read("docs/compatibility-table.md");
		assert.deepEqual(names.map(([, name]) => name).filter((name) => !table.includes(`\`${name}\``)), []);
	});

	test("the copies are valid", () => {
		const invalid = new Map([...errors].filter(([file]) => file.endsWith(".d.ts")));
		assert.equal(report(invalid), "");
	});

	test("all is assignable both ways but for the differences", () => {
		assert.equal(report(new Map([["check.ts", errors.get("check.ts") ?? []]])), "");
	});

	for (const [i, { why, ours: text }] of differences.entries()) {
		test(`a difference: ${why}`, () => {
			assert.equal(ours.split(text).length, 2, `ours has, once, ${text}`);
			assert.ok(errors.has(`check-${i}.ts`), "it makes none any more");
		});
	}
});
