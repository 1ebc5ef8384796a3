// Packs pkg/ into target/package, and prints what is in it: sizes, and the integrity
// values for script tags.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotli, gzip } from "./size/compress.mjs";

const root = new URL("../../", import.meta.url);
const target = new URL("target/package/", root);

mkdirSync(target, { recursive: true });
const output = execFileSync("npm", ["pack", fileURLToPath(new URL("pkg", root)), "--json", "--loglevel=error"], { cwd: target, encoding: "utf8" });
const [{ filename, files, size, unpackedSize }] = JSON.parse(output);
console.log(`packed       target/package/${filename}: ${size} bytes, ${unpackedSize} unpacked\n`);

row("", ["raw", "gzip", "brotli"]);
for (const { path } of files) {
	const bytes = read(path);
	row(path, [bytes.length, gzip(bytes), brotli(bytes)]);
}
console.log("\nintegrity");
for (const { path } of files.filter(({ path }) => /\.[cm]?js$|\.wasm$/.test(path))) {
	console.log(`${path.padEnd(34)}sha384-${createHash("sha384").update(read(path)).digest("base64")}`);
}

function read(path) {
	return readFileSync(new URL(`pkg/${path}`, root));
}

function row(name, cells) {
	console.log(name.padEnd(34) + cells.map((cell) => String(cell).padStart(9)).join(""));
}
