// What cannot be packed, and what cannot be unpacked: one error that says what
// and where, and the codec works afterwards.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import * as oracle from "peerjs-js-binarypack";
import { read, Refused } from "./expected.mjs";
import { decode, encode, pack, unpack } from "./load.mjs";
import { isSame } from "./same.mjs";

afterEach(() => {
	const value = { name: "still", works: [1, 2.5, "x".repeat(5000)] };
	assert.deepEqual(unpack(pack(value)), value);
});

/** Packing must throw a TypeError that starts with this. */
function refuses(value, message) {
	assert.throws(
		() => pack(value),
		(error) => {
			assert.equal(error.constructor, TypeError);
			assert.equal(error.message, message);
			return true;
		},
	);
}

test("types without a form on the wire, by name", () => {
	const kinds = {
		function: () => {},
		symbol: Symbol("s"),
		bigint: 1n,
		Map: new Map(),
		Set: new Set(),
		WeakMap: new WeakMap(),
		RegExp: /x/,
		Promise: Promise.resolve(),
		Number: Object(1),
		String: Object("x"),
		SharedArrayBuffer: new SharedArrayBuffer(1),
		Error: new Error("lost"),
	};
	for (const [name, value] of Object.entries(kinds)) {
		refuses(value, `Type "${name}" not yet supported`);
		refuses([value], `Type "${name}" not yet supported at [0]`);
		refuses({ a: { b: value } }, `Type "${name}" not yet supported at a.b`);
	}
	for (const type of [Map, Set]) {
		class Mine extends type {
			get [Symbol.toStringTag]() {
				return "Mine";
			}
		}
		// As empty objects js-binarypack sends classes that extend them, which helps nobody.
		for (const value of [new (class extends type {})(), new Proxy(new type(), {})]) refuses([value], `Type "${type.name}" not yet supported at [0]`);
		refuses([new Mine()], 'Type "Mine" not yet supported at [0]');
	}
});

test("a Proxy around a typed array, whose bytes are out of reach", () => {
	for (const type of [Uint8Array, Float64Array, BigInt64Array]) {
		for (const value of [new Proxy(new type(2), {}), Object.create(type.prototype)]) {
			assert.throws(() => oracle.pack(value), TypeError);
			refuses(value, `Type "${type.name}" not yet supported`);
			refuses({ a: [value] }, `Type "${type.name}" not yet supported at a[0]`);
		}
	}
});

test("a Blob of more than a binary can hold", () => {
	class Huge extends Blob {
		get size() {
			return 2 ** 32;
		}
	}
	refuses({ file: new Huge(["x"]) }, 'Type "more than 4 GB" not yet supported at file');
});

test("the path of keys to it", () => {
	refuses({ players: [1, { score: 5n }] }, 'Type "bigint" not yet supported at players[1].score');
	refuses([[[], [0, Symbol()]]], 'Type "symbol" not yet supported at [0][1][1]');
	refuses([1, 2, "x".repeat(9000), () => {}], 'Type "function" not yet supported at [3]');
	let deep = { end: 1n };
	for (let i = 0; i < 500; i++) deep = { k: deep };
	const path = Array(500).fill("k").join(".") + ".end";
	refuses(deep, `Type "bigint" not yet supported at ${path.slice(0, 100)}…${path.slice(-100)}`);
});

test("cycles", () => {
	const self = {};
	self.self = self;
	refuses(self, 'Type "cycle" not yet supported at self');
	const list = [0];
	list.push({ back: list });
	refuses({ list }, 'Type "cycle" not yet supported at list[1].back');
	// However much hangs on every round of it.
	const heavy = { payload: new Uint8Array(1 << 20), rows: Array(1000).fill("row") };
	heavy.again = [heavy];
	refuses(heavy, 'Type "cycle" not yet supported at again[0]');
});

test("the same object twice is no cycle", () => {
	const shared = { x: 1 };
	let deep = [shared, shared];
	for (let i = 0; i < 300; i++) deep = [deep, shared];
	pack(deep);
	assert.deepEqual(unpack(pack([shared, [shared]])), [shared, [shared]]);
});

test("nesting past the limit", () => {
	const nest = (depth) => {
		let value = [];
		while (--depth) value = [value];
		return value;
	};
	pack(nest(10_000));
	const path = "[0]".repeat(10_000);
	refuses(nest(10_001), `Type "nested too deep" not yet supported at ${path.slice(0, 100)}…${path.slice(-100)}`);
});

