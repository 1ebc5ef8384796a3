// A pair of pages for each contestant.

import { CONTESTANTS } from "./contestants.mjs";
import { openPair } from "./pair.mjs";

export class Pairs {
	#pairs = new Map();
	#stage;
	#warmUp;

	constructor(stage, warmUp) {
		this.#stage = stage;
		this.#warmUp = warmUp;
	}

	/** The pages of a contestant, connected and warm. */
	async get(name) {
		if (!this.#pairs.has(name)) {
			this.#pairs.set(name, await openPair(this.#stage, CONTESTANTS[name], this.#warmUp));
		}
		return this.#pairs.get(name);
	}

	/** Closes them: the next to ask gets new ones. */
	async drop(name) {
		await this.#pairs.get(name)?.close();
		this.#pairs.delete(name);
	}
}
