// MsgPack against @msgpack/msgpack, in both directions.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as oracle from "@msgpack/msgpack";
import { Decoder, ExtData, encode } from "../../js/msgpack-codec.js";
import { pack, unpack } from "../../js/pack.js";
import { msgpackFuzzTests } from "./fuzz-tests.mjs";
import { instantiate } from "./instantiate.mjs";
import * as fuzz from "./msgpack-fuzz.mjs";

const built = new URL("../../target/msgpack/peerjs_wasm.wasm", import.meta.url);
instantiate(readFileSync(process.env.CODEC_MSGPACK_WASM ?? built));

const hex = (bytes) => Buffer.from(bytes).toString("hex");
const decode = (bytes) => {
	const [value] = new Decoder().push(bytes);
	return value;
};
const trip = (value) => decode(encode(value).slice());

/** Both write the same bytes, and both read them as what is expected. */
function same(value, expected = value) {
	const bytes = encode(value).slice();
	assert.equal(hex(bytes), hex(oracle.encode(value)));
	assert.deepEqual(decode(bytes), expected);
	assert.deepEqual(oracle.decode(bytes), expected);
}

test("scalars", () => {
	for (const value of [null, true, false, 0, -1, 300, 2 ** 53 - 1, 2 ** 53, -(2 ** 40), 0.1, NaN, -Infinity, "", "é".repeat(300), "x".repeat(70_000)]) same(value);
	same(undefined, null);
	assert.equal(trip(-0), 0);
});

test("dates, in each of their forms", () => {
	for (const time of [0, 1, 1700000000000, 1700000000123, -1, 2 ** 34 * 1000, -62135596800000, 8.64e15]) same(new Date(time));
	same({ at: new Date(5), list: [new Date(6)] });
	assert.equal(hex(encode(new Date(NaN))), "d6ff00000000");
});

test("binaries arrive as Uint8Arrays", () => {
	for (const length of [0, 1, 255, 256, 70_000]) {
		const bytes = new Uint8Array(length).fill(7);
		same(bytes);
		same({ chunk: bytes.subarray(length >> 1) });
		assert.deepEqual(trip(new DataView(bytes.buffer)), bytes);
		assert.deepEqual(trip(bytes.buffer), bytes, "which @msgpack/msgpack writes as an empty map");
	}
	same(new Float64Array([1.5]), new Uint8Array(new Float64Array([1.5]).buffer));
});

test("extensions", () => {
	for (const length of [0, 1, 2, 3, 4, 8, 16, 17, 300, 70_000]) {
		const data = new Uint8Array(length).fill(9);
		const bytes = encode([new ExtData(5, data), new ExtData(-100, data), "end"]).slice();
		assert.equal(hex(bytes), hex(oracle.encode([new oracle.ExtData(5, data), new oracle.ExtData(-100, data), "end"])));
		assert.deepEqual(decode(bytes), [new ExtData(5, data), new ExtData(-100, data), "end"]);
	}
});

test("extensions of other types, and of other numbers than bytes", () => {
	const numbers = [Uint16Array.of(1, 2, 700), Float64Array.of(1.5, -1, NaN), new Uint8ClampedArray(20), [1, 2, 300], Buffer.from("abc"), Array(300).fill(7)];
	for (const data of numbers) {
		for (const type of [0, 127, 128, 200, -128, -129, 1.9, 2 ** 33]) {
			const bytes = encode([new ExtData(type, data), "end"]).slice();
			assert.equal(hex(bytes), hex(oracle.encode([new oracle.ExtData(type, data), "end"])));
			assert.deepEqual(decode(bytes), [new ExtData((type << 24) >> 24, Uint8Array.from(data)), "end"]);
		}
	}
	for (const data of [new ArrayBuffer(2), new DataView(new ArrayBuffer(2)), undefined, null, 5]) {
		assert.throws(() => oracle.encode([new oracle.ExtData(1, data)]));
		assert.throws(() => encode({ a: [new ExtData(1, data)] }), { name: "TypeError", message: 'Type "ExtData without bytes" not yet supported at a[0]' });
	}
});

