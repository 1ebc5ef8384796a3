// Random values and damaged messages, against js-binarypack where it is right
// and against a plain reader everywhere. CODEC_SEED picks another sequence.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import * as oracle from "peerjs-js-binarypack";
import { ENCODER_DEFECTS, arrives, encoderDefects, read, Refused } from "./expected.mjs";
import { encode, decode, pack, unpack } from "./load.mjs";
import { Random, anyValue, mutate } from "./random.mjs";

const seed = Number(process.env.CODEC_SEED ?? 1);
const FAILURE = /^BinaryPackFailure: (the bytes end within a value|a container as a key) at offset \d+$/;

test("20,000 values arrive, and are written as js-binarypack writes them", () => {
	const random = new Random(seed);
	const met = new Set();
	for (let i = 0; i < 20_000; i++) {
		const value = anyValue(random);
		const expected = arrives(value);
		const bytes = pack(value);
		check(unpack(bytes), expected, value);

		const theirs = oracleBytes(value, expected);
		if (theirs) check(Buffer.from(bytes).toString("hex"), Buffer.from(theirs).toString("hex"), value);
		else {
			const defects = encoderDefects(value);
			assert(defects.size, `js-binarypack is wrong about ${inspect(value)} for no known reason`);
			for (const defect of defects) met.add(defect);
		}
	}
	assert.deepEqual([...met].sort(), Object.keys(ENCODER_DEFECTS).sort(), "defects that were met");
});

test("100,000 damaged messages end in the right value or one error", () => {
	const random = new Random(seed + 1);
	const met = new Set();
	let values = 0;
	let failures = 0;
	for (let i = 0; i < 1000; i++) {
		const bytes = encode(anyValue(random)).slice();
		for (let j = 0; j < 100; j++) {
			const mutant = mutate(random, bytes);
			const message = j % 2 ? mutant : mutant.buffer;
			const defects = new Set();
			const expected = attempt(() => read(message, defects));
			const actual = attempt(() => decode(message));
			if (expected.error) {
				assert(expected.error instanceof Refused, expected.error);
				assert.match(String(actual.error?.message), FAILURE, Buffer.from(mutant).toString("hex"));
				failures++;
				continue;
			}
			if (actual.error) throw actual.error;
			check(actual.value, expected.value, mutant);
			values++;
			if (defects.size) for (const defect of defects) met.add(defect);
			else check(actual.value, oracle.unpack(message), mutant);
		}
	}
	assert(values > 10_000 && failures > 10_000, `${values} values, ${failures} failures`);
	assert.equal(met.size, 4, "defects of js-binarypack's decoder that were met");
});

/** What js-binarypack writes, if it reads that as what it should be. */
function oracleBytes(value, expected) {
	try {
		const bytes = oracle.pack(value);
		return isDeepStrictEqual(oracle.unpack(bytes), expected) && bytes;
	} catch {
		return null;
	}
}

function attempt(run) {
	try {
		return { value: run() };
	} catch (error) {
		return { error };
	}
}

// Cheaper than assert.deepEqual, which makes its message first.
function check(actual, expected, source) {
	if (!isDeepStrictEqual(actual, expected)) assert.deepEqual(actual, expected, `of ${inspect(source)}`);
}

function inspect(value) {
	return ArrayBuffer.isView(value) ? Buffer.from(value).toString("hex") : JSON.stringify(value)?.slice(0, 500);
}
