// From a tape to a JavaScript value, in one pass.
//
// Rust reads the message a window at a time and leaves a tape of its values;
// large payloads are not on the tape but taken from the message itself.

import * as op from "./tape.js";
import { placeFor, placeOf, store } from "./store.js";
import { trapped } from "./heap.js";
import { ready, wasm } from "./rust.js";
import { decoder } from "./text.js";

// As in src/web/tape.rs.
const WINDOW = 32 * 1024;
// The first window is smaller, in case that all the rest is payload.
const FIRST = 2 * 1024;
const FAILURES = ["", "the bytes end within a value", "nested too deep", "a container as a key", "too many objects"];

const { fromCharCode } = String;
// Beyond this length `new Array` makes a slow table.
const LONGEST = 1 << 25;
// Stands for "no key yet", which no value of a message is.
const NONE = {};

let u8, i32, f64, view;
let windowStart, opsStart, numbersStart, textStart, reportStart;
// The keys and the other strings that Rust has given a slot; and where the former
// are stored, for store.js.
const keys = [];
const places = [];
const strings = [];
// The container that is being filled, how far, and those around it.
let node, isMap, index, size, key;
let stack = [];
// Whether the last message was read to its end, or dropped.
let isSound = true;
// Whether Rust is at work: or was, when a trap has ended it.
let isInRust = false;
// Makes a value of bytes that are not on the tape.
let payload;
// What is announced in a stream need not come: for all arrays together there is room for
// as many items as these bytes are.
let source, room;
/** How the last step ended; as Rust reports it in src/web/tape.rs. */
export let used, isDone, failure, wanted;

/**
 * Reads a message, other than a small integer.
 * @param {Uint8Array} bytes What follows the first value is ignored.
 * @param {Function} toPayload Makes a value of bytes that are not on the tape:
 * of the op, the bytes, where in them it starts, and its length.
 * @throws {Error} "BinaryPackFailure: … at offset N".
 */
export function decodeBytes(bytes, toPayload) {
	const { length } = bytes;
	const simple = readSimple(bytes, length, toPayload);
	if (simple !== undefined) return simple;
	const root = begin(toPayload);
	let base = 0;
	let window = FIRST;
	try {
		for (;;) {
			const available = load(bytes, base, window);
			isInRust = true;
			const ops = wasm.unpack_step(available, length - base);
			isInRust = false;
			build(ops, bytes, base);
			if (failure) throw new Error(`BinaryPackFailure: ${FAILURES[failure]} at offset ${base + used}`);
			if (isDone) return root[0];
			base += used;
			window = WINDOW;
		}
	} catch (error) {
		reset();
		throw error;
	} finally {
		release();
	}
}

/**
 * What is not worth the road through wasm: a short string, a large binary.
 * Undefined for anything else, and for what is cut short.
 */
function readSimple(bytes, length, toPayload) {
	const marker = bytes[0];
	let size = marker & 0x0f;
	if ((marker & 0xf0) === 0xb0 && size < length) {
		let string = "";
		let bits = 0;
		for (let i = 1; i <= size; i++) {
			bits |= bytes[i];
			string += fromCharCode(bytes[i]);
		}
		if (bits < 0x80) return string;
	}
	if (marker !== 0xda && marker !== 0xdb) return;
	size = bytes[1] * 256 + bytes[2];
	if (marker === 0xdb) size = (size * 256 + bytes[3]) * 256 + bytes[4];
	const start = marker === 0xda ? 3 : 5;
	if (start + size <= length) return toPayload(op.BINARY_APART, bytes, start, size);
}

/** Starts a message. Returns a list whose only item it will be. */
export function begin(toPayload) {
	if (isInRust || !isSound) reset();
	payload = toPayload;
	node = [undefined];
	isMap = false;
	index = 0;
	size = 1;
	key = NONE;
	return node;
}

/** Keeps nothing of the message alive. */
export function release() {
	node = key = source = undefined;
	if (stack.length) stack = [];
}

