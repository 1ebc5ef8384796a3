// The values that Rust works on. Rust holds numbers; what they stand for is
// here, for as long as the call into Rust lasts.
//
// No exception ever crosses wasm, whose stack would not be unwound: what is
// thrown waits in `thrown`, and meanwhile nothing that Rust asks for is done.
// The call into Rust throws it again when it returns, unless Rust has dealt
// with it. 0 stands for the result of what was not done.

import { names } from "./names.js";
import { decoder } from "./text.js";

/** What the first numbers stand for, as in src/web/value.rs. */
const FIXED = [undefined, undefined, null, true, false, globalThis, () => {}];

const values = [...FIXED];
let top = FIXED.length;
/** `top` while no call is on: the host and the logger have places, too. */
const IDLE = FIXED.length + 2;
let failed = false;
let thrown;
let memory;
let dispatch;
let stack;
let wholeStack;
let isTorn = false;
let demand;
let begin;
const beginning = new Promise((resolve) => (begin = resolve));

/** Says what to do when the module is needed: it may be there afterwards, or later. */
export const onDemand = (action) => (demand = action);

/** Takes the module, and the objects whose methods Rust calls. */
export function open(exports, host, logger) {
	memory = exports.memory;
	dispatch = exports.call;
	stack = exports.__stack_pointer;
	wholeStack = stack.value;
	values[top++] = host;
	values[top++] = logger;
	begin();
}

/**
 * Runs an operation of `op.js` in Rust; where the module is still to come, when it
 * has.
 * @throws Whatever it, or application code that it called, has thrown.
 */
export function call(op, self, a, b) {
	if (!dispatch) demand();
	if (!dispatch) return void beginning.then(() => call(op, self, a, b));
	const base = top;
	unwind();
	const { value } = stack;
	try {
		const result = dispatch(op, hold(self), hold(a), hold(b));
		if (failed) throw thrown;
		return values[result];
	} finally {
		// Also after a trap, such as an overflow of the engine's stack, which
		// leaves wasm's own stack as it was.
		stack.value = value;
		while (top > base) values[--top] = undefined;
		failed = false;
		thrown = undefined;
	}
}

/** A trap has ended an export of the codec, which leaves some of wasm's own stack taken. */
export function trapped() {
	isTorn = true;
	unwind();
}

/** Gives wasm its whole stack back, as soon as nothing of it runs. */
function unwind() {
	if (!isTorn || top !== IDLE) return;
	isTorn = false;
	stack.value = wholeStack;
}

function hold(value) {
	if (value === undefined) return 1;
	if (value === null) return 2;
	if (value === true) return 3;
	if (value === false) return 4;
	values[top] = value;
	return top++;
}

function attempt(action) {
	if (failed) return 0;
	try {
		return hold(action());
	} catch (error) {
		raise(error);
		return 0;
	}
}

function raise(error) {
	failed = true;
	thrown = error;
}

const read = (start, length) => decoder.decode(new Uint8Array(memory.buffer, start, length));

// --- What Rust imports: src/web/value.rs ---------------------------------------

/** What was thrown, or 0; it is dealt with. */
export const caught = () => {
	if (!failed) return 0;
	const error = hold(thrown);
	failed = false;
	thrown = undefined;
	return error;
};
/** Throws a value. */
const throwValue = (error) => failed || raise(values[error]);
export { throwValue as raise };

export const text = (start, length) => hold(read(start, length));
export const number = (value) => hold(value);
export const named = (name) => hold(names[name]);
export const object = () => hold({});
export const list = () => hold([]);
/** Joins two values as text; what has no text joins as nothing. */
export const join = (a, b) => {
	try {
		return hold(`${values[a]}${values[b]}`);
	} catch {
		return a;
	}
};

export const get = (object, name) => attempt(() => values[object][names[name]]);
/**
 * A property of a value from outside: undefined where there is none to be had.
 * Also while something thrown waits, so that no loop goes on meanwhile.
 */
export const field = (object, name) => {
	if (failed) return 1;
	try {
		return hold(values[object]?.[names[name]]);
	} catch {
		return 1;
	}
};
export const flag = (object, name) => !!values[field(object, name)];
export const count = (object, name) => toNumber(field(object, name));
export const setNumber = (object, name, value) => attempt(() => void (values[object][names[name]] = value));
export const set = (object, name, value) => setNumber(object, name, values[value]);
/** Adds to a property; returns what it comes to. */
export const add = (object, name, amount) => {
	amount += count(object, name);
	setNumber(object, name, amount);
	return amount;
};
export const item = (object, key) => attempt(() => values[object][values[key]]);
export const setItem = (object, key, value) => attempt(() => void (values[object][values[key]] = values[value]));

export const call0 = (object, name) => attempt(() => values[object][names[name]]());
export const call1 = (object, name, a) => attempt(() => values[object][names[name]](values[a]));
export const call2 = (object, name, a, b) => attempt(() => values[object][names[name]](values[a], values[b]));
/** What a function of the host says, if that is a number; NaN for anything else. */
export const ask = (name, a, b) => toNumber(call2(FIXED.length, name, a, b));
/** Emits an event with a value. */
export const emit = (object, event, value) => attempt(() => values[object].emit(names[event], values[value]));
export const call5 = (object, name, a, b, c, d, e) => attempt(() => values[object][names[name]](values[a], values[b], values[c], values[d], values[e]));
export const construct = (callee, a, b, c) => attempt(() => new values[callee](values[a], values[b], values[c]));

export const isTrue = (value) => !!values[value];
export const isSame = (a, b) => values[a] === values[b];
export const isText = (value, name) => values[value] === names[name];
export const isKind = (value, name) => typeof values[value] === names[name];
/** A number; NaN for any other value. */
export const toNumber = (value) => (typeof values[value] === "number" ? values[value] : NaN);
/** Copies bytes of a Uint8Array to memory, as many as there are and fit; returns how many. */
export const load = (bytes, offset, start, length) => {
	let copied = 0;
	attempt(() => {
		const source = values[bytes].subarray(offset, offset + length);
		new Uint8Array(memory.buffer).set(source, start);
		copied = source.length;
	});
	return copied;
};
/** Copies memory into a Uint8Array. */
export const store = (bytes, offset, start, length) => attempt(() => values[bytes].set(new Uint8Array(memory.buffer, start, length), offset));
/** The code units of a string that fit into one byte, any other as 0; returns the string's length. */
export const ascii = (value, start, length) => {
	const string = values[value];
	if (typeof string !== "string") return 0;
	const target = new Uint8Array(memory.buffer, start, length);
	for (let i = 0; i < string.length && i < length; i++) target[i] = string.charCodeAt(i) < 128 ? string.charCodeAt(i) : 0;
	return string.length;
};
