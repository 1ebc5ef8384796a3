// From a JavaScript value to a tape, in one pass.
//
// User code can run in the middle: getters, proxies, a Date's toString. It may
// pack something itself, for which all that is written so far is put aside. And
// it may make wasm memory grow, which detaches the views and lets what is written
// to them vanish: so whatever writes first asks whether they are still there.

import * as op from "./tape.js";
import { trapped } from "./heap.js";
import { ready, wasm } from "./rust.js";
import { encoder } from "./text.js";

// Sizes of the buffers in src/web/tape.rs, each less what a value and the key
// after it may take.
const OPS_ROOM = 16 * 1024 - 512;
const NUMBERS_ROOM = 16 * 1024 - 16;
const TEXT = 48 * 1024;
// Output beyond this leaves wasm memory, so that there is room for the next tape.
const SPILL = 4096 * 1024;
// Strings up to this length are written in place if they are ASCII, and longer
// ones until they come to so many units: up to there it beats an encodeInto.
const SHORT_MAX = 12;
const IN_PLACE = 128;
// Up to this length they are joined, until there are so many units of them.
// Longer ones are encoded right into the output, behind the longest header.
const JOINED_MAX = 8192;
const JOINED_ROOM = 8192;
const HEADER_MAX = 5;
// Bytes from this many on do not go on the tape. They stay out of wasm memory but where
// they fit into a message that is not chunked, with all that is before them: there one
// more copy takes less time than a message in parts.
const APART_MIN = 4096;
const MESSAGE_MAX = 16300;
// Numbers of an array that are written before there is another look at room.
const RUN = 4096;
// Levels that are walked by recursion, which is faster than a stack of our own.
const RECURSIVE = 64;

const { hasOwnProperty, toString } = Object.prototype;

let u8, f64, textView, views;
let opsStart, opsEnd, numbersStart, numbersEnd, outputStart;
// Where the next op and number go, in units of their view.
let p, q;
// The joined strings.
let text = "";
let inPlace = 0;
let busy = false;
// Whether Rust is at work: or was, when a trap has ended it.
let isInRust = false;
// The objects around the value, and where their count of keys goes; or, once
// that part of the tape is gone, -1 - the count that was written.
let depth = 0;
let open = [];
let counts = [];
// Finished parts of the message, in order: views of payloads, Blobs, and output
// that left wasm memory. And the length of the output that is there.
let parts = [];
let outLength = 0;
// The containers and keys around a value that cannot be packed, inmost first.
let trail = null;
// A container that the walk without recursion is to enter next.
let next = null;
// Writes the objects that are special in another format than BinaryPack.
let special;

/**
 * Packs a value, as BinaryPack; or as MsgPack, given a function that writes the
 * objects which only that has, and says whether it did.
 * @returns {(Uint8Array|Blob)[]} The message in pieces, in order, among them the
 * value's own payloads; a single piece is as a rule a view of wasm memory, which
 * lasts until the next call.
 * @throws {TypeError} For what cannot be packed; it names type and path.
 */
export function encodeParts(value, putSpecial) {
	if (busy) return encodeNested(value, putSpecial);
	busy = true;
	special = putSpecial;
	try {
		if (isInRust) trapped();
		isInRust = false;
		if (!u8 || !u8.length) map();
		p = opsStart;
		q = numbersStart;
		text = "";
		inPlace = IN_PLACE;
		depth = outLength = 0;
		if (parts.length) parts = [];
		put(value);
		flush();
		if (!parts.length) return [view(outLength)];
		cut();
		return parts;
	} catch (error) {
		open = [];
		throw trail ? explain(error) : error;
	} finally {
		busy = false;
		trail = next = null;
		if (parts.length) parts = [];
	}
}

function encodeNested(value, putSpecial) {
	if (!u8.length) map();
	const saved = [p, q, text, depth, open, counts, parts, outLength, next, special];
	// From the numbers to the output, as they lie in wasm memory. A run that is
	// being written reaches beyond q.
	const memory = u8.slice(8 * numbersStart, outputStart + outLength);
	busy = false;
	open = [];
	counts = [];
	parts = [];
	try {
		return encodeParts(value, putSpecial).map((part) => (part.buffer === u8.buffer ? part.slice() : part));
	} finally {
		if (!u8.length) map();
		u8.set(memory, 8 * numbersStart);
		[p, q, text, depth, open, counts, parts, outLength, next, special] = saved;
		busy = true;
	}
}

function map() {
	if (!wasm) ready();
	const { buffer } = wasm.memory;
	f64 = new Float64Array(buffer);
	numbersStart = wasm.tape_buffer(0) / 8;
	numbersEnd = numbersStart + NUMBERS_ROOM;
	opsStart = wasm.tape_buffer(1);
	opsEnd = opsStart + OPS_ROOM;
	outputStart = wasm.tape_buffer(2);
	textView = new Uint8Array(buffer, wasm.tape_buffer(3), TEXT);
	views = [];
	// The last: it stands for all of them.
	u8 = new Uint8Array(buffer);
}

