// What is many times faster than PeerJS has not become as slow: most of the way to it is
// left for machines that do other work. How fast it is, the benchmarks tell.

import assert from "node:assert/strict";
import { test } from "node:test";

import { measure as measureCodec } from "../../bench/codec/bench.mjs";
import { measure as measureData } from "../../bench/data/bench.mjs";
import { measuresOf } from "../../bench/data/measures.mjs";
import { BROWSER, requireLibrary } from "../support/environment.mjs";

requireLibrary("ours");

const ROUNDS = 3;

test("small objects are sent and received twice as fast, of 4 to 15 times", async () => {
	const only = "small objects";
	const measures = measuresOf({ large: 1, huge: 1, sizes: [], small: 5_000, trips: 1 }).filter(({ name }) => name.includes(only));
	const { figures } = await measureData(BROWSER, { rounds: ROUNDS, only, measures, warmUp: 1 << 20 });
	const [{ results }] = figures;
	isAhead(2, results["ours → ours"].median / results["PeerJS → PeerJS"].median);
});

for (const payload of ["300 distinct game messages", "60 KB document", "1,000 integers"]) {
	test(`${payload} are packed ten times as fast, of 20 to 100 times`, async () => {
		const { figures } = await measureCodec(BROWSER, { rounds: ROUNDS, only: payload });
		const { results } = figures.find(({ way }) => way === "pack");
		isAhead(10, results["js-binarypack"].median / results["ours, send"].median);
	});
}

function isAhead(least, ratio) {
	assert.ok(ratio >= least, `${ratio.toFixed(2)} times as fast`);
}
