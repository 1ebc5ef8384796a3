// Applications of PeerJS compile with the package in its place, strictly.

import assert from "node:assert/strict";
import { cpSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { before, describe, test } from "node:test";

import { ROOT } from "../support/environment.mjs";
import { install } from "./install.mjs";

const TSC = join(ROOT, "node_modules/typescript/lib/tsc.js");

const SLIM = `import Peer, { load, type DataConnection, PeerErrorType } from "peerjs/slim";
export const ready: Promise<void> = load(new URL("./peerjs.wasm", "https://localhost/"));
export const connection: DataConnection = new Peer().connect("id");
export const type: string = PeerErrorType.Network;
`;
const MSGPACK = `import { MsgPack } from "peerjs/dist/serializer.msgpack.mjs";
import { Peer } from "peerjs";
export const peer = new Peer({ serializers: { MsgPack } });
`;
/** By paths that applications have. */
const DEEP = `import type { DataConnection } from "peerjs/dist/types";
import type { MediaConnection } from "./node_modules/peerjs/dist/types.d.ts";
import { Peer } from "peerjs";
export const connection: DataConnection = new Peer().connect("id");
export const call: MediaConnection = new Peer().call("id", new MediaStream());
`;
const COMMONJS = `import peerjs = require("peerjs");
export const peer: peerjs.Peer = new peerjs.Peer();
export const same: peerjs.default = new peerjs.default();
`;

describe("TypeScript", () => {
	let folder;
	before(() => {
		folder = install("types");
		const usage = join(ROOT, "tests/types/usage");
		cpSync(join(usage, "peerjs.ts"), join(folder, "peerjs.ts"));
		cpSync(join(usage, "ours.ts"), join(folder, "ours.ts"));
		writeFileSync(join(folder, "slim.ts"), SLIM);
		writeFileSync(join(folder, "msgpack.ts"), MSGPACK);
		writeFileSync(join(folder, "deep.ts"), DEEP);
		writeFileSync(join(folder, "commonjs.cts"), COMMONJS);
		writeFileSync(join(folder, "wrong.ts"), 'import { Pear } from "peerjs";\nexport { Pear };\n');
	});

	/** What tsc says. */
	function compile(resolution, ...files) {
		const module = resolution === "bundler" ? "esnext" : "node16";
		const options = ["--strict", "--noEmit", "--noImplicitOverride", "--pretty", "false", "--lib", "es2022,dom", "--target", "es2022", "--types", "", "--ignoreConfig"];
		const { stdout, stderr } = spawnSync(process.execPath, [TSC, ...options, "--module", module, "--moduleResolution", resolution, ...files], { cwd: folder, encoding: "utf8" });
		return stdout + stderr;
	}

	for (const resolution of ["node16", "bundler"]) {
		for (const file of ["peerjs.ts", "ours.ts", "slim.ts", "msgpack.ts"]) {
			test(`${resolution}: ${file}`, () => assert.equal(compile(resolution, file), ""));
		}
	}
	test("bundler: deep.ts", () => assert.equal(compile("bundler", "deep.ts"), ""));
	test("node16: commonjs.cts", () => assert.equal(compile("node16", "commonjs.cts"), ""));
	test("node16: what require and import give is of one type", () => {
		writeFileSync(join(folder, "library.cts"), 'import { Peer } from "peerjs";\nexport function use(peer: Peer): string {\n\treturn peer.id;\n}\n');
		writeFileSync(join(folder, "both.mts"), 'import { Peer } from "peerjs";\nimport { use } from "./library.cjs";\nexport const id = use(new Peer());\n');
		assert.equal(compile("node16", "both.mts"), "");
	});
	test("what is not there is not found", () => assert.match(compile("node16", "wrong.ts"), /has no exported member 'Pear'/));
});
