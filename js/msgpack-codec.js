// MsgPack for the rest of the library, over the tape (see tape.js).

import * as op from "./tape.js";
import { whole } from "./pack.js";
import { encodeParts, putOp, putPayload, refuse } from "./tape-write.js";
import { begin, build, failure, isDone, load, release, reset, resume, suspend, used, wanted } from "./tape-read.js";
import { wasm } from "./rust.js";

const FAILURES = ["", "more bytes announced than a message may have", "nested too deep", "a key that is neither string nor number", "too many objects", "a byte that opens no value", "a timestamp of a length that none has"];

/** A value of a type that only the application knows. */
export class ExtData {
	/**
	 * @param {number} type -128 to 127; those below 0 are MsgPack's own.
	 * @param {Uint8Array} data Or other numbers, which are taken for bytes.
	 */
	constructor(type, data) {
		this.type = type;
		this.data = data;
	}
}

/**
 * Bytes ready to be sent: a view of wasm memory that lasts until the next call
 * of the codec, or an array of their own; a Promise if a Blob is in the value.
 */
export function encode(value) {
	return whole(encodeParts(value, putSpecial));
}

function putSpecial(value) {
	if (value instanceof Date) putOp(op.TIMESTAMP, 0, value.getTime());
	else if (value instanceof ExtData) {
		let { data, type } = value;
		if (!(data?.length >= 0)) refuse("ExtData without bytes");
		// As for @msgpack/msgpack, other numbers are taken for bytes one by one.
		if (!(data instanceof Uint8Array)) data = Uint8Array.from(data);
		putOp(op.EXTENSION, data.length, (type << 24) >> 24);
		putPayload(data);
	} else return false;
	return true;
}

/** Reads a stream of messages, in whatever pieces it comes. */
export class Decoder {
	/** Pieces that are not read yet, and how long they are together. */
	#pieces = [];
	#length = 0;
	/** How long they have to be before there is something to be read. */
	#wanted = 1;
	/** A message half read, and how many bytes of it are. */
	#message = null;
	#read = 0;
	/** Whether a message was too long, of which the rest is not to be told from the next. */
	isLost = false;

	/**
	 * Takes a piece of the stream, which must not change any more.
	 * @param {ArrayBuffer|ArrayBufferView} piece
	 * @param {number} [limit] Most bytes of a message.
	 * @returns {Iterable} The values that it completes. Where the bytes behind
	 * them are not MsgPack, it ends with an Error, "MsgPackFailure: …"; the
	 * decoder then takes the next piece for the start of a message.
	 */
	push(piece, limit) {
		const values = [];
		let error;
		try {
			this.#take(piece, values, limit);
		} catch (reason) {
			error = reason;
			this.#pieces = [];
			this.#length = 0;
			this.#wanted = 1;
			this.#message = null;
			this.#read = 0;
			reset();
		}
		return (function* () {
			yield* values;
			if (error) throw error;
		})();
	}

	#take(piece, values, limit) {
		// Pieces of nothing would be kept as they come.
		if (!piece.byteLength) return;
		this.#pieces.push(ArrayBuffer.isView(piece) ? new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength) : new Uint8Array(piece));
		this.#length += piece.byteLength;
		// So would small ones, which take more room than their bytes.
		if (this.#pieces.length > 1000 && this.#length < 1000 * this.#pieces.length) this.#pieces = [whole(this.#pieces)];
		if (this.#length < this.#wanted) return;
		const bytes = whole(this.#pieces);
		let base = 0;
		let available = load(bytes, base);
		let at = 0;
		let root = this.#message ? resume(this.#message, toPayload) : begin(toPayload);
		this.#wanted = 1;
		while (base + at < bytes.length) {
			if (at >= available) {
				available = load(bytes, (base += at));
				at = 0;
			}
			build(wasm.msgpack_step(at, available, bytes.length - base - at, this.#read), bytes, base + at);
			if (failure) throw new Error(`MsgPackFailure: ${FAILURES[failure]} at byte ${this.#read + used} of a message`);
			at += used;
			this.#read += used;
			if (this.#read + wanted > limit) {
				this.isLost = true;
				throw new Error(`MsgPackFailure: a message of more than ${limit} bytes`);
			}
			if (isDone) {
				values.push(root[0]);
				root = begin(toPayload);
				this.#read = 0;
				continue;
			}
			if (wanted) {
				this.#wanted = wanted;
				break;
			}
			available = load(bytes, (base += at));
			at = 0;
		}
		// A copy: the application may transfer what is before it.
		const rest = bytes.slice(base + at);
		this.#pieces = rest.length ? [rest] : [];
		this.#length = rest.length;
		this.#message = this.#read ? suspend() : null;
		release();
	}
}

function toPayload(code, bytes, start, length) {
	if (code === op.TIMESTAMP) return new Date(length);
	const part = bytes.subarray(start, start + length);
	// Most of what has come can as well be kept alive for it.
	const data = 2 * length > bytes.buffer.byteLength ? part : part.slice();
	return code === op.EXTENSION ? new ExtData((bytes[start - 1] << 24) >> 24, data) : data;
}
