// How fast something grows, over the last seconds.

/** In ms. */
const SPAN = 3_000;

export class Meter {
	#samples = [];

	add(total) {
		const now = performance.now();
		this.#samples.push({ now, total });
		while (this.#samples.length > 2 && now - this.#samples[0].now > SPAN) this.#samples.shift();
	}

	reset(total) {
		this.#samples = [];
		this.add(total);
	}

	/** A second; 0 until there is something to tell. */
	get rate() {
		const [first, last] = [this.#samples[0], this.#samples.at(-1)];
		const passed = last ? last.now - first.now : 0;
		return passed > 0 ? ((last.total - first.total) / passed) * 1000 : 0;
	}
}
