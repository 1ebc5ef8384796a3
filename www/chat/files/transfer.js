// What a file on its way is, in either direction.

import { Meter } from "./meter.js";

/** How often a change is shown at most, in ms. */
const SHOW_EVERY = 100;

/**
 *   offered ---> moving <---> paused
 *      |           |            |        ended: done, canceled (by us), refused (by them),
 *      +-----------+------------+---->   failed
 */
export class Transfer {
	kind = "file";
	at = new Date();
	state = "offered";
	/** Bytes that the receiver has. */
	done = 0;
	/** Why it failed, one of the reasons in words.js. */
	reason;

	#meter = new Meter();
	#show;
	#shown = 0;
	#timer;

	constructor({ number, name, size }, show) {
		this.number = number;
		this.name = name;
		this.size = size;
		this.#show = show;
	}

	get ended() {
		return !["offered", "moving", "paused"].includes(this.state);
	}

	/** Bytes a second, lately. */
	get rate() {
		return this.#meter.rate;
	}

	/** Seconds to go, if that can be said. */
	get left() {
		return this.rate ? (this.size - this.done) / this.rate : undefined;
	}

	set(state, reason) {
		if (this.ended || (state === this.state && !reason)) return;
		this.state = state;
		this.reason = reason;
		if (state !== "moving") this.#meter.reset(this.done);
		this.#now();
	}

	progress(done) {
		this.done = done;
		this.#meter.add(done);
		const wait = this.#shown + SHOW_EVERY - performance.now();
		if (wait <= 0) this.#now();
		else this.#timer ??= setTimeout(() => this.#now(), wait);
	}

	#now() {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#shown = performance.now();
		this.#show(this);
	}
}