test("what neither format carries is refused, by type and path", () => {
	for (const [name, value] of [["function", () => {}], ["bigint", 1n], ["symbol", Symbol()]]) {
		assert.throws(() => encode({ a: [value] }), { name: "TypeError", message: `Type "${name}" not yet supported at a[0]` });
	}
});

test("any other object goes by its keys", () => {
	for (const value of [new TypeError("x"), Object.assign(new Error("x"), { code: 5 }), new Map([[1, 2]]), new Set([1]), /x/, new String("ab"), new (class Point { x = 1; })()]) same({ value }, { value: { ...value } });
});

test("Blobs are read", async () => {
	const bytes = await encode({ file: new Blob(["abc"]), end: true });
	assert.deepEqual(oracle.decode(bytes), { file: new TextEncoder().encode("abc"), end: true });
});

test("the two codecs within each other", () => {
	const get = (run) => Object.defineProperty({}, "g", { get: run, enumerable: true });
	const inner = get(() => hex(pack(["é".repeat(20), new Date(0).toString()])));
	assert.deepEqual(trip(inner), { g: hex(pack(["é".repeat(20), new Date(0).toString()])) });
	const outer = get(() => hex(encode(["é".repeat(20), new Date(0)])));
	assert.deepEqual(unpack(pack([outer, new Date(0)])), [{ g: hex(encode(["é".repeat(20), new Date(0)])) }, new Date(0).toString()]);
});

test("several messages in a piece, and a message in several pieces", () => {
	const values = [1, { a: "x".repeat(100), b: [new Uint8Array(50), null] }, [], "é".repeat(5000), new Date(7), new Uint8Array(100_000), Array.from({ length: 20_000 }, (_, i) => i * 3), { end: {} }];
	const bytes = Buffer.concat(values.map((value) => oracle.encode(value)));
	for (const size of [1, 2, 3, 7, 100, 16_300, 32_768, 65_536, bytes.length]) {
		// Every byte alone would be the test of 200,000 calls.
		const stream = size < 7 ? bytes.subarray(0, 6000) : bytes;
		const decoder = new Decoder();
		const arrived = [];
		for (let at = 0; at < stream.length; at += size) arrived.push(...decoder.push(Uint8Array.prototype.slice.call(stream, at, at + size)));
		assert.deepEqual(arrived, values.slice(0, arrived.length));
		if (stream === bytes) assert.equal(arrived.length, values.length);
		else assert.equal(arrived.length, 3);
	}
});

test("streams that take turns, and other messages between", () => {
	const value = { list: Array.from({ length: 300 }, (_, i) => ({ id: i, name: `name ${i}`, nested: [[i, { deep: "x".repeat(i) }]] })) };
	const bytes = oracle.encode(value);
	const streams = [new Decoder(), new Decoder(), new Decoder()];
	const arrived = [[], [], []];
	for (let at = 0; at < bytes.length; at += 61) {
		streams.forEach((stream, i) => arrived[i].push(...stream.push(bytes.slice(at, at + 61))));
		assert.deepEqual(unpack(pack({ id: at, name: "between" })), { id: at, name: "between" });
		assert.throws(() => unpack(new Uint8Array([0x92, 0x81, 0xb2, 105, 100])), /BinaryPackFailure/);
	}
	for (const values of arrived) assert.deepEqual(values, [value]);
});

test("nesting across pieces", () => {
	let deep = "core";
	for (let i = 0; i < 9000; i++) deep = i % 2 ? { a: deep, i } : [i, deep];
	const bytes = encode(deep).slice();
	const decoder = new Decoder();
	const arrived = [];
	for (let at = 0; at < bytes.length; at += 5000) arrived.push(...decoder.push(bytes.slice(at, at + 5000)));
	assert.equal(hex(encode(arrived[0])), hex(bytes));
});

