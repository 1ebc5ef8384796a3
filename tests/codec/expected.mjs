// What is right: the value that must arrive for a value that is sent, and the
// value of given bytes. And where js-binarypack 2.1.0 is not right.

/** What must arrive when a value is sent. */
export function arrives(value) {
	switch (typeof value) {
		case "undefined":
			return null;
		case "number":
			return value === 0 ? 0 : value;
		case "string":
			return wellFormed(value);
	}
	if (value === null || typeof value !== "object") return value;
	if (value instanceof ArrayBuffer) return value.slice();
	if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice().buffer;
	if (value instanceof Date) return value.toString();
	if (Array.isArray(value)) return Array.from(value, arrives);
	const object = {};
	for (const key of Object.keys(value)) setOwn(object, wellFormed(key), arrives(value[key]));
	return object;
}

function wellFormed(string) {
	return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(string));
}

function setOwn(object, key, value) {
	Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Values that js-binarypack does not carry, or carries wrong, and why. */
export const ENCODER_DEFECTS = {
	"writes NaN and infinities as if they were finite, or throws": (value) => typeof value === "number" && !Number.isFinite(value),
	"throws for integers beyond 64 bits": (value) => Number.isInteger(value) && (value > 2 ** 64 || value < -(2 ** 63)),
	"reads integers below -2^31 rounded to 53 bits before it takes the sign": (value) =>
		Number.isInteger(value) && value < -(2 ** 31) && value >= -(2 ** 63) && BigInt(value) % 2048n !== 0n,
	"takes 2^63 and 2^64 for one less": (value) => value === 2 ** 63 || value === 2 ** 64,
	"finds the exponent by a logarithm, which rounds": (value) => {
		if (typeof value !== "number" || Number.isInteger(value) || !Number.isFinite(value)) return false;
		return Math.floor(Math.log(Math.abs(value)) / Math.LN2) !== exponent(value);
	},
	"knows no subnormal numbers": (value) => typeof value === "number" && value !== 0 && exponent(value) === -1023,
	"throws for a DataView": (value) => value instanceof DataView,
	"throws for an object without a prototype": (value) => isObject(value) && Object.getPrototypeOf(value) === null,
	"looks at an own property for the constructor": (value) => isObject(value) && Object.hasOwn(value, "constructor"),
	"calls an own property as hasOwnProperty": (value) => isObject(value) && Object.hasOwn(value, "hasOwnProperty"),
	"takes an object with this own property for a typed array": (value) => isObject(value) && Object.hasOwn(value, "BYTES_PER_ELEMENT"),
	"sets the prototype of what it reads": (value) => isObject(value) && Object.hasOwn(value, "__proto__"),
};

/** The names of all defects that a value runs into. */
export function encoderDefects(value, found = new Set()) {
	for (const [name, applies] of Object.entries(ENCODER_DEFECTS)) if (applies(value)) found.add(name);
	if (Array.isArray(value)) for (const item of value) encoderDefects(item, found);
	else if (isObject(value)) for (const key of Object.keys(value)) encoderDefects(value[key], found);
	return found;
}

function isObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer || value instanceof Date);
}

function exponent(value) {
	const view = new DataView(new ArrayBuffer(8));
	view.setFloat64(0, value);
	return ((view.getUint16(0) >> 4) & 0x7ff) - 1023;
}

/** What ends the reading of bytes that are no message. */
export class Refused extends Error {}

/**
 * Reads a message in the plainest way.
 * @param {ArrayBuffer|Uint8Array} message Binaries in it are of its type.
 * @param {Set<string>} defects Takes the names of those defects of
 * js-binarypack's decoder that the bytes run into.
 */
export function read(message, defects = new Set()) {
	const bytes = new Uint8Array(message.buffer ?? message, message.byteOffset, message.byteLength);
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let at = 0;
	const step = (length) => {
		if (at + length > bytes.length) throw new Refused("the bytes end within a value");
		at += length;
		return at - length;
	};
	const value = (isKey) => {
		const marker = bytes[step(1)];
		if (marker < 0x80) return marker;
		if (marker < 0x90) return map(marker & 15, isKey);
		if (marker < 0xa0) return array(marker & 15, isKey);
		if (marker < 0xb0) return binary(marker & 15);
		if (marker < 0xc0) return string(marker & 15);
		if (marker >= 0xe0) return marker - 256;
		switch (marker) {
			case 0xc0:
				return null;
			case 0xc2:
				return false;
			case 0xc3:
				return true;
			case 0xca:
				return float(view.getFloat32(step(4)), -126);
			case 0xcb:
				return float(view.getFloat64(step(8)), -1022);
			case 0xcc:
				return view.getUint8(step(1));
			case 0xcd:
				return view.getUint16(step(2));
			case 0xce:
				return view.getUint32(step(4));
			case 0xcf:
				return wide(view.getBigUint64(step(8)));
			case 0xd0:
				return view.getInt8(step(1));
			case 0xd1:
				return view.getInt16(step(2));
			case 0xd2:
				return view.getInt32(step(4));
			case 0xd3:
				return wide(view.getBigInt64(step(8)));
			case 0xd8:
				return string(view.getUint16(step(2)));
			case 0xd9:
				return string(view.getUint32(step(4)));
			case 0xda:
				return binary(view.getUint16(step(2)));
			case 0xdb:
				return binary(view.getUint32(step(4)));
			case 0xdc:
				return array(view.getUint16(step(2)), isKey);
			case 0xdd:
				return array(view.getUint32(step(4)), isKey);
			case 0xde:
				return map(view.getUint16(step(2)), isKey);
			case 0xdf:
				return map(view.getUint32(step(4)), isKey);
		}
		return undefined;
	};
	const float = (number, lowest) => {
		if (!(Math.abs(number) >= 2 ** lowest && Number.isFinite(number))) defects.add("reads ±0, subnormals, infinities and NaN as finite numbers");
		return number;
	};
	const wide = (integer) => {
		if (integer > 2n ** 53n || integer < 0) defects.add("adds up 64 bits in a float64");
		return Number(integer);
	};
	const string = (length) => {
		const start = step(length);
		const text = bytes.subarray(start, start + length);
		try {
			return new TextDecoder("utf-8", { ignoreBOM: true, fatal: true }).decode(text);
		} catch {
			defects.add("makes something of bytes that are not UTF-8");
			return new TextDecoder("utf-8", { ignoreBOM: true }).decode(text);
		}
	};
	const binary = (length) => {
		const start = step(length);
		return message.slice(start, start + length);
	};
	const array = (length, isKey) => {
		if (isKey) throw new Refused("a container as a key");
		const list = [];
		while (list.length < length) list.push(value());
		return list;
	};
	const map = (length, isKey) => {
		if (isKey) throw new Refused("a container as a key");
		const object = {};
		for (; length > 0; length--) {
			const key = String(value(true));
			if (key === "__proto__") defects.add("sets the prototype of what it reads");
			// The key keeps its place if it comes again.
			setOwn(object, key, value());
		}
		return object;
	};
	return value(false);
}
