// Random values and damaged messages, against js-binarypack where it is right
// and against a plain reader everywhere. It runs in Node and in a page.

import * as oracle from "peerjs-js-binarypack";
import { arrives, encoderDefects, read, Refused } from "./expected.mjs";
import { Random, anyValue, mutate } from "./random.mjs";
import { isSame } from "./same.mjs";

const VALUES = 20_000;
const MESSAGES = 1000;
const MUTANTS = 100;
const FAILURE = /^BinaryPackFailure: (the bytes end within a value|a container as a key) at offset \d+$/;

/**
 * Values arrive, and are written as js-binarypack writes them.
 * @param {{pack: Function, unpack: Function}} codec
 * @returns {string[]} The defects of js-binarypack that were met.
 */
export function values({ pack, unpack }, seed) {
	const random = new Random(seed);
	const met = new Set();
	for (let i = 0; i < VALUES; i++) {
		const value = anyValue(random);
		const expected = arrives(value);
		const bytes = pack(value);
		check(unpack(bytes), expected, value);

		const theirs = oracleBytes(value, expected);
		if (theirs) check(bytes, theirs, value);
		else {
			const defects = encoderDefects(value);
			if (!defects.size) throw new Error(`js-binarypack is wrong about ${show(value)} for no known reason`);
			for (const defect of defects) met.add(defect);
		}
	}
	return [...met];
}

/**
 * Damaged messages end in the right value or one error.
 * @returns {{values: number, failures: number, met: string[]}} How many end in
 * which, and the defects of js-binarypack that were met.
 */
export function mutants({ pack, unpack }, seed) {
	const random = new Random(seed);
	const met = new Set();
	let values = 0;
	let failures = 0;
	for (let i = 0; i < MESSAGES; i++) {
		const bytes = new Uint8Array(pack(anyValue(random)));
		for (let j = 0; j < MUTANTS; j++) {
			const mutant = mutate(random, bytes);
			const message = j % 2 ? mutant : mutant.buffer;
			const defects = new Set();
			const expected = attempt(() => read(message, defects));
			const actual = attempt(() => unpack(message));
			if (expected.error) {
				if (!(expected.error instanceof Refused)) throw expected.error;
				if (!FAILURE.test(actual.error?.message)) throw new Error(`${show(mutant)} ends in ${actual.error ?? show(actual.value)}`);
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
	return { values, failures, met: [...met] };
}

/** What js-binarypack writes, if it reads that as what it should be. */
function oracleBytes(value, expected) {
	try {
		const bytes = oracle.pack(value);
		return isSame(oracle.unpack(bytes), expected) && bytes;
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

function check(actual, expected, source) {
	if (!isSame(actual, expected)) throw new Error(`${show(actual)} instead of ${show(expected)}, of ${show(source)}`);
}

function show(value) {
	const isBinary = value instanceof ArrayBuffer || ArrayBuffer.isView(value);
	if (!isBinary) return String(JSON.stringify(value)).slice(0, 500);
	const bytes = new Uint8Array(value.buffer ?? value, value.byteOffset, value.byteLength);
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
