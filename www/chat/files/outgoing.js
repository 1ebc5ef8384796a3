// A file that we send.

import { Transfer } from "./transfer.js";

/** Bytes a piece: text of the chat waits behind one of each file at most. */
const PIECE = 1 << 20;

/** Bytes that may be on their way: the other side stores them as fast as it can. */
const WINDOW = 8 << 20;

/** Not known to a page that has talked to an earlier one of ours. */
let numbers = Math.floor(Math.random() * 2 ** 48);

export class Outgoing extends Transfer {
	mine = true;

	#file;
	#send;
	/** Of the pieces of one connection; another connection gets another. */
	#pump;
	#acked = 0;
	/** Called when there is room in the window. */
	#room;

	constructor(file, send, show) {
		super({ number: ++numbers, name: file.name, size: file.size }, show);
		this.#file = file;
		this.#send = send;
	}

	offer() {
		const { number: file, name, size } = this;
		this.#send({ kind: "offer", file, name, size, type: this.#file.type });
	}

	/** The other side takes it, from `at`. */
	accept({ at }, connection) {
		if (this.ended && this.state !== "done") return this.#callOff();
		if (this.ended || !Number.isSafeInteger(at) || at < 0 || at > this.size) return;
		if (this.#pump?.connection === connection && !this.#pump.signal.aborted) return;
		this.#stop();
		this.#acked = at;
		this.progress(at);
		if (at === this.size) return this.set("done");
		this.set("moving");
		void this.#run(at, connection);
	}

	ack({ at }) {
		if (this.ended || !Number.isSafeInteger(at) || at <= this.#acked || at > this.size) return;
		this.#acked = at;
		this.progress(at);
		this.#room?.();
		if (at === this.size) this.set("done");
	}

	/** The other side does not want it, or no more. */
	canceled() {
		this.#stop();
		this.set("refused");
	}

	cancel() {
		if (this.ended) return;
		this.#callOff();
		this.#stop();
		this.set("canceled");
	}

	pause() {
		this.#stop();
		if (this.state === "moving") this.set("paused");
	}

	#callOff() {
		this.#send({ kind: "cancel", file: this.number, mine: true });
	}

	#stop() {
		this.#pump?.abort();
		this.#pump = undefined;
	}

	async #run(at, connection) {
		const pump = Object.assign(new AbortController(), { connection });
		this.#pump = pump;
		const { signal } = pump;
		try {
			let piece = this.#read(at);
			while (at < this.size && !signal.aborted) {
				const data = await piece;
				// The next one is read while this one leaves.
				const next = at + data.byteLength;
				if (next < this.size) piece = this.#read(next);
				await this.#until(next - WINDOW, signal);
				await connection.sendAsync({ kind: "piece", file: this.number, at, data }, { signal });
				at = next;
			}
		} catch (error) {
			if (error instanceof DOMException && error.name !== "AbortError") this.#unreadable();
			// Otherwise the connection is gone: what comes next tells how it goes on.
			else if (this.#pump === pump) this.pause();
		}
	}

	#unreadable() {
		this.#callOff();
		this.#stop();
		this.set("failed", "unreadable");
	}

	#read(at) {
		const piece = this.#file.slice(at, at + PIECE).arrayBuffer();
		// Nobody may come for it.
		piece.catch(() => {});
		return piece;
	}

	/** Resolves when `acked` bytes are. */
	async #until(acked, signal) {
		while (this.#acked < acked && !signal.aborted) {
			await new Promise((resolve) => {
				this.#room = resolve;
				signal.addEventListener("abort", resolve, { once: true });
			});
		}
	}
}
