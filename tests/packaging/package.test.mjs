// What is in the package, and that tools which look at packages find nothing.

import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

import { packageFolder, ROOT } from "../support/environment.mjs";
import { install } from "./install.mjs";

/** Values that PeerJS's types promise and its modules do not have. */
const MORE = ["DataConnection", "LogLevel", "MediaConnection"];

/** Warnings of attw that are as we want them. */
const ON_PURPOSE = [
	// `slim` finds its module by `import.meta.url`, which CommonJS has not.
	["CJSResolvesToESM", "./slim"],
	// Scripts, which give nothing to whom imports them.
	["UntypedResolution", "./dist/peerjs"],
	["UntypedResolution", "./dist/peerjs.min"],
];

describe("the package", () => {
	let folder, manifest, tarball;
	before(() => {
		const application = install("package");
		folder = join(application, "node_modules/peerjs-wasm");
		manifest = JSON.parse(readFileSync(join(folder, "package.json")));
		tarball = readFileSync(join(application, `peerjs-wasm-${manifest.version}.tgz`));
	});

	test("has PeerJS's files, each with its source map", () => {
		const theirs = readdirSync(join(packageFolder("peerjs"), "dist")).filter((file) => file !== "types.d.ts.map");
		const ours = readdirSync(join(folder, "dist"));
		assert.deepEqual(
			theirs.filter((file) => !ours.includes(file)),
			[],
		);
		// One is as it was written.
		const scripts = ours.filter((file) => /\.[cm]?js$/.test(file) && file !== "node.mjs");
		assert.deepEqual(
			scripts.filter((file) => !ours.includes(`${file}.map`)),
			[],
		);
		assert.ok(ours.includes("peerjs.wasm"));
		for (const file of ["README.md", "LICENSE"]) assert.ok(existsSync(join(folder, file)), file);
	});

	test("source maps hold the sources", () => {
		const dist = join(folder, "dist");
		for (const file of readdirSync(dist).filter((file) => file.endsWith(".map"))) {
			const { sources, sourcesContent } = JSON.parse(readFileSync(join(dist, file)));
			sources.forEach((source, i) => assert.ok(existsSync(join(ROOT, "pkg/dist", source)) && sourcesContent[i], `${file}: ${source}`));
			const script = readFileSync(join(dist, file.slice(0, -".map".length)), "utf8");
			assert.ok(script.trimEnd().endsWith(`//# sourceMappingURL=${file}`), file);
		}
	});

	test("needs nothing at run time", () => {
		for (const name of ["dependencies", "peerDependencies", "optionalDependencies", "scripts"]) assert.equal(manifest[name], undefined, name);
	});

	test("names no folder of the machine that it was built on", () => {
		for (const file of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())) {
			const path = join(file.parentPath, file.name);
			assert.ok(!readFileSync(path, "latin1").includes(ROOT), path);
		}
	});

	test("no script holds what String.replace takes for a pattern", () => {
		const scripts = readdirSync(folder, { recursive: true }).filter((file) => /\.[cm]?js$/.test(file));
		assert.ok(scripts.length > 8);
		const patterns = scripts.flatMap((file) => {
			const script = readFileSync(join(folder, file), "utf8");
			// `$1` and `$<name>` are patterns where the search has groups.
			const found = new Set(script.match(/\$[$&`'<\d]/g));
			if ("[mark]".replace(/(?<name>mark)/, script) !== `[${script}]`) found.add("replaced");
			return [...found].map((pattern) => `${file}: ${pattern}`);
		});
		assert.deepEqual(patterns, []);
	});

	test("what package.json names is there", () => {
		const named = JSON.stringify(manifest).match(/"\.\/(dist|package)[^"*]+"(?!:)/g);
		assert.ok(named.length > 10);
		for (const path of named.map(JSON.parse)) assert.ok(existsSync(join(folder, path)), path);
	});

	test("publint finds nothing", async () => {
		const { messages } = await publint({ pkgDir: folder, strict: true });
		assert.deepEqual(
			messages.map((message) => formatMessage(message, manifest)),
			[],
		);
	});

	test("attw finds nothing", async () => {
		const { problems, types } = await checkPackage(createPackageFromTarballData(tarball));
		assert.ok(types);
		const isOnPurpose = ({ kind, entrypoint }) => ON_PURPOSE.some(([a, b]) => a === kind && b === entrypoint);
		assert.deepEqual(
			problems.filter((problem) => !isOnPurpose(problem)),
			[],
		);
		for (const [kind, entrypoint] of ON_PURPOSE) assert.ok(problems.some((problem) => problem.kind === kind && problem.entrypoint === entrypoint), `no more: ${kind}`);
	});

	test("TypeScript in Node finds the default both ways", () => {
		const application = join(folder, "../..");
		const text = `
			import peerjs, { Peer as Named, type PeerOptions } from "peerjs";
			const { Peer, util } = peerjs;
			export const peers: peerjs.Peer[] = [new Peer(), new Named(), new peerjs(), new peerjs.Peer(), new peerjs.default()];
			export const options: PeerOptions = { host: util.CLOUD_HOST };
			// @ts-expect-error there is none of this name
			export const none = peerjs.None;`;
		writeFileSync(join(application, "default.mts"), text);
		const tsc = join(ROOT, "node_modules/typescript/lib/tsc.js");
		const options = ["--noEmit", "--strict", "--module", "node16", "--target", "es2022", "--types", "", "default.mts"];
		const { status, stdout } = spawnSync(process.execPath, [tsc, "--ignoreConfig", ...options], { cwd: application, encoding: "utf8" });
		assert.deepEqual([stdout, status], ["", 0]);
	});

	describe("exports what PeerJS does", () => {
		const file = (root, name) => join(root, "dist", name);
		const load = {
			"bundler.mjs": (root) => import(pathToFileURL(file(root, "bundler.mjs"))),
			"bundler.cjs": (root) => createRequire(import.meta.url)(file(root, "bundler.cjs")),
			"serializer.msgpack.mjs": (root) => import(pathToFileURL(file(root, "serializer.msgpack.mjs"))),
		};
		for (const [name, module] of Object.entries(load)) {
			test(name, async () => {
				const [ours, theirs] = await Promise.all([module(folder), module(packageFolder("peerjs"))]);
				const more = name.startsWith("bundler") ? MORE : ["MsgPackPeer"];
				assert.deepEqual(Object.keys(ours).sort(), [...Object.keys(theirs), ...more].sort());
				assert.equal(ours.default, ours.Peer);
				for (const key of Object.keys(theirs)) {
					assert.equal(typeof ours[key], typeof theirs[key], key);
					// Ours may have further members.
					if (key.endsWith("Type")) assert.deepEqual({ ...ours[key], ...theirs[key] }, ours[key], key);
				}
			});
		}

		test("slim.mjs, without MsgPack", async () => {
			const [slim, all] = await Promise.all(["slim.mjs", "bundler.mjs"].map((name) => import(pathToFileURL(file(folder, name)))));
			const expected = Object.keys(all).filter((name) => !name.startsWith("MsgPack"));
			assert.deepEqual(Object.keys(slim).sort(), [...expected, "load"].sort());
		});
	});

	test("deep imports of PeerJS resolve", () => {
		const require = createRequire(join(folder, "../../main.js"));
		for (const name of ["bundler.cjs", "bundler.mjs", "peerjs.js", "peerjs.min.js", "serializer.msgpack.mjs", "types.d.ts"]) {
			assert.equal(require.resolve(`peerjs/dist/${name}`), join(folder, "../peerjs/dist", name));
		}
		for (const name of ["peerjs", "peerjs.min"]) assert.equal(require.resolve(`peerjs/dist/${name}`), join(folder, "../peerjs/dist", `${name}.js`));
	});
});
