// Everything a test file needs, started once: a browser, the page server, the
// signalling servers, and a pool of tabs.

import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe } from "node:test";

import { launch } from "./browser.mjs";
import { ARTIFACTS, BROWSER, requireLibrary } from "./environment.mjs";
import { startPageServer } from "./page-server.mjs";
import { freshPeerServer, peerServer, stopPeerServers } from "./peer-server.mjs";
import { startScriptedServer } from "./scripted-server.mjs";

/**
 * `describe(title, options?, declare)` with a world of its own, which `declare` gets;
 * it is started before the first test. `options` may name the `browsers`, and how to
 * `launch` them.
 */
export function describeWithWorld(title, ...rest) {
	const declare = rest.pop();
	const { browsers, launch, ...options } = rest.pop() ?? {};
	describe(title, options, () => {
		const world = new World(browsers, launch);
		before(() => {
			requireLibrary();
			return world.start();
		});
		after(() => world.close());
		declare(world);
	});
}

/** A world for what is no test; `options` are those of `launch`. */
export async function startWorld(options) {
	const world = new World([BROWSER], options);
	await world.start();
	return world;
}

class World {
	#kinds;
	#launch;
	#runs = 0;
	#idle = new Map();
	/** By kind. */
	browsers = new Map();

	/** `kinds` of browsers: the one under test unless named. `options` are those of `launch`. */
	constructor(kinds = [BROWSER], options = {}) {
		this.#kinds = kinds;
		this.#launch = options;
		// No two processes give their runs the same names.
		this.prefix = `r${process.pid.toString(36)}`;
	}

	async start() {
		const browsers = this.#kinds.map(async (kind) => {
			this.#idle.set(kind, []);
			this.browsers.set(kind, await launch(kind, this.#launch));
		});
		[this.pages, this.scripted, this.closedPort] = await Promise.all([startPageServer(), startScriptedServer(), findClosedPort(), ...browsers]);
	}

	/** A tab of a browser with a library loaded; give it back with `release`. */
	async open(lib, { browser = this.#kinds[0], scripts = [], path, query } = {}) {
		const page = this.#idle.get(browser).pop() ?? (await this.#newPage(browser));
		page.log.length = 0;
		await page.goto(path ? `${this.pages.origin}${path}` : this.pages.page(lib, scripts, query));
		return page;
	}

	async #newPage(browser) {
		const page = await this.browsers.get(browser).newPage();
		page.kind = browser;
		/** Console output and uncaught errors of the page, for the artifacts. */
		page.log = [];
		page.on("console", (message) => page.log.push(`${message.type()}: ${message.text()}`));
		page.on("pageerror", (error) => page.log.push(`uncaught: ${error}`));
		return page;
	}

	release(page) {
		if (!page.isClosed()) this.#idle.get(page.kind).push(page);
	}

	/** What a run in a page is told: its name and its servers' ports. */
	async setup({ server, fresh = false } = {}) {
		server = { allow_discovery: true, ...server };
		return {
			run: `${this.prefix}x${++this.#runs}`,
			server,
			port: await (fresh ? freshPeerServer(server) : peerServer(server)),
			scriptedPort: this.scripted.port,
			closedPort: this.closedPort,
		};
	}

	/** Keeps what is known of a failure: a log, and a screenshot of each page. */
	async keep(name, text, pages = []) {
		const base = join(ARTIFACTS, name.replace(/[^A-Za-z0-9]+/g, "-"));
		await mkdir(ARTIFACTS, { recursive: true });
		const logs = pages.map((page) => `--- console of ${page.url()} (${page.kind})\n${page.log.join("\n")}\n`);
		await writeFile(`${base}.log`, [text, ...logs].join("\n\n"));
		for (const [index, page] of pages.entries()) {
			await screenshot(page, `${base}-${index + 1}.png`);
		}
	}

	async close() {
		await Promise.all([...this.browsers.values()].map((browser) => browser.close()));
		this.pages?.close();
		this.scripted?.close();
		await stopPeerServers();
	}
}

/** A screenshot, if the tab gives one in time: a tab in the background may never do. */
async function screenshot(page, path) {
	if (page.isClosed()) return;
	const shot = page.bringToFront().then(() => page.screenshot({ path }));
	const giveUp = new Promise((resolve) => setTimeout(resolve, 5_000).unref());
	await Promise.race([shot, giveUp]).catch(() => {});
}

/** A loopback port where nobody listens. */
async function findClosedPort() {
	const server = createServer();
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address();
	await new Promise((resolve) => server.close(resolve));
	return port;
}
