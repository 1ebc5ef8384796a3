// PeerJS's own examples, as pages that know nothing of the tests: the snippets of
// its guide and README, unchanged but for the server, seen through their console.

import assert from "node:assert/strict";
import { before, test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { peerServer } from "../support/peer-server.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { PAIRS } from "./pairs.mjs";

const TIMEOUT = 60_000;

/** How long a page may take to log what is waited for: less, so that what it did log is told. */
const PATIENCE = 20_000;

describeWithWorld(`examples in ${BROWSER}`, (world) => {
	let port;
	before(async () => {
		port = await peerServer();
	});

	for (const pair of PAIRS) {
		example(`guide, ${pair.name}`, async (open) => {
			const acceptor = await open(pair.acceptor, "guide.html", { port });
			const [, dest] = await logged(acceptor, /^log: My peer ID is: (.+)/);
			const connector = await open(pair.connector, "guide.html", { port, dest });

			await Promise.all([logged(connector, /Received/), logged(acceptor, /Received/)]);
			await connector.evaluate(() => conn.close());
			await Promise.all([logged(connector, /Closed/), logged(acceptor, /Closed/)]);

			for (const page of [acceptor, connector]) {
				assert.deepEqual(page.log.slice(1), ["log: Received Hello!", "log: Closed"]);
			}
		});

		example(`README, ${pair.name}`, async (open) => {
			const dest = `${pair.name.replaceAll(" ", "-")}-acceptor`;
			const acceptor = await open(pair.acceptor, "readme.html", { port, id: dest });
			await logged(acceptor, /open/);
			const connector = await open(pair.connector, "readme.html", { port, id: `${pair.name} connector`, dest });

			await Promise.all([logged(connector, /hello!/), logged(acceptor, /hi!/)]);
			assert.deepEqual(acceptor.log, ["log: open", "log: hi!"]);
			assert.deepEqual(connector.log, ["log: open", "log: hello!"]);
		});
	}

	/** A test whose pages are given back, and shown when it fails. */
	function example(name, run) {
		test(name, { timeout: TIMEOUT }, async () => {
			const pages = [];
			const open = async ({ lib }, file, query) => {
				const search = new URLSearchParams({ lib: lib === "ours" ? LIB : lib, ...query });
				pages.push(await world.open(lib, { path: `/e2e/${file}?${search}` }));
				return pages.at(-1);
			};
			try {
				await run(open);
			} catch (error) {
				await world.keep(`e2e ${BROWSER} ${name}`, error.stack, pages);
				const logs = pages.map((page) => `${page.url()}: ${JSON.stringify(page.log)}`);
				throw new Error([error.message, ...logs].join("\n"), { cause: error });
			} finally {
				pages.forEach((page) => world.release(page));
			}
		});
	}
});

/** Resolves to the match when the page has logged such a line. */
async function logged(page, pattern) {
	const late = Date.now() + PATIENCE;
	while (Date.now() < late) {
		const next = new Promise((resolve) => {
			page.once("console", resolve);
			setTimeout(resolve, late - Date.now());
		});
		const line = page.log.find((line) => pattern.test(line));
		if (line) return pattern.exec(line);
		await next;
	}
	throw new Error(`${page.url()} has not logged ${pattern}`);
}
