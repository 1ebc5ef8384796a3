// Writes msgpack.txt: what @msgpack/msgpack says. Run it from the repository's
// root: `node tests/vectors/msgpack.mjs`.

import { writeFileSync } from "node:fs";
import { ExtData, decode, encode } from "@msgpack/msgpack";
import { line } from "./notation.mjs";

const written = [
	null,
	false,
	true,
	// Integers, on both sides of every change of marker.
	...[0, 1, 127, 128, 255, 256, 65535, 65536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 2 ** 64],
	...[-1, -32, -33, -128, -129, -32768, -32769, -(2 ** 31), -(2 ** 31) - 1, -10000000000, -(2 ** 53) + 1, -(2 ** 53)],
	// Fractions, and what is no number.
	...[0.5, -0.1, 1e308, 5e-324, 7.999999999999999, Infinity, -Infinity, NaN],
	// Strings, on both sides of every change of marker, and of UTF-8's lengths.
	...["", "hello", "x".repeat(31), "x".repeat(32), "x".repeat(255), "x".repeat(256), "x".repeat(65535), "x".repeat(65536)],
	"\u0000\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\u{10000}\u{10ffff}",
	"grüße, мир, 世界, 👩‍👩‍👧‍👦",
	// Binaries.
	...[0, 1, 255, 256, 65535, 65536].map((length) => new Uint8Array(length).fill(7)),
	// Arrays and maps.
	[],
	{},
	[null, true, [1, [2.5, ["three"]]]],
	new Array(15).fill(1),
	new Array(16).fill(1),
	object(15),
	object(16),
	object(300),
	{ type: "move", x: 12.5, player: { id: 7, name: "ada" }, keys: ["up", "fire"], at: 1700000000000 },
	{ name: "cat.png", size: 4, chunk: new Uint8Array([1, 2, 3, 4]) },
	// Points in time, in each of the three forms.
	...[0, 1000, 1700000000000, 4294967295000, 1, 1700000000123, 4294967296000, 17179869183999, 17179869184000, -1, -1000, -62135596800000, 8.64e15, -8.64e15].map((ms) => new Date(ms)),
	// Extensions, on both sides of every change of marker.
	...[0, 1, 2, 3, 4, 8, 12, 16, 17, 255, 256, 65536].map((length) => new ExtData(5, new Uint8Array(length).fill(9))),
	new ExtData(-128, new Uint8Array(1)),
	new ExtData(127, new Uint8Array(1)),
	[new ExtData(1, new Uint8Array(4)), { at: new Date(1) }],
];

// Bytes that only others write.
const read = [
	"ca3fc00000",
	"ca00000001",
	"cc05",
	"cd0005",
	"ce00000005",
	"cf0000000000000005",
	"cfffffffffffffffff",
	"d005",
	"d10005",
	"d200000005",
	"d30000000000000005",
	"d38000000000000001",
	"d901 61",
	"da0001 61",
	"db00000001 61",
	"c401 61",
	"c50001 61",
	"c600000001 61",
	"dc0001 c0",
	"dd00000001 c0",
	"de0001 a161 c0",
	"df00000001 a161 c0",
	"c704ff 00000001",
	"c80004ff 00000001",
	"c900000008ff 0000000000000001",
	"c70c05 000000000000000000000000",
];

function object(count) {
	return Object.fromEntries(Array.from({ length: count }, (_, i) => [`key${i}`, i]));
}

const lines = [
	"# Made by msgpack.mjs with @msgpack/msgpack 2.8.0; see notation.mjs.",
	...written.map((value) => {
		const bytes = encode(value);
		const vector = line("=", bytes, value);
		if (line("=", bytes, decode(bytes)) !== vector) throw new Error(`${value} does not survive`);
		return vector;
	}),
	...read.map((hex) => {
		const bytes = Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
		return line("<", bytes, decode(bytes));
	}),
];
writeFileSync(new URL("msgpack.txt", import.meta.url), lines.join("\n") + "\n");
