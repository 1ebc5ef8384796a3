// Values one by one: what arrives, and the bytes.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import * as oracle from "peerjs-js-binarypack";
import { decode, encode, encodeParts, pack, unpack, wasm } from "./load.mjs";

const hex = (bytes) => Buffer.from(bytes).toString("hex");
const trip = (value) => unpack(pack(value));
const range = (length, item) => Array.from({ length }, (_, i) => item(i));

/** The same bytes as js-binarypack, and the value arrives. */
function same(value, expected = value) {
	assert.equal(hex(pack(value)), hex(oracle.pack(value)));
	assert.deepEqual(trip(value), expected);
}

test("numbers that js-binarypack corrupts or refuses", () => {
	const float64 = [NaN, Infinity, -Infinity, 1e20, 1e308, Number.MAX_VALUE, -10000000000, 2 ** 63, 2 ** 64, 7.999999999999999, 5e-324];
	for (const value of float64) {
		const view = new DataView(pack(value));
		assert.equal(view.byteLength, 9, `${value}`);
		assert.equal(view.getUint8(0), 0xcb, `${value}`);
		assert.equal(view.getFloat64(1), value, `${value}`);
		assert.equal(trip(value), value, `${value}`);
	}
	// An old decoder reads ours right, but for what it cannot read at all.
	for (const value of float64.slice(1, -1)) assert.equal(oracle.unpack(pack(value)), value);
});

test("null and undefined arrive as null", () => {
	same(null);
	same(undefined, null);
	same([null, undefined, , 1], [null, null, null, 1]);
	same({ a: undefined }, { a: null });
});

test("dates arrive as js-binarypack sends them", () => {
	const date = new Date(86400000);
	same(date, date.toString());
	same({ at: [date] }, { at: [date.toString()] });
	same(new Date(NaN), "Invalid Date");
});

test("binaries arrive as ArrayBuffers of what the view shows", () => {
	const bytes = Uint8Array.from({ length: 20_000 }, (_, i) => i);
	// Up to 4,095 bytes they go through the tape, which has room for three or four of
	// those. Larger ones are copied to wasm memory only where the message, with all that
	// is before them, is no larger than 16,300.
	for (const length of [0, 1, 15, 16, 255, 256, 257, 1000, 4095, 4096, 4097, 8000, 16_285, 16_296, 16_297, 16_298, 16_300, 16_301]) {
		const part = bytes.slice(8, 8 + length).buffer;
		same(part, part);
		same(bytes.subarray(8, 8 + length), part);
		same({ chunk: new Uint8ClampedArray(bytes.buffer, 8, length) }, { chunk: part });
		const many = (value) => Array.from({ length: 20 }, (_, i) => ({ i, value, text: "x".repeat(i) }));
		same(many(bytes.subarray(8, 8 + length)), many(part));
		same(Buffer.from(bytes.buffer, 8, length), part);
		assert.deepEqual(trip(new DataView(bytes.buffer, 8, length)), part);
	}
	const floats = new Float32Array([1.5, -2.5]);
	same(floats, floats.buffer);
	same(new BigUint64Array(bytes.buffer, 8, 2), bytes.slice(8, 24).buffer);
});

test("views of shared memory are copied", () => {
	for (const length of [10, 1000, 10_000, 20_000]) {
		const shared = new Uint8Array(new SharedArrayBuffer(length)).fill(7);
		assert.deepEqual(trip([shared]), [Uint8Array.from(shared).buffer]);
		// No part is of it: browsers do not send what is.
		for (const { buffer } of encodeParts([shared])) assert(buffer instanceof ArrayBuffer, `${length}`);
	}
});

test("buffers that can be resized, as they are now", { skip: !ArrayBuffer.prototype.resize && "this engine has none" }, () => {
	for (const length of [10, 5000, 20_000]) {
		const buffer = new ArrayBuffer(length, { maxByteLength: 2 * length });
		const views = [new Uint8Array(buffer), new Uint16Array(buffer, 2), new Uint8Array(buffer, 2, length - 2), new DataView(buffer, 4)];
		for (const now of [length, 2 * length, length - 4, 3]) {
			buffer.resize(now);
			const bytes = Uint8Array.from({ length: now }, (_, i) => i);
			views[0].set(bytes);
			const whole = bytes.buffer;
			const odd = now % 2;
			assert.deepEqual(trip([buffer, views[0]]), [whole, whole]);
			assert.deepEqual(trip(views[1]), whole.slice(2, now - odd));
			// Of a view that lies outside there is nothing left.
			assert.deepEqual(trip(views[2]), now < length ? new ArrayBuffer(0) : whole.slice(2, length));
			if (now >= 4) assert.deepEqual(trip(views[3]), whole.slice(4));
		}
		const message = pack({ text: "é".repeat(length), bytes: new Uint8Array(length) });
		buffer.resize(2 * length);
		const larger = new ArrayBuffer(message.byteLength, { maxByteLength: 2 * message.byteLength });
		new Uint8Array(larger).set(new Uint8Array(message));
		assert.deepEqual(decode(larger), decode(message));
		assert.deepEqual(decode(new Uint8Array(larger)), decode(new Uint8Array(message)));
	}
});

