// What goes across for a movement: 20 bytes.
//
//   0  kind      1 byte: a stroke, a ping, a pong
//   1  colour    3 bytes
//   4  number    4 bytes, of the message, from which what is lost is counted
//   8  width     4 bytes; of a ping or pong, its time in ms, 8 bytes
//  12  from, to  4 × 2 bytes, in parts of 65,535 of the board

export const STROKE = 1;
export const PING = 2;
export const PONG = 3;

const SIZE = 20;
const WHOLE = 65_535;

export function encodeStroke(number, { from, to, colour, width }) {
	const view = new DataView(new ArrayBuffer(SIZE));
	view.setUint32(0, Number.parseInt(colour.slice(1), 16));
	view.setUint8(0, STROKE);
	view.setUint32(4, number);
	view.setFloat32(8, width);
	for (const [index, part] of [...from, ...to].entries()) view.setUint16(12 + index * 2, Math.round(Math.min(1, Math.max(0, part)) * WHOLE));
	return view.buffer;
}

export function encodeTime(kind, number, time) {
	const view = new DataView(new ArrayBuffer(SIZE));
	view.setUint8(0, kind);
	view.setUint32(4, number);
	view.setFloat64(8, time);
	return view.buffer;
}

/** Undefined for what is no such message: it comes from the other side. */
export function decode(data) {
	const bytes = ArrayBuffer.isView(data) ? data : data instanceof ArrayBuffer && new Uint8Array(data);
	if (!bytes || bytes.byteLength !== SIZE) return;
	const view = new DataView(bytes.buffer, bytes.byteOffset, SIZE);
	const kind = view.getUint8(0);
	const number = view.getUint32(4);
	if (kind === PING || kind === PONG) return { kind, number, time: view.getFloat64(8) };
	if (kind !== STROKE) return;
	const [x, y, u, v] = [12, 14, 16, 18].map((at) => view.getUint16(at) / WHOLE);
	const width = Math.min(40, Math.max(1, view.getFloat32(8) || 1));
	return { kind, number, stroke: { from: [x, y], to: [u, v], colour: `#${(view.getUint32(0) & 0xffffff).toString(16).padStart(6, "0")}`, width } };
}
