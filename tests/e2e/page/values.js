// What is sent, and as what it must arrive. Loaded by the test pages, which call
// the functions, and by the tests, which read the names.
//
//   send      makes the value
//   arrives   makes what the other end must get; without it, the same
//   by        PeerJS gets this value wrong: whose being ours makes it right,
//             the "sender", the "receiver", "either" or "both"
//
// Every value is compared as the text that the harness's `describe` makes of it.

/** Message sizes around PeerJS's chunk size (16,300), with and without BinaryPack's header. */
const SIZES = [0, 1, 16_296, 16_297, 16_298, 16_299, 16_300, 16_301, 32_600, 65_536, 1_048_576, 2_097_152];

/** Bytes without a pattern that chunks could be swapped in. */
function bytes(size) {
	const result = new Uint8Array(size);
	let state = size + 1;
	for (let i = 0; i < size; i++) {
		state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
		result[i] = state >>> 24;
	}
	return result;
}

const ascii = (size) => new TextDecoder().decode(bytes(size).map((byte) => 0x20 + (byte % 95)));

/** A text of `size` characters of all lengths in UTF-8. */
const unicode = (size) => Array.from(bytes(size), (byte) => ["a", "é", "名", "😀"][byte % 4]).join("");

const nested = (depth, leaf) => {
	let value = leaf;
	for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { in: value };
	return value;
};

const keys = (count) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`key ${i}`, i]));

const count = (length) => Array.from({ length }, (_, i) => i);

/** Values that arrive as they were sent; the name is how they look in source code. */
const same = (...values) => values.map((value) => ({ name: String(value), send: () => value }));

const numbers = {
	integers: same(
		0, 1, 127, 128, 255, 256, 32_767, 32_768, 65_535, 65_536, 2_147_483_647, 2_147_483_648, 4_294_967_295, 4_294_967_296,
		-1, -32, -33, -127, -128, -129, -32_768, -32_769, -2_147_483_648, 1e15, 2 ** 53 - 1, 2 ** 53, 2 ** 62,
	),
	floats: same(0.5, -0.5, 0.1, 1 / 3, Math.PI, -Math.E, 1e-5, 123_456.789, 0.1 + 0.2, 1e-300, 2 ** -1022),
};

const strings = [
	{ name: "empty", send: () => "" },
	{ name: "one letter", send: () => "a" },
	{ name: "two bytes", send: () => "é" },
	{ name: "three bytes", send: () => "名前" },
	{ name: "emoji", send: () => "😀 👩‍👩‍👧‍👦 🏳️‍🌈" },
	{ name: "controls", send: () => "null \0, tab \t, line \r\n\u2028, delete \x7f, \x80\x9f\xa0" },
	{ name: "byte order mark", send: () => "\ufeffmarked" },
	{ name: "last code point", send: () => "\u{10ffff}" },
	{ name: "text that looks like JSON", send: () => '{"a":1}' },
	...[12, 13, 15, 16, 255, 256, 8_192, 8_193, 65_535, 65_536].map((size) => ({ name: `${size} characters`, send: () => ascii(size) })),
	...[15, 16, 30_000].map((size) => ({ name: `${size} characters of all lengths`, send: () => unicode(size) })),
];

const containers = [
	{ name: "empty array", send: () => [] },
	{ name: "empty object", send: () => ({}) },
	{ name: "empty ones inside", send: () => [[], {}, [[]], { a: {}, b: [] }] },
	{ name: "array of 15", send: () => count(15) },
	{ name: "array of 16", send: () => count(16) },
	{ name: "array of 3,000", send: () => count(3_000) },
	{ name: "object of 15 keys", send: () => keys(15) },
	{ name: "object of 16 keys", send: () => keys(16) },
	{ name: "object of 3,000 keys", send: () => keys(3_000) },
	{ name: "keys of all kinds", send: () => ({ "": 0, " ": 1, 0: 2, "-1": 3, "ключ": 4, "😀": 5, toString: 6 }) },
	{ name: "mixed", send: () => ({ list: [1, "two", [3.5, null, true]], deep: { deeper: { deepest: false } } }) },
	{ name: "null inside", send: () => [null, { a: null }] },
	{ name: "equal objects", send: () => Array.from({ length: 50 }, (_, i) => ({ id: i, name: `name ${i}`, on: i % 2 === 0 })) },
	{ name: "50 levels", send: () => nested(50, "leaf") },
	{ name: "500 levels", send: () => nested(500, "leaf") },
];

