// A browser, the servers, and a pair of pages for each contestant.

import { launch } from "../../tests/support/browser.mjs";
import { startPageServer } from "../../tests/support/page-server.mjs";
import { peerServer, stopPeerServers } from "../../tests/support/peer-server.mjs";
import { CONTESTANTS } from "./contestants.mjs";
import { openPair } from "./pair.mjs";

// How long a page may take for one sample, in milliseconds.
const PATIENCE = 600_000;

export async function openStage(engine) {
	return new Stage(await launch(engine, { protocolTimeout: PATIENCE }), await startPageServer(), await peerServer());
}

class Stage {
	#pairs = new Map();

	constructor(browser, pages, port) {
		Object.assign(this, { browser, pages, port });
	}

	/** The pages of a contestant, connected and warm. */
	async pair(name) {
		if (!this.#pairs.has(name)) {
			this.#pairs.set(name, await openPair(this.browser, this.pages, this.port, CONTESTANTS[name]));
		}
		return this.#pairs.get(name);
	}

	/** Closes them: the next to ask gets new ones. */
	async drop(name) {
		await this.#pairs.get(name)?.close();
		this.#pairs.delete(name);
	}

	async close() {
		await this.browser.close();
		this.pages.close();
		await stopPeerServers();
	}
}