// Messages are small and alike in length, and a view lasts for one call only in
// any case: so the views are kept by length.
function view(length) {
	if (length > 255) return new Uint8Array(u8.buffer, outputStart, length);
	return (views[length] ||= new Uint8Array(u8.buffer, outputStart, length));
}

/** Has Rust write out the tape so far. */
function flush() {
	if (!u8.length) map();
	for (let i = 0; i < depth; i++) {
		if (counts[i] >= 0) {
			const count = Object.keys(open[i]).length;
			if (!u8.length) map();
			f64[counts[i]] = count;
			counts[i] = -1 - count;
		}
	}
	if (outLength > SPILL) cut();
	const units = text.length;
	const bytes = units && encoder.encodeInto(text, textView).written;
	u8[p] = op.END;
	// By what was packed within this, whose error somebody has caught.
	if (isInRust) trapped();
	isInRust = true;
	outLength = wasm.pack_emit(outLength, bytes, units, special ? 1 : 0);
	isInRust = false;
	if (outLength < 0) throw new RangeError("the tape is malformed");
	text = "";
	p = opsStart;
	q = numbersStart;
}

function addPart(payload) {
	cut();
	parts.push(payload);
}

/** Ends a part of the message. */
function cut() {
	if (outLength) parts.push(u8.slice(outputStart, outputStart + outLength));
	outLength = 0;
}

function put(value) {
	if (!u8.length) map();
	if (p > opsEnd || q > numbersEnd) flush();
	switch (typeof value) {
		case "string":
			putString(value);
			break;
		case "number":
			u8[p++] = op.FLOAT;
			f64[q++] = value;
			break;
		case "object":
			if (value === null) u8[p++] = op.NIL;
			else putObject(value);
			break;
		case "boolean":
			u8[p++] = value ? op.TRUE : op.FALSE;
			break;
		case "undefined":
			u8[p++] = op.NIL;
			break;
		default:
			refuse(typeof value);
	}
}

function putString(string) {
	if (!u8.length) map();
	const { length } = string;
	if (length <= SHORT_MAX || (length < IN_PLACE && (inPlace -= length) > 0)) {
		let at = p;
		let bits = 0;
		u8[at++] = op.SHORT + length;
		for (let i = 0; i < length; i++) bits |= u8[at++] = string.charCodeAt(i);
		if (bits < 0x80) {
			p = at;
			return;
		}
	}
	if (length > JOINED_MAX) return putLong(string);
	u8[p++] = op.STRING;
	f64[q++] = length;
	// Joined, half a surrogate pair could find another half in the next string.
	text += (string.charCodeAt(length - 1) & 0xfc00) === 0xd800 ? string.slice(0, -1) + "\ufffd" : string;
	if (text.length >= JOINED_ROOM) flush();
}

function putLong(string) {
	flush();
	const at = outputStart + outLength + HEADER_MAX;
	const { read, written } = encoder.encodeInto(string, u8.subarray(at, outputStart + SPILL));
	if (read < string.length) {
		const bytes = encoder.encode(string);
		return putApart(op.STRING_APART, bytes, bytes.length);
	}
	putOp(op.STRING_APART, written);
	flush();
	const start = outputStart + outLength;
	if (start !== at) u8.copyWithin(start, at, at + written);
	outLength += written;
}

function putBytes(buffer, start, length) {
	const bytes = new Uint8Array(buffer, start, length);
	if (length < APART_MIN) {
		if (p + length > opsEnd) flush();
		putOp(op.BINARY, length);
		u8.set(bytes, p);
		p += length;
		return;
	}
	putHeader(op.BINARY_APART, length);
	flush();
	if (!parts.length && outLength + length <= MESSAGE_MAX) {
		u8.set(bytes, outputStart + outLength);
		outLength += length;
		return;
	}
	// Channels do not send shared memory.
	addPart(buffer instanceof ArrayBuffer ? bytes : bytes.slice());
}

function putApart(code, payload, size) {
	putHeader(code, size);
	putPayload(payload);
}

/** Writes the op of a payload that is not on the tape. */
function putHeader(code, size) {
	if (size > 0xffffffff) refuse("more than 4 GB");
	putOp(code, size);
}

/** Writes an op with its numbers, one or two. */
export function putOp(code, first, second) {
	if (!u8.length) map();
	u8[p++] = code;
	f64[q++] = first;
	if (second !== undefined) f64[q++] = second;
}

/** Writes the payload of the last op, which stays where it is. */
export function putPayload(payload) {
	flush();
	addPart(payload);
}