test("a failure comes behind the values before it, and the next piece starts afresh", () => {
	const decoder = new Decoder();
	const arrived = [];
	assert.throws(() => {
		for (const value of decoder.push(new Uint8Array([1, 2, 0xc1, 3]))) arrived.push(value);
	}, { message: "MsgPackFailure: a byte that opens no value at byte 1 of a message" });
	assert.deepEqual(arrived, [1, 2]);
	assert.deepEqual([...decoder.push(oracle.encode({ still: "works" }))], [{ still: "works" }]);
});

test("announcements of arrays within arrays cost no more than their bytes", () => {
	const made = [];
	const { Array } = globalThis;
	globalThis.Array = new Proxy(Array, {
		construct(target, args) {
			made.push(args[0]);
			return Reflect.construct(target, args);
		},
	});
	try {
		const bytes = new Uint8Array(65_536).fill(0xc0);
		for (let i = 0; i < 9_000; i++) bytes.set([0xdc, 0x20, 0], 3 * i);
		assert.deepEqual([...new Decoder().push(bytes)], []);
	} finally {
		globalThis.Array = Array;
	}
	const sum = made.reduce((sum, length) => sum + length, 0);
	assert.ok(sum > 0 && sum <= 3 * 65_536, `${sum} items for 65,536 bytes`);
});

test("pieces of nothing, and small ones, are not kept as they come", () => {
	const bytes = oracle.encode(new Uint8Array(200_000).fill(7));
	const decoder = new Decoder();
	const arrived = [...decoder.push(bytes.slice(0, 10))];
	globalThis.gc?.();
	const before = process.memoryUsage().heapUsed;
	for (let i = 0; i < 200_000; i++) arrived.push(...decoder.push(new Uint8Array(0)));
	for (let at = 10; at < 150_000; at++) arrived.push(...decoder.push(bytes.slice(at, at + 1)));
	globalThis.gc?.();
	const grown = process.memoryUsage().heapUsed - before;
	if (globalThis.gc) assert.ok(grown < 4e6, `${grown} bytes`);
	arrived.push(...decoder.push(bytes.slice(150_000)));
	assert.deepEqual(arrived, [new Uint8Array(200_000).fill(7)]);
});

test("announcements cost nothing, and too large ones fail at once", () => {
	for (const marker of [0xdb, 0xc6, 0xdd, 0xdf]) {
		const decoder = new Decoder();
		assert.throws(() => [...decoder.push(Uint8Array.of(marker, 255, 255, 255, 255))], /MsgPackFailure: more bytes announced/);
		assert.deepEqual([...decoder.push(Uint8Array.of(marker, 2, 0, 0, 0))], []);
	}
	assert.throws(() => [...new Decoder().push(new Uint8Array(20_000).fill(0x91))], /MsgPackFailure: nested too deep/);
	assert.throws(() => decode(Uint8Array.of(0x81, 0xc0, 1)), /MsgPackFailure: a key that is neither string nor number/);
	assert.throws(() => decode(Uint8Array.of(0xd4, 0xff, 1)), /MsgPackFailure: a timestamp of a length that none has/);
	const long = Uint8Array.from({ length: 100_000 }, (_, i) => [0xc9, 0, 1, 0x80, 0, 0xff][i] ?? 0);
	assert.throws(() => decode(long), /MsgPackFailure: a timestamp of a length that none has/);
});

test("a message of more objects than the limit, in pieces and with others between", () => {
	const most = 4_194_304;
	const arrayOf = (count) => {
		const bytes = new Uint8Array(5 + count).fill(0x90);
		bytes[0] = 0xdd;
		new DataView(bytes.buffer).setUint32(1, count);
		return bytes;
	};
	const decoder = new Decoder();
	const arrived = [];
	const push = (bytes) => {
		for (let at = 0; at < bytes.length; at += 1 << 20) {
			for (const { length } of decoder.push(bytes.slice(at, at + (1 << 20)))) arrived.push(length);
			assert.deepEqual([...new Decoder().push(Uint8Array.of(0x91, 0x80))], [[{}]]);
		}
	};
	push(arrayOf(most - 1));
	push(arrayOf(5));
	assert.throws(() => push(arrayOf(most)), { message: `MsgPackFailure: too many objects at byte ${most + 5} of a message` });
	assert.deepEqual(arrived, [most - 1, 5]);
});

