// What the wasm module is made of: sections, and functions by name.

const SECTIONS = { 1: "types", 2: "imports", 3: "function types", 5: "memory", 6: "globals", 7: "exports", 10: "code", 11: "data" };

/**
 * @param {Buffer} bytes A module with its name section.
 * @returns {{ sections: Map<string, Buffer>, functions: { name: string, body: Buffer }[] }}
 */
export function parse(bytes) {
	let at = 8;
	const number = () => {
		let value = 0;
		for (let shift = 0, byte = 0x80; byte & 0x80; shift += 7) {
			byte = bytes[at++];
			value += (byte & 0x7f) * 2 ** shift;
		}
		return value;
	};
	const take = (length) => bytes.subarray(at, (at += length));
	const name = () => take(number()).toString();

	const sections = new Map();
	const bodies = [];
	const names = new Map();
	let imports = 0;
	while (at < bytes.length) {
		const id = bytes[at++];
		const end = number() + at;
		if (SECTIONS[id]) sections.set(SECTIONS[id], bytes.subarray(at, end));
		if (id === 2) imports = number();
		if (id === 10) for (let left = number(); left > 0; left--) bodies.push(take(number()));
		if (id === 0 && name() === "name") {
			while (at < end) {
				const kind = bytes[at++];
				const next = number() + at;
				if (kind === 1) for (let left = number(); left > 0; left--) names.set(number(), name());
				at = next;
			}
		}
		at = end;
	}
	// All that it imports are functions.
	return { sections, functions: bodies.map((body, i) => ({ name: plain(names.get(imports + i) ?? "?"), body })) };
}

/** A name without the crate's hash: `core::pack::to_tape::Tape::step`. */
function plain(name) {
	return name.replace(/peerjs_wasm(\[\w+\])?::/g, "").replace(/<([^<>]*)>::/, "$1::").replace(/::<.*>$/, "").replace(/[<>]/g, "");
}

/** The module of the crate that a function belongs to; what is exported has taken in all that only it calls. */
export function moduleOf(name) {
	const path = name.match(/^((?:[a-z_]+::)+)/);
	return path ? path[1].split("::").slice(0, 3).filter(Boolean).join("::") : `${name}()`;
}