/** Drops a message half read. Rust is in step again only if it starts afresh. */
export function reset() {
	// There may be no room for that now; then it is done before the next message.
	isSound = false;
	release();
	if (isInRust) trapped();
	isInRust = true;
	// Nothing, of nothing more, is what Rust takes for a failure.
	wasm?.unpack_step(0, 0);
	isInRust = false;
	isSound = true;
}

/** Puts a message half read aside. */
export function suspend() {
	const objects = wasm.msgpack_resume(0, 0);
	return { node, isMap, index, size, key, stack, objects };
}

/** Goes on with it. Returns the list whose only item it will be. */
export function resume(message, toPayload) {
	if (isInRust || !isSound) reset();
	if (!u8.length) map();
	payload = toPayload;
	({ node, isMap, index, size, key, stack } = message);
	let depth = 0;
	const owe = (isMap, members) => (f64[numbersStart + depth++] = 2 * members + isMap);
	for (let i = 0; i < stack.length; i += 4) owe(stack[i + 1], (stack[i + 3] - stack[i + 2]) * (1 + stack[i + 1]));
	owe(isMap, (size - index) * (1 + isMap) - (key !== NONE));
	wasm.msgpack_resume(depth, message.objects);
	return stack.length ? stack[0] : node;
}

/** Puts a window of the bytes where Rust reads. Returns its length. */
export function load(bytes, base, window = WINDOW) {
	if (!u8 || !u8.length) map();
	const available = Math.min(bytes.length - base, window);
	u8.set(available === bytes.length ? bytes : bytes.subarray(base, base + available), windowStart);
	return available;
}

function map() {
	if (!wasm) ready();
	windowStart = wasm.tape_buffer(4);
	opsStart = wasm.tape_buffer(5);
	numbersStart = wasm.tape_buffer(6) / 8;
	textStart = wasm.tape_buffer(7);
	reportStart = wasm.tape_buffer(8) / 8;
	const { buffer } = wasm.memory;
	i32 = new Int32Array(buffer);
	f64 = new Float64Array(buffer);
	view = new DataView(buffer);
	// The last: it stands for all of them.
	u8 = new Uint8Array(buffer);
}

/**
 * Adds the values that a step left on the tape to what is built.
 * @param {number} length Of the ops.
 * @param {number} base Where in the bytes the step began.
 */
