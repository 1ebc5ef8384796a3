// Writes binarypack.txt: what peerjs-js-binarypack says. Run it from the
// repository's root: `node tests/vectors/binarypack.mjs`.

import { writeFileSync } from "node:fs";
import { pack, unpack } from "peerjs-js-binarypack";
import { line } from "./notation.mjs";

const written = [
	null,
	false,
	true,
	// Integers, on both sides of every change of marker.
	...[0, 1, 127, 128, 255, 256, 65535, 65536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 2 ** 62, 2 ** 63 + 2048, 2 ** 64 - 2048],
	...[-1, -32, -33, -128, -129, -32768, -32769, -(2 ** 31), -(2 ** 31) - 2048, -(2 ** 40), -(2 ** 62), -(2 ** 63)],
	// Fractions.
	...[0.5, -0.5, 0.1, 1.5, 3.141592653589793, -1234.5678, 1e-7, 2 ** -1022, 1125899906842625.5],
	// Strings, on both sides of every change of marker, and of UTF-8's lengths.
	"",
	"hello",
	"x".repeat(15),
	"x".repeat(16),
	"x".repeat(255),
	"x".repeat(65535),
	"x".repeat(65536),
	"\u0000\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\u{10000}\u{10ffff}",
	"\ufeffmark",
	"grüße, мир, 世界, 👩‍👩‍👧‍👦",
	// Binaries.
	new Uint8Array(0),
	new Uint8Array([0, 127, 128, 255]),
	new Uint8Array(15).fill(7),
	new Uint8Array(16).fill(7),
	new Uint8Array(255).fill(7),
	new Uint8Array(256).fill(7),
	new Uint8Array(65535).fill(7),
	new Uint8Array(65536).fill(7),
	// Arrays and maps.
	[],
	{},
	[null, true, [1, [2.5, ["three"]]]],
	new Array(15).fill(1),
	new Array(16).fill(1),
	Array.from({ length: 300 }, (_, i) => (i - 150) * 400),
	object(15),
	object(16),
	object(300),
	{ "": 0, "a key of more than sixteen bytes": [], ключ: {}, length: null },
	{ type: "move", x: 12.5, y: -3, player: { id: 7, name: "ada" }, keys: ["up", "fire"], at: 1700000000000 },
	{ name: "cat.png", size: 4, chunk: new Uint8Array([1, 2, 3, 4]) },
];

// Bytes that only others write.
const read = [
	"c1",
	"d4",
	"d7",
	"c4",
	"ca3fc00000",
	"cac2f6e979",
	"cb3ff8000000000000",
	"cc05",
	"cd0005",
	"ce00000005",
	"cf0000000000000005",
	"cf001fffffffffffff",
	"d005",
	"d10005",
	"d200000005",
	"d30000000000000005",
	"d80001 61",
	"d900000001 61",
	"da0001 61",
	"db00000001 61",
	"dc0001 c0",
	"dd00000001 c0",
	"de0001 b161 c0",
	"df00000001 b161 c0",
	"92 c1 81 b161 d5",
];

function object(count) {
	return Object.fromEntries(Array.from({ length: count }, (_, i) => [`key${i}`, i]));
}

const lines = [
	"# Made by binarypack.mjs with peerjs-js-binarypack 2.1.0; see notation.mjs.",
	...written.map((value) => {
		const bytes = new Uint8Array(pack(value));
		const vector = line("=", bytes, value);
		// A vector must not hold one of the defects of the codec it comes from.
		if (line("=", bytes, unpack(bytes.buffer)) !== vector) throw new Error(`${value} does not survive`);
		return vector;
	}),
	...read.map((hex) => {
		const bytes = Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
		return line("<", bytes, unpack(bytes.buffer));
	}),
];
writeFileSync(new URL("binarypack.txt", import.meta.url), lines.join("\n") + "\n");
