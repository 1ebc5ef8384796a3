// A hub and the crowd that it is connected to.

import { addressOf, bundle, closePage, openPage } from "../shared/pages.mjs";
import { loadOf, memoryOf, processOf } from "../shared/process.mjs";

const script = await bundle(new URL("page/page.js", import.meta.url));

let crowds = 0;

/** Opens the two pages, in browsers of their own: Firefox opens no more than 1,000 sockets. */
export async function openCrowd({ browsers, pages, port }, { kind, lib }) {
	const address = addressOf(pages, lib);
	const [hub, members] = await Promise.all(browsers.map((browser) => openPage(browser, address, script)));
	const name = `bench-${process.pid}-${++crowds}`;
	await hub.evaluate((kind, id, port) => bench.openHub(kind, id, port), kind, name, port);
	const crowd = new Crowd({ hub, members, kind, port, name, process: await processOf(hub) });
	await crowd.start();
	return crowd;
}

class Crowd {
	#count = 0;
	/** The resident set of the hub's process without any connection. */
	#bare;

	constructor(fields) {
		Object.assign(this, fields);
	}

	async start() {
		this.#bare = await this.#memory();
	}

	/** Connects until there are so many; resolves to how long that took for each. */
	async grow(count) {
		const ids = Array.from({ length: count - this.#count }, (_, i) => `${this.name}-${this.#count + i}`);
		await this.members.evaluate((kind, ids, port) => bench.openMembers(kind, ids, port), this.kind, ids, this.port);
		const begin = performance.now();
		await this.hub.evaluate((ids) => bench.connect(ids), ids);
		const time = performance.now() - begin;
		await this.members.evaluate((count) => bench.leaveServer(count), count);
		this.#count = count;
		return time / ids.length;
	}

	/**
	 * What the hub's page takes for its connections: bytes of memory, and percent of a
	 * core, which is looked at for so many milliseconds.
	 */
	async atRest(time) {
		const memory = (await this.#memory()) - this.#bare;
		// Until they are.
		await new Promise((resolve) => setTimeout(resolve, time / 2));
		return { memory, load: await loadOf(this.process, time) };
	}

	async #memory() {
		await this.hub.evaluate(() => bench.collect());
		return memoryOf(this.process);
	}

	/** Sends a small message to all. */
	async broadcast() {
		await this.members.evaluate((count) => bench.expect(count), this.#count);
		return this.hub.evaluate(() => bench.broadcast());
	}

	/** Sends so many small messages to the first, at once. */
	async queue(count) {
		await this.members.evaluate((count) => bench.expect(count), count);
		return this.hub.evaluate((count) => bench.queue(count), count);
	}

	async close() {
		await Promise.all([this.hub, this.members].map(closePage));
	}
}