const binaries = [
	{ name: "ArrayBuffer", send: () => new Uint8Array([1, 2, 3]).buffer },
	{ name: "empty ArrayBuffer", send: () => new ArrayBuffer(0) },
	...[
		Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array,
	].map((type) => ({ name: type.name, send: () => new type([1, 2, 250.5]), arrives: () => new type([1, 2, 250.5]).buffer })),
	{ name: "BigInt64Array", send: () => new BigInt64Array([-1n]), arrives: () => new Uint8Array(8).fill(255).buffer },
	{ name: "empty Uint8Array", send: () => new Uint8Array(0), arrives: () => new ArrayBuffer(0) },
	{ name: "part of a buffer", send: () => bytes(100).subarray(10, 90), arrives: () => bytes(100).slice(10, 90).buffer },
	{ name: "unaligned part", send: () => new Uint8Array(bytes(99).buffer, 1, 7), arrives: () => bytes(99).slice(1, 8).buffer },
	{ name: "wide part", send: () => new Uint16Array([1, 2, 3, 4]).subarray(1, 3), arrives: () => new Uint16Array([2, 3]).buffer },
	...[15, 16, 255, 256, 65_535, 65_536].map((size) => ({ name: `${size} bytes`, send: () => bytes(size).buffer })),
];

/**
 * Bytes as they arrive on a binary connection: in a message that was chunked they
 * stay a Uint8Array, with PeerJS as with ours.
 */
const arrived = (view) => (view.byteLength + (view.byteLength > 65_535 ? 5 : 3) > 16_300 ? view : view.buffer);

const binaryInside = [
	{
		name: "binaries inside",
		send: () => ({ small: new Uint8Array([1]), list: [bytes(300), bytes(20_000).subarray(1)], name: "x" }),
		arrives: () => ({ small: new Uint8Array([1]), list: [bytes(300), bytes(20_000).slice(1)], name: "x" }),
	},
];

const blobs = [
	{ name: "Blob", send: () => new Blob(["abc"]), arrives: () => new Uint8Array([0x61, 0x62, 0x63]).buffer },
	{ name: "empty Blob", send: () => new Blob([]), arrives: () => new ArrayBuffer(0) },
	{ name: "Blob of parts", send: () => new Blob([bytes(9), "é"]).slice(1), arrives: () => new Uint8Array([...bytes(9).slice(1), 0xc3, 0xa9]).buffer },
	{ name: "Blob of 1 MB", send: () => new Blob([bytes(1_048_576)]), arrives: () => bytes(1_048_576) },
	{ name: "File", send: () => new File(["abc"], "name.txt", { type: "text/plain" }), arrives: () => new Uint8Array([0x61, 0x62, 0x63]).buffer },
	{
		name: "Blobs inside",
		send: () => ({ one: new Blob(["a"]), list: [new Blob(["b"]), 1, new File(["c"], "c")], last: true }),
		arrives: () => ({ one: new Uint8Array([0x61]).buffer, list: [new Uint8Array([0x62]).buffer, 1, new Uint8Array([0x63]).buffer], last: true }),
	},
	{
		name: "the documentation's example",
		send: () => ({ strings: "hi!", numbers: 150, arrays: [1, 2, 3], evenBinary: new Blob([1, 2, 3]), andMore: { bool: true } }),
		arrives: () => ({ strings: "hi!", numbers: 150, arrays: [1, 2, 3], evenBinary: new Uint8Array([0x31, 0x32, 0x33]).buffer, andMore: { bool: true } }),
	},
];

class Point {
	constructor(x, y) {
		Object.assign(this, { x, y });
	}
}

