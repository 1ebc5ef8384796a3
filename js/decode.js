// The wasm module from its text. What the text is made of stands where it is
// written, in xtask/src/build/embed.rs.

const COMMON = 90;
const DIGITS = 92;

/** Returns the bytes of the module. */
export function decode(text) {
	let at = 0;
	const digit = () => {
		const code = text.charCodeAt(at++);
		return (code === 33 ? 92 : code) - 35;
	};
	const common = [];
	const rare = [];
	for (let byte = 0, bits; byte < 256; byte++) {
		if (byte % 6 === 0) bits = digit();
		((bits >> byte % 6) & 1 ? common : rare).push(byte);
	}
	const bytes = [];
	while (at < text.length) {
		const rank = digit();
		bytes.push(rank < COMMON ? common[rank] : rare[(rank - COMMON) * DIGITS + digit()]);
	}
	return new Uint8Array(bytes);
}
