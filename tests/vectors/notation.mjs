// The notation of the golden vectors: one a line, three columns separated by
// tabs. It is made to be read without a parser of any format.
//
//   direction  `=` the codec writes these bytes for this value and reads them
//              back as it; `<` it only reads them
//   bytes      in hex; `.` separates runs, and `61*300` is a run of 300 times 61
//   value      words in prefix order: nil, undefined, false, true,
//              n:<bits of the float64 in hex>, s:<UTF-8 as the bytes>,
//              b:<binary as the bytes>, a:<count> followed by the items,
//              m:<count> followed by keys and values,
//              e:<type>:<extension's payload as the bytes>,
//              t:<a Date's milliseconds since 1970>

const encoder = new TextEncoder();

export function line(direction, bytes, value) {
	return `${direction}\t${runs(bytes)}\t${words(value).join(" ")}`;
}

/** Hex, with long runs of one byte counted. */
export function runs(bytes) {
	const pieces = [];
	let plain = "";
	for (let i = 0; i < bytes.length; ) {
		let end = i + 1;
		while (bytes[end] === bytes[i]) end++;
		const hex = bytes[i].toString(16).padStart(2, "0");
		if (end - i > 16) {
			if (plain) pieces.push(plain);
			plain = "";
			pieces.push(`${hex}*${end - i}`);
		} else plain += hex.repeat(end - i);
		i = end;
	}
	if (plain) pieces.push(plain);
	return pieces.join(".");
}

function words(value) {
	if (value === null) return ["nil"];
	switch (typeof value) {
		case "undefined":
		case "boolean":
			return [String(value)];
		case "number":
			return [`n:${float64(value)}`];
		case "string":
			return [`s:${runs(encoder.encode(value))}`];
	}
	if (value instanceof Date) return [`t:${value.getTime()}`];
	if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return [`b:${runs(new Uint8Array(value.buffer ?? value, value.byteOffset ?? 0, value.byteLength))}`];
	if (Array.isArray(value)) return [`a:${value.length}`, ...Array.from(value).flatMap(words)];
	if (value.constructor.name === "ExtData") return [`e:${value.type}:${runs(value.data)}`];
	const entries = Object.entries(value);
	return [`m:${entries.length}`, ...entries.flatMap(([key, member]) => [...words(key), ...words(member)])];
}

function float64(value) {
	const view = new DataView(new ArrayBuffer(8));
	view.setFloat64(0, value);
	return view.getBigUint64(0).toString(16).padStart(16, "0");
}
