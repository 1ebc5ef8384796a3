// A pair of pages for each contestant.

import { CONTESTANTS } from "./contestants.mjs";
import { openPair } from "./pair.mjs";

export class Pairs {
	#pairs = new Map();
	#stage;

	constructor(stage) {
		this.#stage = stage;
	}

	/** The pages of a contestant, connected and warm. */
	async get(name) {
		if (!this.#pairs.has(name)) {
			const { browser, pages, port } = this.#stage;
			this.#pairs.set(name, await openPair(browser, pages, port, CONTESTANTS[name]));
		}
		return this.#pairs.get(name);
	}

	/** Closes them: the next to ask gets new ones. */
	async drop(name) {
		await this.#pairs.get(name)?.close();
		this.#pairs.delete(name);
	}
}