test("bytes that are no message", () => {
	const cases = {
		"": "the bytes end within a value at offset 0",
		ddffffffff: "the bytes end within a value at offset 5",
		dfffffffff: "the bytes end within a value at offset 5",
		d9ffffffff: "the bytes end within a value at offset 5",
		dbffffffff: "the bytes end within a value at offset 5",
		cc: "the bytes end within a value at offset 0",
		"93010203": null,
		930102: "the bytes end within a value at offset 1",
		"9201cb00": "the bytes end within a value at offset 2",
		b3616263: null,
		b36162: "the bytes end within a value at offset 1",
		"819001": "a container as a key at offset 2",
	};
	for (const [hex, reason] of Object.entries(cases)) {
		const bytes = Buffer.from(hex, "hex");
		if (!reason) decode(bytes);
		else assert.throws(() => decode(bytes), { name: "Error", message: `BinaryPackFailure: ${reason}` }, hex);
	}
	assert.throws(() => decode(new Uint8Array(20_000).fill(0x91)), { message: "BinaryPackFailure: nested too deep at offset 10001" });
});

test("a message cut off anywhere", () => {
	const whole = new Uint8Array(pack({ list: [1, -300, 0.5, 2 ** 40], text: "é".repeat(50), nested: [{}, [], null, true], data: new Uint8Array(300) }));
	for (let length = 0; length < whole.length; length++) assert.throws(() => decode(whole.subarray(0, length)), /^Error: BinaryPackFailure: .* at offset \d+$/);
	decode(whole);
});

test("a large message cut off within each of its windows", () => {
	const whole = new Uint8Array(pack(Array.from({ length: 20_000 }, (_, id) => ({ id, name: `name ${id}` }))));
	for (let length = 1000; length < whole.length; length += 9973) {
		assert.throws(() => decode(whole.subarray(0, length)), /^Error: BinaryPackFailure: /);
		assert.deepEqual(unpack(pack({ id: 1, name: "x" })), { id: 1, name: "x" });
	}
});

test("every message of one byte or two, and many of three, are read as by a plain reader", () => {
	const failure = /^BinaryPackFailure: (the bytes end within a value|a container as a key) at offset \d+$/;
	const attempt = (read, bytes) => {
		try {
			return { value: read(bytes) };
		} catch (error) {
			return { error };
		}
	};
	for (const [length, step] of [[1, 1], [2, 1], [3, 61]]) {
		for (let i = 0; i < 256 ** length; i += step) {
			const bytes = Uint8Array.from({ length }, (_, at) => i >> (8 * at));
			const expected = attempt(read, bytes);
			const actual = attempt(decode, bytes);
			if (expected.error) {
				assert(expected.error instanceof Refused);
				assert.match(actual.error?.message, failure, `${bytes}`);
			} else if (actual.error || !isSame(actual.value, expected.value)) assert.deepEqual(actual, expected, `${bytes}`);
		}
	}
});

test("hostile announcements cost no memory", () => {
	globalThis.gc?.();
	const before = process.memoryUsage().rss;
	for (let i = 0; i < 100_000; i++) assert.throws(() => decode(Uint8Array.of(0xdd, 0xff, 0xff, 0xff, 0xff)));
	for (const marker of [0xdc, 0xdd, 0xde, 0xdf]) assert.throws(() => decode(new Uint8Array(1 << 20).fill(marker)));
	assert(process.memoryUsage().rss - before < 200 << 20);
});

/** An array of so many of these bytes. */
function arrayOf(count, hex) {
	const unit = Buffer.from(hex, "hex");
	const bytes = Buffer.alloc(5 + count * unit.length);
	bytes[0] = 0xdd;
	bytes.writeUInt32BE(count, 1);
	return bytes.fill(unit, 5);
}

test("a megabyte of the smallest values takes memory within a multiple", { skip: !globalThis.gc && "without --expose-gc" }, () => {
	for (const [hex, value, multiple] of [["80", {}, 80], ["90", [], 60], ["a0", new Uint8Array(0), 250], ["b1ff", "\ufffd", 30]]) {
		const count = (1 << 20) / (hex.length / 2);
		const message = arrayOf(count, hex);
		globalThis.gc();
		const before = process.memoryUsage().heapUsed;
		const arrived = decode(message);
		globalThis.gc();
		const grown = process.memoryUsage().heapUsed - before;
		assert.equal(arrived.length, count);
		for (const at of [0, 1, count >> 1, count - 1]) assert.deepEqual(arrived[at], value, hex);
		assert(grown < multiple * message.length, `${grown} bytes of ${message.length}, ${hex}`);
	}
});

test("a message of more objects than the limit", () => {
	const most = 4_194_304;
	assert.throws(() => decode(arrayOf(6_000_000, "80")), { message: `BinaryPackFailure: too many objects at offset ${most + 5}` });
	assert.throws(() => decode(arrayOf(most, "90")), { message: `BinaryPackFailure: too many objects at offset ${most + 5}` });
	assert.equal(decode(arrayOf(most - 1, "90")).length, most - 1);
});

test("a throwing message or value leaves nothing behind", () => {
	for (let i = 0; i < 20_000; i++) {
		assert.throws(() => encode({ a: [i, "x".repeat(i % 30), () => {}] }), TypeError);
		assert.throws(() => decode(Uint8Array.of(0x82, 0xb1, 97, i & 0x7f, 0xb1)), /BinaryPackFailure/);
	}
});
