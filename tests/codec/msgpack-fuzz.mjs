// Random values and damaged messages of MsgPack, against @msgpack/msgpack where it is
// right. It runs in Node and in a page.

import * as oracle from "@msgpack/msgpack";
import { Decoder, ExtData, encode } from "../../js/msgpack-codec.js";
import { Random, anyValue, mutate } from "./random.mjs";
import { isSame } from "./same.mjs";

export { instantiate } from "./instantiate.mjs";

const COUNT = 20_000;
const FAILURE = /^MsgPackFailure: (more bytes announced than a message may have|a key that is neither string nor number|a byte that opens no value|a timestamp of a length that none has) at byte \d+ of a message$/;

const NOT_UTF8 = "takes lone surrogates and worse for characters";

/** Where @msgpack/msgpack is not right, by what came of the bytes here and there. */
export const DEFECTS = {
	[NOT_UTF8]: (ours, theirs) => JSON.stringify(theirs.values).includes("\\ud") || JSON.stringify(ours.values).includes("\ufffd"),
	"refuses __proto__ as a key": (ours, theirs) => theirs.error?.message === "The key __proto__ is not allowed",
};

/** Values arrive, and are written as @msgpack/msgpack writes them. */
export function values(seed) {
	const random = new Random(seed);
	for (let i = 0; i < COUNT; i++) {
		const value = plain(anyValue(random));
		const bytes = encode(value).slice();
		check(bytes, oracle.encode(value), bytes);
		check([...new Decoder().push(bytes)], [oracle.decode(bytes)], bytes);
	}
}

/**
 * Damaged messages end as they do there.
 * @returns {{values: number, failures: number, met: string[]}} How many end in which, and
 * the defects that were met.
 */
export function mutants(seed) {
	const random = new Random(seed);
	const met = new Set();
	let values = 0;
	let failures = 0;
	for (let i = 0; i < COUNT; i++) {
		const mutant = mutate(random, encode(plain(anyValue(random), true)).slice());
		const theirs = attempt(() => oracle.decodeMulti(mutant, { extensionCodec }));
		const decoder = new Decoder();
		const ours = attempt(() => decoder.push(mutant));
		if (ours.error && !FAILURE.test(ours.error.message)) throw ours.error;
		const defects = Object.keys(DEFECTS).filter((name) => DEFECTS[name](ours, theirs));
		for (const defect of defects) met.add(defect);
		if (defects.includes(NOT_UTF8)) continue;
		const count = Math.min(theirs.values.length, ours.values.length);
		check(ours.values.slice(0, count), theirs.values.slice(0, count), mutant);
		values += count;
		if (ours.error) {
			check(!!theirs.error, true, mutant);
			failures++;
		} else if (!defects.length) check(ours.values.length, theirs.values.length, mutant);
	}
	return { values, failures, met: [...met] };
}

/** Theirs, with our class for what it does not know. */
const extensionCodec = {
	tryToEncode: () => null,
	decode: (data, type) => (type === oracle.EXT_TIMESTAMP ? oracle.decodeTimestampExtension(data) : new ExtData(type, data)),
};

function attempt(run) {
	const values = [];
	try {
		for (const value of run()) values.push(value);
	} catch (error) {
		return { values, error };
	}
	return { values };
}

function check(actual, expected, bytes) {
	if (isSame(actual, expected)) return;
	const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
	throw new Error(`${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}, of ${hex}`.slice(0, 2000));
}

/** Without what @msgpack/msgpack does not carry, or not at all lengths; or with the key that it refuses. */
function plain(value, withProto) {
	if (typeof value === "string") return value.toWellFormed().replaceAll("\ufeff", "");
	if (value === null || typeof value !== "object" || value instanceof Date) return value;
	if (value instanceof ArrayBuffer) return new Uint8Array(value);
	if (ArrayBuffer.isView(value)) return value;
	if (Array.isArray(value)) return value.map((item) => plain(item, withProto));
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key]) => withProto || key !== "__proto__")
			.map(([key, member]) => [plain(key), plain(member, withProto)]),
	);
}