function putObject(value) {
	if (Array.isArray(value)) return depth < RECURSIVE ? putArray(value) : putDeep(value);
	const prototype = Object.getPrototypeOf(value);
	if (prototype !== Object.prototype && prototype !== null) {
		if (special && special(value)) return;
		if (ArrayBuffer.isView(value)) return putBytes(value.buffer, value.byteOffset, value.byteLength);
		if (value instanceof ArrayBuffer) return putBytes(value, 0, value.byteLength);
		if (value instanceof Date) return putString(String(value));
		if (globalThis.Blob && value instanceof Blob) return putApart(op.BINARY_APART, value, value.size);
		// MsgPack takes everything else by its keys.
		if (!special) {
			// A Proxy around a typed array, whose bytes are out of reach.
			if (prototype.BYTES_PER_ELEMENT) refuse(prototype.constructor.name);
			if (!isPlain(value, prototype.constructor)) refuse(toString.call(value).slice(8, -1));
		}
	}
	depth < RECURSIVE ? putMap(value) : putDeep(value);
}

/** Whether an object with a prototype of its own goes by its keys. */
function isPlain(value, type) {
	if (toString.call(value) === "[object Object]") return true;
	return typeof type === "function" && /^class/.test(Function.prototype.toString.call(type)) && !(value instanceof Map || value instanceof Set);
}

function putArray(list) {
	const { length } = list;
	putOp(op.ARRAY, length);
	counts[depth++] = -1;
	let i = 0;
	try {
		for (; i < length; i++) {
			let value = list[i];
			if (typeof value === "number") {
				if (!u8.length) map();
				if (p > opsEnd || q + RUN > numbersEnd) flush();
				const end = Math.min(length, i + RUN);
				const mapped = u8;
				const head = q;
				let at = q + 1;
				do f64[at++] = value;
				while (++i < end && typeof (value = list[i]) === "number");
				const count = at - head - 1;
				if (u8 === mapped && u8.length) {
					u8[p++] = op.FLOATS;
					f64[head] = count;
					q = at;
				} else {
					// An accessor among them let memory grow, and none can tell when.
					for (let j = i - count; j < i; j++) put(list[j]);
				}
				if (i === end) {
					i--;
					continue;
				}
			}
			put(value);
		}
	} catch (error) {
		if (trail) trail.push(list, i);
		throw error;
	}
	depth--;
}

function putMap(object) {
	if (!u8.length) map();
	u8[p++] = op.MAP;
	open[depth] = object;
	counts[depth++] = q++;
	let count = 0;
	let key;
	try {
		// Twice as fast as Object.keys, where the engine knows the shape.
		for (key in object) {
			if (hasOwnProperty.call(object, key)) {
				count++;
				putString(key);
				put(object[key]);
			}
		}
		// Keys that a getter has added before the header was written, and which that counts,
		// are the last as a rule, and go too.
		const written = -1 - counts[depth - 1];
		if (count < written) {
			const keys = Object.keys(object);
			if (keys[count - 1] === key) {
				while (count < Math.min(written, keys.length)) {
					key = keys[count++];
					putString(key);
					put(object[key]);
				}
			}
		}
	} catch (error) {
		if (trail) trail.push(object, key);
		throw error;
	}
	if (!u8.length) map();
	const slot = counts[--depth];
	open[depth] = null;
	if (slot >= 0) f64[slot] = count;
	// A getter has deleted keys behind a header that is written already.
	else if (slot !== -1 - count) refuse("changing while it is packed");
}

/** Walks containers without recursion, since the stack would not last. */
function putDeep(container) {
	next = container;
	// Within the loop below, which takes it up.
	if (depth > RECURSIVE) return;
	const stack = [];
	const around = new Set();
	try {
		for (;;) {
			if (next) {
				if (around.has(next)) refuse("cycle");
				if (depth === op.MAX_DEPTH) refuse("nested too deep");
				around.add(next);
				const keys = Array.isArray(next) ? null : Object.keys(next);
				const { length } = keys || next;
				stack.push({ container: next, keys, length, i: 0 });
				next = null;
				counts[depth++] = -1;
				putOp(keys ? op.MAP : op.ARRAY, length);
			}
			const frame = stack[stack.length - 1];
			if (frame.i < frame.length) {
				const key = frame.keys ? frame.keys[frame.i] : frame.i;
				frame.key = key;
				frame.i++;
				if (frame.keys) putString(key);
				put(frame.container[key]);
			} else {
				around.delete(stack.pop().container);
				if (--depth === RECURSIVE) return;
			}
		}
	} catch (error) {
		if (trail) for (const { container, key } of stack.reverse()) trail.push(container, key);
		throw error;
	}
}

/** Ends the walk: there is something of a type that cannot be packed. */
export function refuse(type) {
	trail = [];
	throw new TypeError(type);
}

/** Says what could not be packed and where it is. */
function explain({ message }) {
	const around = new Set();
	let path = "";
	for (let i = trail.length - 2; i >= 0; i -= 2) {
		const container = trail[i];
		// Once round the cycle is enough.
		if (around.has(container)) break;
		around.add(container);
		const key = trail[i + 1];
		path += Array.isArray(container) ? `[${key}]` : path ? `.${key}` : key;
	}
	if (path.length > 200) path = path.slice(0, 100) + "…" + path.slice(-100);
	return new TypeError(`Type "${message}" not yet supported${path && " at " + path}`);
}
