// Values and bytes from a seed: the same in every run.

/** A generator of pseudo-random numbers (mulberry32). */
export class Random {
	constructor(seed) {
		this.state = seed;
	}

	/** In [0, 1). */
	next() {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	}

	/** An integer in [0, count). */
	below(count) {
		return Math.floor(this.next() * count);
	}

	pick(list) {
		return list[this.below(list.length)];
	}

	bytes(length) {
		return Uint8Array.from({ length }, () => this.below(256));
	}
}

const LENGTHS = [0, 1, 2, 5, 12, 13, 15, 16, 17, 31, 63, 64, 100, 255, 256, 300];
// About where the codec changes its ways. Rare, since each takes as long as a hundred others.
const LARGE = [4095, 4096, 4097, 8193, 9000, 20_000, 40_000];
const RARE = 300;
const CHARACTERS = ["a", "Z", "0", " ", "\0", "é", "\u07ff", "€", "\uffff", "😀", "\ud800", "\udc00", "\ufeff"];
const KEYS = ["x", "y", "id", "name", "type", "position", "a key that is longer than most", "ключ", "", "0", "42", "constructor", "hasOwnProperty", "toString", "__proto__", "BYTES_PER_ELEMENT", "length"];
const SPECIAL = [0, -0, NaN, Infinity, -Infinity, 7.999999999999999, 5e-324, 2.2250738585072014e-308, Number.MAX_VALUE, 1e20, 2 ** 53, 2 ** 63, 2 ** 64, 0.1];

/** Node's Buffer, or what stands for it in a page: a subclass of Uint8Array. */
const asBuffer = globalThis.Buffer ? Buffer.from : (buffer, start) => new (class Buffer extends Uint8Array {})(buffer, start);

class Point {
	constructor(x, y) {
		this.x = x;
		this.y = y;
	}
}

/** A value of any kind that can be packed without waiting for a Blob. */
export function anyValue(random, depth = 0) {
	const kind = random.below(depth > 4 ? 9 : 14);
	switch (kind) {
		case 0:
			return random.pick([null, undefined, true, false]);
		case 1:
			return random.pick(SPECIAL);
		case 2:
		case 3:
			return anyInteger(random);
		case 4:
			return (random.next() - 0.5) * 10 ** random.below(20);
		case 5:
		case 6:
		case 7:
			return anyString(random);
		case 8:
			return anyBinary(random);
		case 9:
			return new Date(random.below(2 ** 32) * 1000);
		case 10:
		case 11:
			return Array.from({ length: anyLength(random, depth) }, () => anyValue(random, depth + 1));
		case 12: {
			const integers = random.below(2);
			return Array.from({ length: random.pick(LENGTHS) }, () => (integers ? anyInteger(random) : random.next()));
		}
		default:
			return anyObject(random, depth);
	}
}

function anyInteger(random) {
	const power = random.below(66);
	const value = Math.floor(random.next() * 2 ** power) + random.below(3) - 1;
	return random.below(3) ? value : -value;
}

function anyString(random) {
	const length = random.pick(random.below(RARE) ? LENGTHS : LARGE);
	if (random.below(3)) return String.fromCharCode(...Array.from({ length }, () => 32 + random.below(95)));
	return Array.from({ length }, () => random.pick(CHARACTERS)).join("");
}

function anyBinary(random) {
	if (!random.below(RARE)) return random.bytes(random.pick(LARGE));
	const bytes = random.bytes(8 * (1 + random.below(50)));
	const start = 8 * random.below(bytes.length / 8);
	switch (random.below(5)) {
		case 0:
			return bytes.buffer;
		case 1:
			return bytes.subarray(start);
		case 2:
			return new Float64Array(bytes.buffer, start);
		case 3:
			return new DataView(bytes.buffer, start, random.below(bytes.length - start));
		default:
			return asBuffer(bytes.buffer, start);
	}
}

function anyObject(random, depth) {
	const object = random.pick([{}, {}, {}, Object.create(null), new Point(1, 2)]);
	for (let i = anyLength(random, depth); i > 0; i--) {
		const key = random.below(2) ? random.pick(KEYS) : anyString(random);
		const value = anyValue(random, depth + 1);
		Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
	}
	return object;
}

function anyLength(random, depth) {
	return random.below(depth ? 7 : 20);
}

/** A copy with a few bytes changed, added, lost, doubled or cut off. */
export function mutate(random, bytes) {
	let mutant = [...bytes];
	for (let i = 1 + random.below(4); i > 0; i--) {
		const at = random.below(mutant.length + 1);
		const marker = 0x80 + random.below(0x80);
		switch (random.below(6)) {
			case 0:
				mutant[at] = random.below(256);
				break;
			case 1:
				mutant[at] = marker;
				break;
			case 2:
				mutant.splice(at, 0, marker, ...random.bytes(random.below(6)));
				break;
			case 3:
				mutant.splice(at, 1 + random.below(4));
				break;
			case 4:
				mutant.splice(at, 0, ...mutant.slice(at, at + random.below(20)));
				break;
			default:
				mutant = mutant.slice(0, at);
		}
	}
	return Uint8Array.from(mutant, (byte) => byte ?? 0);
}
