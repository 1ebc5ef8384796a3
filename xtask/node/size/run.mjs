// Prints what ships in bytes, beside PeerJS and by part, and fails past the budget.
//
// node run.mjs MODULE [--no-budget]: the module with the names of its functions.

import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { past } from "./budget.mjs";
import { brotli, costs, gzip } from "./compress.mjs";
import { moduleOf, parse } from "./module.mjs";
import { pieces } from "./script.mjs";

const root = new URL("../../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root));
const json = (path) => JSON.parse(read(path));
/** Functions that are listed. */
const LONGEST = 25;
const CLASSES = ["connection", "emitter", "errors", "media", "peer", "serializers", "socket"].map((name) => `${name}.js`);

const script = read("pkg/dist/peerjs.min.js");
const wasm = read("pkg/dist/peerjs.wasm");
const sizes = {
	"peerjs.min.js": measure(script),
	"slim, with the module": sum(measure(await slim()), measure(wasm)),
	[`PeerJS ${json("node_modules/peerjs/package.json").version}`]: measure(read("node_modules/peerjs/dist/peerjs.min.js")),
};
row("what ships", ["raw", "gzip -9", "brotli 11"]);
for (const [name, { raw, gzip, brotli }] of Object.entries(sizes)) row(name, [raw, gzip, brotli]);

printScript();
printModule(parse(readFileSync(process.argv[2])));
if (process.argv.includes("--no-budget")) console.log("\nthe budget (xtask/node/size/budget.json) is not checked: this toolchain has no rust-src, so std is not built for size, and what ships is smaller");
else check(json("xtask/node/size/budget.json"));

function measure(bytes) {
	return { raw: bytes.length, gzip: gzip(bytes), brotli: brotli(bytes) };
}

function sum(a, b) {
	return Object.fromEntries(Object.keys(a).map((key) => [key, a[key] + b[key]]));
}

/** What a bundler leaves of the entry in an application that uses the Peer. */
async function slim() {
	const contents = 'export { load, Peer } from "./slim.mjs"';
	const resolveDir = fileURLToPath(new URL("pkg/dist", root));
	const { outputFiles } = await build({ stdin: { contents, resolveDir }, bundle: true, minify: true, format: "esm", write: false, logLevel: "error" });
	return outputFiles[0].contents;
}

function printScript() {
	const all = pieces(script.toString(), json("pkg/dist/peerjs.min.js.map"));
	const isModule = ({ source }) => source.endsWith(".txt");
	const glue = all.filter((piece) => !isModule(piece));
	const files = group(glue, ({ source }) => source.split("/").at(-1));
	const kinds = group(glue, ({ source }) => (CLASSES.includes(source.split("/").at(-1)) ? "classes" : "glue"));
	const buffers = glue.map(({ piece }) => piece);

	row("\nthe script", ["raw", "gzip alone"]);
	const text = Buffer.concat(all.filter(isModule).map(({ piece }) => piece));
	row("wasm, as text", [text.length, gzip(text)]);
	row("JavaScript", [script.length - text.length, gzip(Buffer.concat(buffers))]);
	row("\nits JavaScript", ["raw", "gzip cost"]);
	for (const { name, raw, cost } of costs(kinds, buffers)) row(name, [raw, cost]);
	row("\nby file", ["raw", "gzip cost"]);
	for (const { name, raw, cost } of costs(files, buffers)) row(name, [raw, cost]);
}

function printModule({ sections, functions }) {
	row("\nthe module", ["raw", "gzip cost"]);
	const whole = [...sections.values()];
	for (const { name, raw, cost } of costs(new Map([...sections].map(([name, bytes]) => [name, [bytes]])), whole)) row(name, [raw, cost]);
	const bodies = functions.map(({ body }) => body);
	const part = ({ name, body }) => ({ name, piece: body });
	row("\nits code, by module of the crate", ["raw", "gzip cost"]);
	for (const { name, raw, cost } of costs(group(functions.map(part), ({ name }) => moduleOf(name)), bodies)) row(name, [raw, cost]);
	row(`\nthe ${LONGEST} largest functions`, ["raw", "gzip cost"]);
	const each = group(functions.map(part), ({ name }) => name);
	for (const { name, raw, cost } of costs(each, bodies).slice(0, LONGEST)) row(name, [raw, cost]);
}

function group(list, keyOf) {
	const groups = new Map();
	for (const item of list) {
		const key = keyOf(item);
		groups.set(key, [...(groups.get(key) ?? []), item.piece]);
	}
	return groups;
}

function check(budget) {
	const lines = past(budget, sizes);
	if (lines.length === 0) return console.log("\nwithin the budget");
	console.error(`\npast the budget (xtask/node/size/budget.json)\n${lines.join("\n")}`);
	process.exitCode = 1;
}

function row(name, cells) {
	console.log(name.padEnd(44) + cells.map((cell) => String(cell).padStart(12)).join(""));
}