test("two binaries of a message share no buffer", () => {
	for (const length of [0, 20, 5000]) {
		const message = pack([new Uint8Array(length), new Uint8Array(length)]);
		const [a, b] = decode(message);
		assert.notEqual(a, b);
		const [c, d] = decode(new Uint8Array(message));
		assert.equal(new Set([a, b, c.buffer, d.buffer, message]).size, 5);
	}
});

test("nothing of a message is kept", { skip: !globalThis.gc && "without --expose-gc" }, async () => {
	const refs = [];
	const keep = (object) => (refs.push(new WeakRef(object)), object);
	const use = (count) => {
		for (let i = 0; i < count; i++) {
			const sent = keep({ id: i, list: keep([1, keep({ a: i })]), small: keep(new Uint8Array(20)), large: keep(new Uint8Array(20_000)), text: "x".repeat(50) });
			const message = keep(pack(sent));
			const { list, large } = keep(unpack(message));
			for (const object of [list, list[1], large]) keep(object);
			const cut = keep(message.slice(0, -20));
			assert.throws(() => unpack(cut), /BinaryPackFailure/);
			assert.throws(() => pack(keep({ sent, wrong: keep([() => {}]) })), TypeError);
			keep(encodeParts(keep([sent]))[1]);
		}
	};
	use(3);
	await new Promise(setImmediate);
	globalThis.gc();
	const kept = refs.filter((ref) => ref.deref());
	assert(refs.length > 40);
	assert.deepEqual(kept.map((ref) => ref.deref()), []);
});

test("what arrives does not share memory with the message", () => {
	const message = new Uint8Array(pack(new Uint8Array(300).fill(1)));
	const arrived = new Uint8Array(unpack(message.buffer));
	message.fill(9);
	assert(arrived.every((byte) => byte === 1));
});

test("a message can be an ArrayBuffer or any view of one, and binaries in it are alike", () => {
	for (const length of [0, 20, 500]) {
		const message = new Uint8Array([9, 9, ...new Uint8Array(pack({ a: new Uint8Array(length).fill(7) })), 9]);
		const expected = { a: new Uint8Array(length).fill(7) };
		for (const view of [message.subarray(2, -1), message.slice(2)]) {
			const arrived = decode(view);
			assert.deepEqual(arrived, expected);
			assert.deepEqual(arrived, oracle.unpack(view));
			// Of its own, and no larger.
			assert.equal(arrived.a.buffer.byteLength, length);
		}
		assert.deepEqual(decode(new DataView(message.buffer, 2)), expected);
		assert.deepEqual(decode(Buffer.from(message.buffer, 2)), expected);
		assert.deepEqual(decode(message.slice(2).buffer), { a: expected.a.buffer });
	}
	assert.equal(decode(new Int8Array([-1])), -1);
});

test("objects go by their own enumerable string keys", () => {
	class Point {
		#secret = 1;
		constructor() {
			this.x = this.#secret;
		}
		get y() {
			return 2;
		}
	}
	same(new Point(), { x: 1 });
	same(Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true }, hidden: { value: 3 } }), { own: 2 });
	same({ [Symbol("s")]: 1, 10: "b", 9: "a", z: 1 }, { 9: "a", 10: "b", z: 1 });
	same(new (class extends Error {})("lost"), {});

	function Legacy() {
		this.x = 1;
	}
	assert.deepEqual(trip(new Legacy()), { x: 1 });
	const bare = Object.assign(Object.create(null), { a: 1, b: Object.create(null) });
	assert.deepEqual(trip(bare), { a: 1, b: {} });
	const tagged = { [Symbol.toStringTag]: "Map", a: 1 };
	assert.deepEqual(trip(tagged), { a: 1 });
});

test("more keys, and more shapes with a key, than have places in the code", () => {
	const keys = range(100, (i) => `place${i}`);
	const object = (keys) => Object.fromEntries(keys.map((key, i) => [key, [i, key, { [key]: i }][i % 3]]));
	const values = [...range(60, (i) => object(keys.slice(i, i + 40))), ...range(60, (i) => object(keys.slice(0, i).reverse()))];
	for (let round = 0; round < 3; round++) for (const value of values) {
		same(value);
		assert.deepEqual(Object.keys(trip(value)), Object.keys(value));
	}
});