test("__proto__ arrives as an own key, where @msgpack/msgpack refuses it", () => {
	const arrived = trip(JSON.parse('{"__proto__": {"polluted": true}}'));
	assert.equal(Object.getPrototypeOf(arrived), Object.prototype);
	assert.deepEqual(Object.keys(arrived), ["__proto__"]);
});

test("__proto__ in pieces", () => {
	const sent = JSON.parse('{"a": 1, "__proto__": {"polluted": true}, "toString": 2}');
	const decoder = new Decoder();
	const arrived = [];
	for (const byte of encode(sent).slice()) arrived.push(...decoder.push(Uint8Array.of(byte)));
	assert.equal(Object.getPrototypeOf(arrived[0]), Object.prototype);
	assert.deepEqual(Object.entries(arrived[0]), Object.entries(sent));
});

test("of a piece of many small messages all is copied once", () => {
	const prototype = Object.getPrototypeOf(Uint8Array.prototype);
	const { set, slice } = prototype;
	const decoder = new Decoder();
	const piece = new Uint8Array(65_536).fill(0xc0);
	let count = 0;
	let copied = 0;
	prototype.set = function (source, at) {
		copied += source.length;
		return set.call(this, source, at);
	};
	prototype.slice = function (...range) {
		const part = slice.apply(this, range);
		copied += part.length;
		return part;
	};
	try {
		for (let i = 0; i < 20; i++) count += [...decoder.push(piece)].length;
	} finally {
		Object.assign(prototype, { set, slice });
	}
	assert.equal(count, 20 * piece.length);
	assert.equal(copied, 20 * piece.length);
});

test("two binaries of a message share no buffer with each other", () => {
	for (const length of [0, 20, 5000]) {
		const [a, b, { buffer }] = trip([new Uint8Array(length), new Uint8Array(length), new Uint8Array(9)]);
		assert.equal(new Set([a.buffer, b.buffer, buffer]).size, 3);
	}
});

test("64 MB of binary in 64 KB pieces", () => {
	const payload = new Uint8Array(64 << 20).fill(3);
	const bytes = oracle.encode({ chunk: payload, end: 1 });
	const decoder = new Decoder();
	const arrived = [];
	for (let at = 0; at < bytes.length; at += 65_536) arrived.push(...decoder.push(bytes.slice(at, at + 65_536)));
	assert.equal(arrived.length, 1);
	assert.equal(Buffer.compare(arrived[0].chunk, payload), 0);
});

test("no message is longer than the limit", () => {
	const failure = /^MsgPackFailure: a message of more than 1000 bytes$/;
	// A string that announces a million bytes, and a list without end of small integers.
	const string = [0xdb, 0, 0x0f, 0x42, 0x40];
	const list = [0xdd, 0, 0x0f, 0x42, 0x40, ...Array(2_000).fill(1)];
	for (const bytes of [string, list]) {
		const decoder = new Decoder();
		assert.throws(() => [...decoder.push(new Uint8Array(bytes), 1_000)], ({ message }) => failure.test(message));
		assert.deepEqual([...decoder.push(new Uint8Array([7, 8]), 1_000)], [7, 8]);
	}
	const decoder = new Decoder();
	for (let n = 0; n < 100; n++) assert.deepEqual([...decoder.push(encode("x".repeat(900)).slice(), 1_000)], ["x".repeat(900)]);
});

msgpackFuzzTests((name, seed) => fuzz[name](seed));
