// The tests of fuzz.mjs and msgpack-fuzz.mjs, wherever they run. CODEC_SEED picks another sequence.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ENCODER_DEFECTS } from "./expected.mjs";
import { DEFECTS } from "./msgpack-fuzz.mjs";

const seed = Number(process.env.CODEC_SEED ?? 1);

/** Takes what runs a function of fuzz.mjs, by its name and with a seed. */
export function fuzzTests(run) {
	test("20,000 values arrive, and are written as js-binarypack writes them", async () => {
		const met = await run("values", seed);
		assert.deepEqual(met.sort(), Object.keys(ENCODER_DEFECTS).sort(), "defects that were met");
	});

	test("100,000 damaged messages end in the right value or one error", async () => {
		const { values, failures, met } = await run("mutants", seed + 1);
		assert(values > 10_000 && failures > 10_000, `${values} values, ${failures} failures`);
		assert.equal(met.length, 4, "defects of js-binarypack's decoder that were met");
	});
}

/** As above, of msgpack-fuzz.mjs. */
export function msgpackFuzzTests(run) {
	test("20,000 values, written as @msgpack/msgpack writes them", () => run("values", seed));

	test("20,000 damaged messages end as they do there, where that is right", async () => {
		const { values, failures, met } = await run("mutants", seed + 1);
		assert(values > 5000 && failures > 1000, `${values} values, ${failures} failures`);
		assert.deepEqual(met.sort(), Object.keys(DEFECTS).sort(), "defects that were met");
	});
}