test("keys that have a meaning in JavaScript are keys like others", () => {
	for (const key of ["constructor", "hasOwnProperty", "toString", "valueOf", "BYTES_PER_ELEMENT", "then"]) {
		assert.deepEqual(trip({ [key]: 1 }), { [key]: 1 });
		assert.deepEqual(trip({ [key]: { [key]: "x" } }), { [key]: { [key]: "x" } });
	}
});

test("__proto__ arrives as an own key", () => {
	const sent = JSON.parse('{"a": 1, "__proto__": {"polluted": true}, "b": {"__proto__": 5}}');
	for (let again = 0; again < 2; again++) {
		const arrived = trip([sent])[0];
		assert.equal(Object.getPrototypeOf(arrived), Object.prototype);
		assert.equal(arrived.polluted, undefined);
		assert.deepEqual(Object.keys(arrived), ["a", "__proto__", "b"]);
		assert.equal(Object.getOwnPropertyDescriptor(arrived.b, "__proto__").value, 5);
	}
	assert.equal({}.polluted, undefined);
	// As a key that is not written as short as it could be, and twice in a map.
	const long = decode(Buffer.from("82d900000009" + hex(Buffer.from("__proto__")) + "01d80009" + hex(Buffer.from("__proto__")) + "80", "hex"));
	assert.deepEqual(Object.getOwnPropertyDescriptor(long, "__proto__").value, {});
});

test("keys that objects inherit, wherever a tape ends", () => {
	const object = JSON.parse('{"__proto__": {"polluted": true}, "toString": [1], "propertyIsEnumerable": "x", "constructor": null}');
	for (let pad = 1950; pad < 2060; pad++) {
		const sent = [new Uint8Array(pad), object, object];
		for (const arrived of trip(sent).slice(1)) {
			assert.equal(Object.getPrototypeOf(arrived), Object.prototype);
			assert.deepEqual(Object.entries(arrived), Object.entries(object));
		}
	}
});

test("Object.prototype is frozen, in a process of its own", () => {
	const program = `
		import assert from "node:assert/strict";
		import { pack, unpack } from ${JSON.stringify(new URL("load.mjs", import.meta.url).href)};
		Object.freeze(Object.prototype);
		const keys = Reflect.ownKeys(Object.prototype).concat("plain");
		for (let round = 0; round < 3; round++) {
			for (const key of keys) {
				const arrived = unpack(pack([Object.defineProperty({}, key, { value: [1], enumerable: true })]))[0];
				assert.deepEqual(Reflect.ownKeys(arrived), [key]);
				assert.deepEqual(Object.getOwnPropertyDescriptor(arrived, key), { value: [1], writable: true, enumerable: true, configurable: true });
			}
		}`;
	const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], { encoding: "utf8" });
	assert.equal(status, 0, stderr);
});

test("keys on the wire that are no strings are named as JavaScript names them", () => {
	const read = (hex) => decode(Uint8Array.from(Buffer.from(hex, "hex")).buffer);
	assert.deepEqual(read("850501c002c303c105cb3ff800000000000006"), { 5: 1, null: 2, true: 3, undefined: 5, 1.5: 6 });
	assert.deepEqual(read("81a0c0"), { "[object ArrayBuffer]": null });
	assert.deepEqual(read("82b16101b16102"), { a: 2 });
});

test("strings of all lengths and kinds", () => {
	for (const unit of ["x", "é", "€", "😀", "a😀", "\u{1f468}\u200d"]) {
		for (const count of [1, 12, 13, 31, 63, 64, 100, 127, 128, 1365, 4096, 4097, 8192, 8193, 30000]) same(unit.repeat(count));
	}
	same("\ufeffmark");
	same("\0");
});

test("many strings in one message keep their borders", () => {
	same(range(3000, (i) => "é😀x".repeat(i % 40) + i));
	same(range(3000, (i) => "x".repeat(i % 90)));
	same(Object.fromEntries(range(2000, (i) => [`a long key with number ${i}`, `ключ ${i}`])));
});

test("lone surrogates are written as TextEncoder writes them", () => {
	const wellFormed = (string) => string.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
	for (const length of [0, 10, 20, 100, 8191, 8192, 9000]) {
		for (const string of ["\ud83d" + "x".repeat(length), "x".repeat(length) + "\ud83d", "\ude00" + "x".repeat(length)]) same(string, wellFormed(string));
		// The two halves must not find each other.
		const halves = ["x".repeat(length) + "\ud83d", "\ude00" + "y".repeat(length)];
		same(halves, halves.map(wellFormed));
	}
});

