// Makes the seeds out of the golden vectors: the shortest for every first byte.
// Run it from the repository's root: `node fuzz/seeds.mjs`.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const LENGTH_MAX = 128;

for (const [format, vectors] of [["pack", "binarypack"], ["msgpack", "msgpack"]]) {
	const seeds = new Map();
	for (const line of readFileSync(new URL(`../tests/vectors/${vectors}.txt`, import.meta.url), "utf8").split("\n")) {
		const [, runs] = line.split("\t");
		if (!runs || line.startsWith("#")) continue;
		const hex = runs.split(".").map((run) => run.split("*")).map(([bytes, times = 1]) => bytes.repeat(times)).join("");
		const known = seeds.get(hex.slice(0, 2));
		if (hex.length <= 2 * LENGTH_MAX && !(known?.length <= hex.length)) seeds.set(hex.slice(0, 2), hex);
	}
	const folder = new URL(`seeds/${format}/`, import.meta.url);
	mkdirSync(folder, { recursive: true });
	for (const [marker, hex] of seeds) writeFileSync(new URL(marker, folder), Buffer.from(hex, "hex"));
}
