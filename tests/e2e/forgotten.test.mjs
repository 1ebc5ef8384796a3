// A Peer that the application has forgotten is collected when PeerJS's would be, and
// then some.

import assert from "node:assert/strict";
import { test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { describeWithWorld } from "../support/world.mjs";

const TIMEOUT = 60_000;

/** The states of page/forgotten.js in which a Peer is of use, or still waits for something. */
const ALIVE = [
	"open",
	"back at its server",
	"waiting for its id",
	"disconnected, with a connection",
	"disconnected, with a connection that is held",
];

/** Those in which PeerJS's is not collected, either. */
const ALIVE_IN_PEERJS = [
	// It connects when the id comes.
	"disconnected before its id came",
	// The connection is not closed.
	"disconnected, nobody had the id that it connected to",
];

describeWithWorld(`forgotten Peers in ${BROWSER}`, (world) => {
	for (const lib of new Set([LIB, "peerjs"])) {
		test(lib, { timeout: TIMEOUT }, async () => {
			const page = await world.open(lib, { scripts: ["/e2e/census.js", "/e2e/forgotten.js"] });
			try {
				const alive = lib === "peerjs" ? [...ALIVE, ...ALIVE_IN_PEERJS] : ALIVE;
				await page.evaluate((setup) => forgotten.begin(setup), await world.setup());
				const states = await page.evaluate(() => forgotten.states);
				const collected = states.filter((state) => !alive.includes(state));
				assert.deepEqual((await page.evaluate((collected) => forgotten.left(collected), collected)).sort(), alive.toSorted());
			} catch (error) {
				await world.keep(`forgotten ${BROWSER} ${lib}`, error.stack, [page]);
				throw error;
			} finally {
				world.release(page);
			}
		});
	}
});
