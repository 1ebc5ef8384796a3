// The wasm module from its text. What the text is made of stands where it is
// written, in xtask/src/build/embed.rs.
//
// It runs once, and so interpreted, while the page waits: a few steps a byte.

const DIGITS = 90;
const FIRST = 37;
const RARE = FIRST + 88;

/** Returns the bytes of the module. */
export function decode(text) {
	const codes = new TextEncoder().encode(text.replaceAll("#", "\\"));
	const { length } = codes;
	const common = [];
	const rare = [];
	let at = 0;
	for (let byte = 0, bits; byte < 256; byte++) {
		if (byte % 6 === 0) bits = codes[at++] - FIRST;
		((bits >> byte % 6) & 1 ? common : rare).push(byte);
	}
	const bytes = new Uint8Array(length);
	let size = 0;
	while (at < length) {
		const code = codes[at++];
		bytes[size++] = code < RARE ? common[code - FIRST] : rare[(code - RARE) * DIGITS + codes[at++] - FIRST];
	}
	return bytes.subarray(0, size);
}
