// Two tabs, each with an open Peer, that connect through a PeerServer.

import { LIB } from "../support/environment.mjs";
import { isOurs } from "./pairs.mjs";

/**
 * Opens the tabs of a pair; give them back with `release`. `peer` are options of
 * both Peers, `scripts` more scripts of the pages, `server` PeerServer's options, or `port`
 * that of one which is there.
 */
export async function openTabs(world, { connector, acceptor }, { peer, scripts = [], server, port } = {}) {
	const setup = await world.setup({ server });
	if (port) setup.port = port;
	const open = async ({ lib, browser }, name) => {
		const page = await world.open(lib === "ours" ? LIB : lib, { browser, scripts: ["/e2e/end.js", ...scripts] });
		const id = await page.evaluate((...args) => end.open(...args), setup, name, peer);
		return { page, id, isOurs: isOurs({ lib }), run: (action, ...args) => page.evaluate(action, ...args) };
	};
	const [alice, bob] = await Promise.all([open(connector, "connector"), open(acceptor, "acceptor")]);
	return new Tabs(world, alice, bob);
}

/** Runs a test with the tabs of a pair; keeps what they show under `name` if it fails. */
export async function withTabs(world, pair, name, run, options) {
	const tabs = await openTabs(world, pair, options);
	try {
		await run(tabs);
	} catch (error) {
		await tabs.keep(name, error);
		throw error;
	} finally {
		tabs.release();
	}
}

class Tabs {
	#links = 0;

	constructor(world, connector, acceptor) {
		Object.assign(this, { world, connector, acceptor });
	}

	/**
	 * A connection that is open at both ends; resolves to its number, which is
	 * its index in `end.connections` of either tab.
	 */
	link = async (options) => {
		const index = this.#links++;
		await this.connector.run((id, options) => end.connect(id, options), this.acceptor.id, options);
		await Promise.all([this.connector, this.acceptor].map((tab) => tab.run((index) => end.opened(index), index)));
		return index;
	};

	/** Both directions of a connection: who sends, who receives. */
	get directions() {
		const { connector, acceptor } = this;
		return [
			{ name: "connector sends", sender: connector, receiver: acceptor, roles: ["connector", "acceptor"] },
			{ name: "acceptor sends", sender: acceptor, receiver: connector, roles: ["acceptor", "connector"] },
		];
	}

	/** Keeps what the tabs show, when a test has failed. */
	keep(name, error) {
		return this.world.keep(name, error.stack, [this.connector.page, this.acceptor.page]);
	}

	release() {
		this.world.release(this.connector.page);
		this.world.release(this.acceptor.page);
	}
}