test("invalid UTF-8 does not reach into the next string", () => {
	assert.deepEqual(decode(Buffer.from("92b2c3c3b161", "hex")), ["\ufffd\ufffd", "a"]);
	assert.deepEqual(decode(Buffer.from("92b1f0b3" + hex(Buffer.from("€")), "hex")), ["\ufffd", "€"]);
});

test("arrays and objects beyond what js-binarypack can recurse through", () => {
	const numbers = range(100_000, (i) => i * 7 - 1000);
	assert.deepEqual(trip(numbers), numbers);
	const floats = range(100_000, (i) => i / 7);
	assert.deepEqual(trip(floats), floats);
	const mixed = range(100_000, (i) => [i, `s${i}`, null, i / 3, true][i % 5]);
	assert.deepEqual(trip(mixed), mixed);
	const object = Object.fromEntries(range(70_000, (i) => [`key ${i}`, i]));
	assert.deepEqual(trip(object), object);
	const records = range(20_000, (i) => ({ id: i, name: `name ${i}`, at: { x: i / 2, y: 9 - i } }));
	assert.deepEqual(trip(records), records);
	// Where an old decoder gets them too, it reads them.
	assert.deepEqual(oracle.unpack(pack(numbers)), numbers);
	assert.deepEqual(oracle.unpack(pack(object)), object);
});

test("every length of an array of a kind, about the sizes of the buffers", () => {
	for (const length of [4095, 4096, 4097, 8191, 12287, 12288, 16367, 16368, 16369, 16384, 16385, 32769]) {
		const value = [range(length, (i) => i % 1000), range(length, (i) => i + 0.5), range(length, (i) => i % 2 === 0), "end"];
		assert.deepEqual(trip(value), value);
	}
});

test("every fill of the tape before a binary and a key", () => {
	// The longest value and the longest key in place, wherever the tape ends.
	const most = range(60, () => new Uint8Array(255));
	const key = "k".repeat(63);
	for (let more = 0; more < 1000; more++) {
		const arrived = trip([most, range(more, () => null), { a: new Uint8Array(255), [key]: 1 }]);
		assert.equal(arrived[2].a.byteLength, 255);
		assert.equal(arrived[2][key], 1);
	}
});

test("long strings, alone and among others", () => {
	for (const length of [65_535, 65_536, 1 << 20, 1_800_000, (1 << 22) + 1]) same("x".repeat(length));
	same("é€😀".repeat(500_000));
	const value = { a: "x".repeat(3_000_000), b: ["é".repeat(3_000_000), 1], c: "y".repeat(3_000_000), d: null };
	same(value);
});

test("the fullest tape behind the most output", () => {
	// Up to 4 MB of output stays where the next tape is written out.
	for (const less of [5, 6, 100, 300_000]) {
		const value = ["x".repeat((1 << 22) - less), range(30_000, (i) => i / 7), range(5, () => "€".repeat(8000))];
		assert.deepEqual(trip(value), value);
		// Where there is no room for the second, it goes another way.
		value[0] = value[0].slice(9000);
		value[1] = "é".repeat(9000);
		assert.deepEqual(trip(value), value);
	}
});

test("64 MB of binary among other values", () => {
	const payload = new Uint8Array(64 << 20).fill(3);
	payload[5] = 1;
	payload[payload.length - 1] = 2;
	const { arrayBuffers } = process.memoryUsage();
	const message = pack({ name: "film", chunk: payload, end: true });
	const arrived = unpack(message);
	// The message and what arrived, each once; nothing of it went through wasm.
	assert(process.memoryUsage().arrayBuffers - arrayBuffers < 2.2 * payload.length);
	assert(wasm.memory.buffer.byteLength < payload.length);
	assert.deepEqual(Object.keys(arrived), ["name", "chunk", "end"]);
	assert.equal(Buffer.compare(new Uint8Array(arrived.chunk), payload), 0);
	assert.equal(arrived.end, true);
});

test("nesting", () => {
	const nest = (depth, wrap) => {
		let value = "core";
		for (let i = 0; i < depth; i++) value = wrap(value, i);
		return value;
	};
	for (const wrap of [(value) => [value], (value) => ({ a: value }), (value, i) => (i % 2 ? [i, value, i] : { i, value, end: null })]) {
		same(nest(300, wrap));
		const deep = nest(10_000, wrap);
		assert.equal(hex(pack(trip(deep))), hex(pack(deep)));
	}
});

test("encode gives a view that lasts until the next call, pack its own buffer", () => {
	const first = encode({ a: 1 });
	assert.equal(hex(first), "81b16101");
	const packed = pack({ a: 1 });
	assert.equal(packed.byteLength, 4);
	pack({ b: 2 });
	assert.equal(hex(packed), "81b16101");
});
