// What `cargo xtask size` takes a script and a module apart with.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { past } from "../../xtask/node/size/budget.mjs";
import { costs } from "../../xtask/node/size/compress.mjs";
import { moduleOf, parse } from "../../xtask/node/size/module.mjs";
import { pieces } from "../../xtask/node/size/script.mjs";

test("finds the functions of a module, and what they are called", (t) => {
	const folder = mkdtempSync(join(tmpdir(), "size-"));
	t.after(() => rmSync(folder, { recursive: true }));
	const [text, module] = [join(folder, "module.wat"), join(folder, "module.wasm")];
	writeFileSync(
		text,
		`(module
			(import "a" "b" (func $outside))
			(func $"peerjs_wasm[0123456789abcdef]::core::chunk::number" (result i32) (i32.const 7))
			(func $"<peerjs_wasm[0123456789abcdef]::web::class::Peer>::limit" (call $outside))
			(func $"<peerjs_wasm[0123456789abcdef]::core::pack::to_tape::Tape>::step::<peerjs_wasm[0123456789abcdef]::core::msgpack::MsgPack>")
			(func $call (export "call") (drop (i32.const 300000))))`,
	);
	const program = fileURLToPath(new URL("../../node_modules/binaryen/bin/wasm-as", import.meta.url));
	execFileSync(process.execPath, [program, "-g", text, "-o", module]);
	const { sections, functions } = parse(readFileSync(module));
	assert.deepEqual(
		functions.map(({ name, body }) => [name, moduleOf(name), body.at(-1)]),
		[
			["core::chunk::number", "core::chunk", 0x0b],
			["web::class::Peer::limit", "web::class", 0x0b],
			["core::pack::to_tape::Tape::step", "core::pack::to_tape", 0x0b],
			["call", "call()", 0x0b],
		],
	);
	assert.deepEqual(functions[0].body, Buffer.from([0, 0x41, 7, 0x0b]));
	assert.ok(["types", "imports", "exports", "code"].every((name) => sections.has(name)));
});

test("finds what of a script comes from which file", async () => {
	const plugin = {
		name: "files",
		setup({ onResolve, onLoad }) {
			const files = { "/a.js": 'import "/b.js"; console.log("from a");', "/b.js": 'console.log("from b");\nconsole.log("again b");' };
			onResolve({ filter: /^\// }, ({ path }) => ({ path, namespace: "test" }));
			onLoad({ filter: /./, namespace: "test" }, ({ path }) => ({ contents: files[path] }));
		},
	};
	for (const minify of [false, true]) {
		const { outputFiles } = await build({ entryPoints: ["/a.js"], bundle: true, minify, sourcemap: "external", format: "iife", write: false, outfile: "out.js", plugins: [plugin] });
		const [map, script] = ["out.js.map", "out.js"].map((name) => outputFiles.find(({ path }) => path.endsWith(name)).text);
		const all = pieces(script, JSON.parse(map));
		assert.equal(Buffer.concat(all.map(({ piece }) => piece)).toString(), script);
		const of = (name) => all.filter(({ source }) => source.endsWith(name)).map(({ piece }) => piece.toString()).join("");
		assert.match(of("b.js"), /from b.*again b/s);
		assert.match(of("a.js"), /from a/);
		assert.doesNotMatch(of("a.js"), /b"/);
	}
});

test("a part costs what the whole is smaller without it", () => {
	const noise = Buffer.concat(Array.from({ length: 8 }, (_, i) => createHash("sha512").update(`${i}`).digest()));
	const zeros = Buffer.alloc(512);
	const rows = costs(new Map([["zeros", [zeros]], ["noise", [noise]]]), [zeros, noise]);
	assert.deepEqual(rows.map(({ name, raw }) => [name, raw]), [["noise", 512], ["zeros", 512]]);
	assert.ok(rows[0].cost > 400 && rows[1].cost < 50);
});

test("what is past the budget is told, and a limit of nothing that is measured is refused", () => {
	const sizes = { script: { raw: 10, gzip: 5 } };
	assert.deepEqual(past({ reason: "why", script: { raw: 10, gzip: 5 } }, sizes), []);
	assert.deepEqual(past({ script: { raw: 9, gzip: 5 } }, sizes), ["script: 10 bytes raw, 9 are allowed"]);
	for (const wrong of [{ script: { gzipped: 5 } }, { scripts: { raw: 10 } }, { script: { raw: "10" } }]) assert.throws(() => past(wrong, sizes), /no such size/);
});
