// What a script is made of: pieces by the file that they come from.

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * @param {string} script
 * @param {object} map Its source map.
 * @returns {{ source: string, piece: Buffer }[]} All of the script, in order.
 */
export function pieces(script, map) {
	const starts = [0];
	for (let at = script.indexOf("\n"); at >= 0; at = script.indexOf("\n", at + 1)) starts.push(at + 1);
	const marks = [];
	let source = 0;
	map.mappings.split(";").forEach((line, i) => {
		let column = 0;
		for (const segment of line.split(",").filter(Boolean)) {
			const [columns, sources = 0] = numbers(segment);
			marks.push({ at: starts[i] + (column += columns), source: (source += sources) });
		}
	});
	const own = marks.map(({ at, source }, i) => ({ source: map.sources[source], piece: Buffer.from(script.slice(at, marks[i + 1]?.at)) }));
	return [{ source: "(around)", piece: Buffer.from(script.slice(0, marks[0].at)) }, ...own];
}

/** Variable-length quantities, as source maps write them. */
function numbers(segment) {
	const found = [];
	let value = 0;
	let shift = 0;
	for (const digit of segment) {
		const bits = BASE64.indexOf(digit);
		value |= (bits & 31) << shift;
		shift += 5;
		if (bits & 32) continue;
		found.push(value & 1 ? -(value >> 1) : value >> 1);
		value = shift = 0;
	}
	return found;
}
