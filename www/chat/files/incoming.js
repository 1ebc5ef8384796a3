// A file that we receive.

import { DiskSink, MemorySink } from "./sinks.js";
import { Transfer } from "./transfer.js";

/** Up to this size a file is taken without asking, while all of those are not too much. */
const UNASKED = 64_000_000;
const UNASKED_TOGETHER = 512_000_000;

/** Of a file's name. */
const LENGTH = 200;

/** Types that an <img> shows and that cannot carry scripts. */
const IMAGES = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;

export class Incoming extends Transfer {
	/** Where it can be loaded from, once it is done and in memory. */
	url;
	/** Whether an image of it can be shown. */
	image;
	/** Whether we have to be asked where it goes. */
	asks = false;
	/** Whether it goes to a file that was picked. */
	onDisk = false;

	#type;
	#send;
	#memory;
	#sink;
	/** Bytes that have come, in order; `done` are stored. */
	#received = 0;

	constructor(offer, memory, send, show) {
		super({ ...offer, name: short(offer.name) || "file" }, show);
		this.image = IMAGES.test(offer.type);
		// Any other type could run as a page of ours, if opened instead of saved.
		this.#type = this.image ? offer.type : "application/octet-stream";
		this.#memory = memory;
		this.#send = send;
	}

	/** It has just been offered. */
	offered() {
		const fits = this.size <= UNASKED && this.#memory.taken + this.size <= UNASKED_TOGETHER;
		if (fits) return this.keep();
		this.asks = true;
		this.set("offered", "asks");
	}

	/** Takes it into memory. */
	keep() {
		this.#memory.taken += this.size;
		this.#accept(new MemorySink(this.#type));
	}

	/** Takes it into a file that the user picks: called on a click. */
	async save() {
		let sink;
		try {
			sink = await DiskSink.pick(this.name);
		} catch (error) {
			// Closing the picker decides nothing.
			if (error.name !== "AbortError") this.set("offered", "no-disk");
			return;
		}
		// Or it was called off meanwhile.
		if (this.ended) return sink.abort();
		this.onDisk = true;
		this.#accept(sink);
	}

	/** Says how far it is, after a drop. */
	resume() {
		if (this.ended) return this.#settle();
		if (this.#sink) this.#accept(this.#sink);
	}

	piece({ at, data }) {
		const bytes = ArrayBuffer.isView(data) ? data : data instanceof ArrayBuffer && new Uint8Array(data);
		// One of before a drop, or nonsense.
		if (this.state !== "moving" || !bytes || this.done === this.size || at !== this.#received || at + bytes.byteLength > this.size) return;
		this.#received += bytes.byteLength;
		this.#sink.write(bytes, at).then(
			() => this.#stored(at + bytes.byteLength),
			() => this.#broken(),
		);
	}

	/** The other side has thought better of it. */
	canceled() {
		if (this.ended) return;
		this.#drop();
		this.set("refused");
	}

	cancel() {
		if (this.ended) return;
		this.#settle();
		this.#drop();
		this.set("canceled");
	}

	pause() {
		if (this.state === "moving") this.set("paused");
	}

	/** Tells how it ended, to one who does not know. */
	#settle() {
		if (this.state === "done") this.#send({ kind: "accept", file: this.number, at: this.size });
		else this.#send({ kind: "cancel", file: this.number });
	}

	/** What there is of it is not needed. */
	#drop() {
		void this.#sink?.abort();
		if (this.#sink && !this.onDisk) this.#memory.taken -= this.size;
	}

	#accept(sink) {
		this.#sink = sink;
		this.asks = false;
		this.set("moving");
		if (this.size === 0) void this.#complete();
		// What has come counts, though it is still being stored: the sender goes on from
		// there, or does so already. When all has come, only what is stored counts.
		if (this.#received < this.size) this.#send({ kind: "accept", file: this.number, at: this.#received });
	}

	#stored(at) {
		// A piece that was on its way to the disk during a drop counts, once.
		if (this.ended || at <= this.done) return;
		this.progress(at);
		this.#send({ kind: "ack", file: this.number, at });
		if (at === this.size) void this.#complete();
	}

	async #complete() {
		try {
			this.url = await this.#sink.close();
			this.set("done");
			this.#settle();
		} catch {
			this.#broken();
		}
	}

	#broken() {
		if (this.ended) return;
		this.#settle();
		this.#drop();
		this.set("failed", this.onDisk ? "disk-full" : "memory-full");
	}
}

/** A long name without its middle: its end says what it is. No pair of surrogates is cut. */
function short(name) {
	if (name.length <= LENGTH) return name;
	const half = LENGTH / 2;
	const [start, end] = [name.slice(0, half - 1), name.slice(-half)];
	return `${start.replace(/[\ud800-\udbff]$/, "")}…${end.replace(/^[\udc00-\udfff]/, "")}`;
}
