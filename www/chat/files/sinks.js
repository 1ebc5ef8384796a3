// Where a file goes that is received.

/** Whether a file can be written as it comes. */
export const canSaveToDisk = () => typeof globalThis.showSaveFilePicker === "function";

/** A file of the user's, by the File System Access API. */
export class DiskSink {
	#stream;

	/** Asks for the file; rejects with an AbortError if there is none. */
	static async pick(suggestedName) {
		const handle = await showSaveFilePicker({ suggestedName });
		const sink = new DiskSink();
		sink.#stream = await handle.createWritable();
		return sink;
	}

	write(data, position) {
		return this.#stream.write({ type: "write", position, data });
	}

	async close() {
		await this.#stream.close();
	}

	async abort() {
		// After a write that failed the stream is gone already.
		await this.#stream.abort().catch(() => {});
	}
}

/** A Blob. */
export class MemorySink {
	#type;
	#parts = [];
	#written = 0;

	constructor(type) {
		this.#type = type;
	}

	async write(data, position) {
		if (position < this.#written) return;
		// The browser may move what is in Blobs out of memory.
		this.#parts.push(new Blob([data]));
		this.#written += data.byteLength;
	}

	/** Resolves to its address. */
	async close() {
		const blob = new Blob(this.#parts, { type: this.#type });
		this.#parts = [];
		return URL.createObjectURL(blob);
	}

	async abort() {
		this.#parts = [];
	}
}
