// BinaryPack for the rest of the library, over the tape (see tape.js).

import { decodeBytes } from "./tape-read.js";
import { encodeParts } from "./tape-write.js";

export { encodeParts };

/**
 * Bytes ready to be sent: a view of wasm memory that lasts until the next call
 * of the codec, or an array of their own; a Promise if a Blob is in the value.
 */
export function encode(value) {
	return whole(encodeParts(value));
}

/** Parts as one: joined, if there are several or it is a Blob. */
export function whole(parts) {
	return parts.length > 1 || !ArrayBuffer.isView(parts[0]) ? join(parts) : parts[0];
}

/** The length of a part in bytes. */
export const sizeOf = (part) => part.byteLength ?? part.size;

/** Puts parts together. Each is copied once, at once; Blobs when they are read. */
export function join(parts) {
	let length = 0;
	for (const part of parts) length += sizeOf(part);
	const whole = new Uint8Array(length);
	const reads = [];
	length = 0;
	for (const part of parts) {
		const at = length;
		length += sizeOf(part);
		if (ArrayBuffer.isView(part)) whole.set(part, at);
		else reads.push(part.arrayBuffer().then((buffer) => whole.set(new Uint8Array(buffer), at)));
	}
	return reads.length ? Promise.all(reads).then(() => whole) : whole;
}

/**
 * Reads a message. Binaries in it arrive as ArrayBuffers if it is one, and as
 * Uint8Arrays if it is a view, unless told otherwise.
 */
export function decode(message, asBuffers) {
	// Asked so, and a small integer read here: each call on the way, isView too,
	// takes Firefox an eighth longer.
	const buffer = message?.buffer;
	const bytes = message?.constructor === Uint8Array ? message : buffer ? new Uint8Array(buffer, message.byteOffset, message.byteLength) : new Uint8Array(message);
	return bytes[0] < 0x80 ? bytes[0] : decodeBytes(bytes, (asBuffers ?? !buffer) ? toBuffer : toBytes);
}

function toBytes(code, bytes, start, length) {
	return bytes.slice(start, start + length);
}

function toBuffer(code, bytes, start, length) {
	const at = bytes.byteOffset + start;
	return bytes.buffer.slice(at, at + length);
}

/** `util.pack`: the value as an ArrayBuffer of its own, or a Promise of it. */
export function pack(value) {
	const bytes = encode(value);
	return bytes instanceof Promise ? bytes.then((whole) => whole.buffer) : exact(bytes);
}

function exact(bytes) {
	const { buffer, byteOffset, byteLength } = bytes;
	return byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength);
}

/** `util.unpack`: the value of a message. */
export const unpack = (message) => decode(message);
