// Chunks of a kilobyte that announce as much as the default limits allow: what the
// browser has set aside for them takes memory only where something is written to it.
// A page does not see that, but the system does.

import assert from "node:assert/strict";
import { test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { resident } from "../support/resident.mjs";
import { describeWithWorld } from "../support/world.mjs";

const TIMEOUT = 60_000;

/** What the browser may take for all that is announced, 6 GB: what it goes up and down by anyway. */
const MEMORY = 128 << 20;

const REFUSED = Array(4).fill("deserialization-failed");
/** Of five, one at a time is taken. */
const TAKEN = { told: REFUSED, held: [2_147_483_000] };
/** The same once that is stale, and told of. */
const LATER = { told: ["deserialization-failed", ...REFUSED], held: [2_147_483_000] };

describeWithWorld(`chunk bombs in ${BROWSER}`, (world) => {
	test("chunks that announce two gigabytes each", { timeout: TIMEOUT, skip: LIB === "peerjs" && "not PeerJS's" }, async (t) => {
		const page = await world.open(LIB, { scripts: ["/e2e/still-works.js", "/e2e/raw-peer.js", "/e2e/bombs.js"] });
		const memory = () => resident(world.browsers.get(BROWSER).process().pid);
		try {
			await page.evaluate((setup) => bombs.begin(setup), await world.setup());
			const before = memory();
			for (const [isLater, expected] of [[false, TAKEN], [true, LATER]]) {
				assert.deepEqual(await page.evaluate((isLater) => bombs.send(isLater), isLater), Array(3).fill(expected));
				const grown = memory() - before;
				t.diagnostic(`the browser has grown by ${grown} bytes`);
				// NaN where the system does not tell.
				assert.ok(!(grown >= MEMORY), `the browser has grown by ${grown} bytes`);
			}
			assert.deepEqual(await page.evaluate(() => bombs.end()), []);
		} catch (error) {
			await world.keep(`chunk bombs ${BROWSER}`, error.stack, [page]);
			throw error;
		} finally {
			world.release(page);
		}
	});
});
