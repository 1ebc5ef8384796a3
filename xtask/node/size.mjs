// Prints the size of the script, raw and compressed, beside PeerJS's.

import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root));
const { version } = JSON.parse(read("node_modules/peerjs/package.json"));

const ours = sizes(read("pkg/dist/peerjs.min.js"));
const theirs = sizes(read("node_modules/peerjs/dist/peerjs.min.js"));
row("peerjs.min.js", ["raw", "gzip -9", "brotli 11"]);
row("peerjs-wasm", ours.map(String));
row(`PeerJS ${version}`, theirs.map(String));
row("ratio", ours.map((size, i) => (size / theirs[i]).toFixed(2)));

function sizes(script) {
	const gzip = gzipSync(script, { level: 9 });
	const brotli = brotliCompressSync(script, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
	return [script.length, gzip.length, brotli.length];
}

function row(name, cells) {
	console.log(name.padEnd(14) + cells.map((cell) => cell.padStart(11)).join(""));
}
