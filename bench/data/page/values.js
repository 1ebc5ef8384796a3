// What is sent.

/** Bytes whose place can be told from their value. */
const byteAt = (i) => (i ^ (i >> 8) ^ (i >> 16)) & 0xff;

export function bytes(size) {
	const made = new Uint8Array(size);
	for (let i = 0; i < size; i++) made[i] = byteAt(i);
	return made;
}

/** Whether what arrived is `bytes(size)`, or the zeros of a File. */
export function isIntact(value, { kind, size }) {
	const view = new Uint8Array(value);
	if (view.length !== size) return false;
	const expected = kind === "File" ? () => 0 : byteAt;
	for (let i = 0; i < size; i++) if (view[i] !== expected(i)) return false;
	return true;
}

/** What a game sends all the time. */
export function move(i) {
	return { id: i, name: `player ${i % 16}`, x: 100 + i * 0.25, y: -48.5 - i };
}
