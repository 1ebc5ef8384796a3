// Payloads in pieces, views of memory and Blobs, taken from the front.

import { sizeOf } from "./pack.js";
import { wasm } from "./rust.js";

// How much of a Blob is read at once, in bytes: the next part while this much of
// the one before is still there.
const WINDOW = 1 << 19;
// Largest payload that is copied while its message waits, in bytes.
const SNAPSHOT_MAX = 1 << 24;

const { isView } = ArrayBuffer;

/** A message on its way out, in one piece or in chunks. */
export class Transfer {
	/** Its number on the wire; 0 where it goes in one piece. */
	id = 0;
	/** Bytes of each chunk but the last. */
	size = 0;
	/** Whether a Blob is being read. */
	isLoading = false;
	/** The number of the next chunk. */
	n = 0;
	/** Bytes that were sent. */
	sent = 0;
	/** Whether it was handed over, or given up. */
	isOver = false;
	/**
	 * What Blobs were read to; and of that, what can be read to again. Not private: the
	 * connection may be held through a Proxy, as by Vue's.
	 */
	_buffers = new Set();
	_spare = [];

	/**
	 * Payloads are copied, since the application may change them when `send` has returned;
	 * but those that would keep the page for long are not, unless they are in wasm memory.
	 * @param {(Uint8Array|Blob)[]} parts
	 */
	constructor(parts) {
		this.length = parts.reduce((length, part) => length + sizeOf(part), 0);
		this.parts = parts.map((part) => (isView(part) && (part.length <= SNAPSHOT_MAX || part.buffer === wasm.memory.buffer) ? part.slice() : part));
		/** If there are Blobs in it: resolves when it is over. */
		this.finished = parts.every(isView) ? undefined : new Promise((resolve) => (this.resolve = resolve));
	}

	/** Called when it was handed to the channel, or is given up. */
	finish() {
		this.isOver = true;
		// Firefox keeps a Blob whose stream was not read to its end, for as long as the page
		// lives. A stream that has failed rejects with what `load` has told.
		this.reader?.cancel().catch(() => {});
		this.resolve?.();
	}

	/** How many of the next bytes are in memory: up to the first Blob, or what was transferred meanwhile. */
	get loaded() {
		let loaded = 0;
		for (const { length } of this.parts) {
			// A Blob has none.
			if (!length) break;
			loaded += length;
		}
		return loaded;
	}

	/** Whether it is time to read on in the first Blob, `size` bytes being next. */
	wantsMore(size) {
		const { parts } = this;
		return !this.isLoading && this.loaded <= Math.max(WINDOW, size) && !parts.every(isView) && parts.every(({ length }) => length !== 0);
	}

	/** Reads on in the first Blob. Rejects where the browser cannot read it. */
	async load() {
		this.isLoading = true;
		const blob = this.parts.find((part) => !isView(part));
		this.reader ??= readerOf(blob);
		const { value, done } = await this.reader.read(new Uint8Array(this._spare.pop() ?? WINDOW), { min: WINDOW });
		// What is before it may have been taken meanwhile.
		const at = this.parts.indexOf(blob);
		if (done) {
			this.parts.splice(at, 1);
			this.reader = undefined;
		}
		if (value?.length) {
			this.parts.splice(at, 0, value);
			this._buffers.add(value.buffer);
		}
		this.isLoading = false;
	}

	/** Moves the next `size` bytes to `target`, from `at` on. */
	take(size, target, at) {
		this.sent += size;
		while (size > 0) {
			const part = this.parts[0];
			const piece = part.length > size ? part.subarray(0, size) : part;
			target.set(piece, at);
			at += piece.length;
			size -= piece.length;
			if (piece === part) {
				this.parts.shift();
				if (this._buffers.delete(part.buffer)) this._spare.push(part.buffer);
			} else this.parts[0] = part.subarray(piece.length);
		}
	}
}

/** One that fills a buffer it is given, so that reading leaves none to the collector; or another where there is none. */
function readerOf(blob) {
	const stream = blob.stream();
	try {
		return stream.getReader({ mode: "byob" });
	} catch {
		return stream.getReader();
	}
}