export function build(length, bytes, base) {
	if (!u8.length) map();
	used = f64[reportStart];
	isDone = f64[reportStart + 1];
	const textLength = f64[reportStart + 2];
	failure = f64[reportStart + 3];
	wanted = f64[reportStart + 4];
	if (failure) return;
	const text = textLength ? decoder.decode(u8.subarray(textStart, textStart + textLength)) : "";
	let cursor = 0;
	let slot = -1;
	const end = opsStart + length;
	if (source !== bytes) {
		source = bytes;
		room = Math.min(bytes.length, LONGEST);
	}
	let p = opsStart;
	let q = numbersStart;
	// Locals, since this is the hot loop.
	let $node = node;
	let $isMap = isMap;
	let $index = index;
	let $size = size;
	let $key = key;
	// Where the tape before has ended with a key.
	let place = $key === NONE ? 0 : placeOf($key);
	for (;;) {
		while ($index === $size && stack.length) {
			$size = stack.pop();
			$index = stack.pop();
			$isMap = stack.pop();
			$node = stack.pop();
		}
		if (p === end) {
			node = $node;
			isMap = $isMap;
			index = $index;
			size = $size;
			key = $key;
			return;
		}
		let value;
		const code = u8[p++];
		if (code >= op.TINY) value = code - op.TINY;
		else if (code >= op.SHORT) {
			const length = code - op.SHORT;
			value = short(p, length);
			p += length;
		} else {
			switch (code) {
				case op.NIL:
					value = null;
					break;
				case op.UNDEFINED:
					break;
				case op.FALSE:
				case op.TRUE:
					value = code === op.TRUE;
					break;
				case op.FLOAT:
					value = f64[q++];
					break;
				case op.INTEGER:
					value = i32[2 * q++];
					break;
				case op.FLOATS:
				case op.INTEGERS: {
					const count = u8[p++] | (u8[p++] << 8);
					if (code === op.FLOATS) fillFloats($node, $index, count, q);
					else fillIntegers($node, $index, count, q);
					$index += count;
					q += count;
					continue;
				}
				case op.STRING_KNOWN:
					value = strings[u8[p++]];
					break;
				case op.STRING_NEW: {
					const length = u8[p + 1] - op.SHORT;
					value = strings[u8[p]] = short(p + 2, length);
					p += 2 + length;
					break;
				}
				case op.ASCII: {
					const length = u8[p++];
					value = short(p, length);
					p += length;
					break;
				}
				case op.STRING: {
					const length = f64[q++];
					value = text.slice(cursor, (cursor += length));
					break;
				}
				case op.STRING_APART: {
					const start = base + f64[q++];
					value = decoder.decode(bytes.subarray(start, start + f64[q++]));
					break;
				}
				case op.BINARY_APART:
				case op.TIMESTAMP:
				case op.EXTENSION: {
					const start = base + f64[q++];
					value = payload(code, bytes, start, f64[q++]);
					break;
				}
				case op.KEY:
					place = places[u8[p]];
					$key = keys[u8[p++]];
					continue;
				case op.KEY_NEW:
					slot = u8[p++];
					continue;
				default: {
					const length = f64[q++] >>> 0;
					if (code === op.MAP) value = {};
					else if (length > room) value = [];
					else {
						room -= length;
						value = list(length, u8[p]);
					}
					if ($isMap) {
						store($node, $key, value, place);
						$key = NONE;
						$index++;
					} else $node[$index++] = value;
					stack.push($node, $isMap, $index, $size);
					$node = value;
					$isMap = code === op.MAP;
					$index = 0;
					$size = length;
					continue;
				}
			}
		}
		if (!$isMap) $node[$index++] = value;
		else if ($key === NONE) {
			$key = String(value);
			if (slot < 0) place = placeOf($key);
			else {
				keys[slot] = $key;
				places[slot] = place = placeFor($key);
			}
			slot = -1;
		} else {
			store($node, $key, value, place);
			$key = NONE;
			$index++;
		}
	}
}

// Engines keep arrays of integers, of floats and of anything apart, and learn
// for each place in the code which of them it makes and fills: so each kind has
// places of its own.

function list(length, next) {
	if (next === op.INTEGERS) return new Array(length);
	if (next === op.FLOATS) return new Array(length);
	return new Array(length);
}

function fillIntegers(list, index, count, q) {
	for (const end = q + count; q < end; q++) list[index++] = i32[2 * q];
}

function fillFloats(list, index, count, q) {
	// They lie as they came: a view swaps their bytes faster than wasm can.
	for (const end = q + count; q < end; q++) list[index++] = view.getFloat64(8 * q);
}

/** A string of a few ASCII characters, in few calls, which cost more than characters. */
function short(p, length) {
	let string = "";
	for (; length >= 16; length -= 16, p += 16) string += fromCharCode(u8[p], u8[p + 1], u8[p + 2], u8[p + 3], u8[p + 4], u8[p + 5], u8[p + 6], u8[p + 7], u8[p + 8], u8[p + 9], u8[p + 10], u8[p + 11], u8[p + 12], u8[p + 13], u8[p + 14], u8[p + 15]);
	if (length & 8) {
		string += fromCharCode(u8[p], u8[p + 1], u8[p + 2], u8[p + 3], u8[p + 4], u8[p + 5], u8[p + 6], u8[p + 7]);
		p += 8;
	}
	if (length & 4) {
		string += fromCharCode(u8[p], u8[p + 1], u8[p + 2], u8[p + 3]);
		p += 4;
	}
	if (length & 2) {
		string += fromCharCode(u8[p], u8[p + 1]);
		p += 2;
	}
	return length & 1 ? string + fromCharCode(u8[p]) : string;
}