/** What BinaryPack carries; `binary-utf8` and the default are the same. */
const binary = {
	strings: [...strings, { name: "lone surrogates", send: () => "a\ud800b\udc00", arrives: () => "a\ufffdb\ufffd" }],
	...numbers,
	"booleans, negative zero": [...same(true, false), { name: "-0", send: () => -0, arrives: () => 0 }],
	containers,
	"binaries": [...binaries.map((value) => ({ ...value, arrives: () => arrived(new Uint8Array((value.arrives ?? value.send)())) })), ...binaryInside],
	blobs,
	"values that change": [
		{ name: "Date", send: () => new Date(0), arrives: () => String(new Date(0)) },
		{ name: "Date inside", send: () => [new Date(86_400_000)], arrives: () => [String(new Date(86_400_000))] },
		{ name: "undefined inside", send: () => ({ a: undefined, b: [undefined] }), arrives: () => ({ a: null, b: [null] }) },
		{ name: "holes", send: () => [1, , 3], arrives: () => [1, null, 3] },
		{ name: "object of a class", send: () => new Point(1, 2), arrives: () => ({ x: 1, y: 2 }) },
	],
	"binaries by size": SIZES.map((size) => ({ name: `${size} bytes`, send: () => bytes(size), arrives: () => arrived(bytes(size)) })),
	"strings by size": [
		...SIZES.map((size) => ({ name: `${size} characters`, send: () => ascii(size) })),
		{ name: "200,000 characters of all lengths", send: () => unicode(200_000) },
	],
	"large trees": [
		{ name: "100,000 numbers", send: () => count(9_000).map((i) => count(11).map((j) => i * j * 0.5)) },
		{ name: "9,000 objects", send: () => count(9_000).map((i) => ({ id: i, text: `text ${i}`, list: [i, i / 2] })) },
	],
	"values that PeerJS gets wrong": [
		...[Infinity, -Infinity, 1e20, 1e21, 1e308, -Number.MAX_VALUE, 2 ** 63, 2 ** 64, 7.999999999999999].map((value) => ({
			name: String(value),
			send: () => value,
			by: "sender",
		})),
		...[-2_147_483_649, -10_000_000_000, -(2 ** 53 - 1)].map((value) => ({ name: String(value), send: () => value, by: "either" })),
		...[NaN, 5e-324].map((value) => ({ name: String(value), send: () => value, by: "both" })),
		{ name: "null", send: () => null, by: "receiver" },
		{ name: "undefined", send: () => undefined, arrives: () => null, by: "receiver" },
		{ name: "array of 60,000", send: () => count(60_000), by: "sender" },
		{ name: "array of 70,000", send: () => count(70_000), by: "sender" },
		{ name: "object of 20,000 keys", send: () => keys(20_000), by: "sender" },
	],
};

const json = {
	strings: strings.filter(({ name }) => !/^(65535|65536|30000) /.test(name)),
	...numbers,
	"booleans, negative zero": [...same(true, false), { name: "-0", send: () => -0, arrives: () => 0 }],
	containers: containers.filter(({ name }) => !name.includes("3,000")),
	"values that change": [
		{ name: "NaN inside", send: () => [NaN, Infinity], arrives: () => [null, null] },
		{ name: "undefined inside", send: () => ({ a: undefined, b: [undefined] }), arrives: () => ({ b: [null] }) },
		{ name: "Date", send: () => new Date(0), arrives: () => "1970-01-01T00:00:00.000Z" },
		{ name: "typed array", send: () => new Uint8Array([7, 8]), arrives: () => ({ 0: 7, 1: 8 }) },
		{ name: "ArrayBuffer", send: () => new ArrayBuffer(2), arrives: () => ({}) },
		{ name: "toJSON", send: () => ({ toJSON: () => "said itself" }), arrives: () => "said itself" },
		{ name: "lone surrogate", send: () => "\ud800", arrives: () => "\ud800" },
	],
	// The limit counts the quotation marks: 16,299 bytes in all.
	"strings by size": [0, 1, 10_000, 16_297].map((size) => ({ name: `${size} characters`, send: () => "x".repeat(size) })),
	"values that PeerJS gets wrong": [
		{ name: "null", send: () => null, by: "receiver" },
		// What has no JSON.
		{ name: "undefined", send: () => undefined, arrives: () => null, by: "both" },
		{ name: "function", send: () => () => 1, arrives: () => null, by: "both" },
		{ name: "toJSON without a result", send: () => ({ toJSON() {} }), arrives: () => null, by: "both" },
	],
};

/** `raw` gives everything to the channel, which takes texts and binaries up to 256 KB. */
const raw = {
	strings: [...strings, { name: "lone surrogate", send: () => "\ud800", arrives: () => "\ufffd" }],
	binaries,
	"binaries by size": SIZES.filter((size) => size <= 65_536).map((size) => ({
		name: `${size} bytes`,
		send: () => bytes(size),
		arrives: () => bytes(size).buffer,
	})),
	"largest message": [{ name: "262,144 bytes", send: () => bytes(262_144), arrives: () => bytes(262_144).buffer }],
	"values that change": [
		{ name: "number", send: () => 5, arrives: () => "5" },
		{ name: "object", send: () => ({ toString: () => "an object" }), arrives: () => "an object" },
	],
};

/** On the wire the same as `binary`: that it is taken for that is what there is to see. */
const binaryUtf8 = { strings, binaries: binary.binaries, containers: binary.containers };

/** The values for each serialization. */
export const VALUES = { binary, "binary-utf8": binaryUtf8, json, raw, none: raw };
