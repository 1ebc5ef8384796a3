// Payloads in pieces, views of memory and Blobs, taken from the front.

import { sizeOf } from "./pack.js";
import { wasm } from "./rust.js";

// How much of a Blob is read at once, in bytes: the next part while this much of
// the one before is still there.
const WINDOW = 1 << 20;
// Largest message whose payloads are copied while it waits, in bytes.
const SNAPSHOT_MAX = 1 << 20;

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
	 * Payloads are not copied, so they must not change until they are sent; those
	 * that are small, or in wasm memory, are.
	 * @param {(Uint8Array|Blob)[]} parts
	 */
	constructor(parts) {
		this.length = parts.reduce((length, part) => length + sizeOf(part), 0);
		this.parts = parts.map((part) => (isView(part) && (this.length <= SNAPSHOT_MAX || part.buffer === wasm.memory.buffer) ? part.slice() : part));
		/** If there are Blobs in it: resolves when it is over. */
		this.finished = parts.every(isView) ? undefined : new Promise((resolve) => (this.resolve = resolve));
	}

	/** Called when it was handed to the channel, or is given up. */
	finish() {
		this.isOver = true;
		this.resolve?.();
	}

	/** How many of the next bytes are in memory. */
	get loaded() {
		let loaded = 0;
		for (const part of this.parts) {
			if (!isView(part)) break;
			loaded += part.length;
		}
		return loaded;
	}

	/** Whether it is time to read on in the first Blob, `size` bytes being next. */
	wantsMore(size) {
		return !this.isLoading && this.loaded <= Math.max(WINDOW, size) && !this.parts.every(isView);
	}

	/** Reads on in the first Blob. Rejects where the browser cannot read it. */
	async load() {
		this.isLoading = true;
		const i = this.parts.findIndex((part) => !isView(part));
		const blob = this.parts[i];
		const rest = blob.size > WINDOW ? [blob.slice(WINDOW)] : [];
		const bytes = new Uint8Array(await blob.slice(0, WINDOW).arrayBuffer());
		// What is before it may have been taken meanwhile.
		this.parts.splice(this.parts.indexOf(blob), 1, bytes, ...rest);
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
			if (piece === part) this.parts.shift();
			else this.parts[0] = part.subarray(piece.length);
		}
	}
}
