// A page that stays open: connections, transfers, calls, drops and restarts of the
// server, and nothing grows. The first third of the time does not count; over the rest
// a line is laid through what is in use (least squares), which must not rise.
//
//   DURATION=300      how many seconds, 60 unless told; cargo xtask soak

import assert from "node:assert/strict";
import { test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { startMortalPeerServer } from "../support/peer-server.mjs";
import { resident } from "../support/resident.mjs";
import { describeWithWorld } from "../support/world.mjs";

const SECONDS = Number(process.env.DURATION ?? 60);
/** So many rounds, and the server is killed and comes back. */
const RESTART = 20;

/**
 * By how much the lines may rise over the rest of the time: what is counted by less than
 * one; memory by what it goes up and down by anyway, given the first value.
 */
const LIMITS = {
	peerConnections: () => 1,
	sockets: () => 1,
	timers: () => 1,
	listeners: () => 1,
	wasmMemory: () => 1,
	wasmSlots: () => 1,
	// The engine may still hold some of the last round.
	objects: () => 4,
	heap: () => 2 << 20,
	resident: (first) => first / 5,
};

describeWithWorld(`soak in ${BROWSER}`, (world) => {
	test(`${SECONDS} seconds`, { timeout: SECONDS * 1000 + 600_000, skip: LIB === "peerjs" && "not PeerJS's" }, async (t) => {
		const server = await startMortalPeerServer({ allow_discovery: true });
		const page = await world.open(LIB, { scripts: ["/e2e/census.js", "/e2e/soak.js"] });
		try {
			await page.evaluate((setup) => soak.begin(setup), { ...(await world.setup()), port: server.port });
			const samples = [];
			const start = performance.now();
			// A third of it, and enough to lay a line through, on a slow machine too.
			for (let n = 0; performance.now() - start < SECONDS * 1000 || samples.length < 30; n++) {
				if (n % RESTART === RESTART - 1) {
					await server.kill();
					await page.evaluate(() => soak.lost());
					await server.restart();
					await page.evaluate(() => soak.findServer());
				}
				await page.evaluate((n) => soak.round(n), n);
				const sample = await page.evaluate(() => soak.sample());
				// Taking one holds one value more.
				sample.wasmSlots -= n;
				sample.resident = resident(world.browsers.get(BROWSER).process().pid);
				samples.push(sample);
			}
			check(t, samples, (performance.now() - start) / 1000);
			assert.deepEqual(await page.evaluate(() => soak.uncaught()), []);
		} catch (error) {
			await world.keep(`soak ${BROWSER}`, error.stack, [page]);
			throw error;
		} finally {
			world.release(page);
			await server.kill();
		}
	});
});

function check(t, samples, took) {
	const rest = samples.slice(Math.ceil(samples.length / 3));
	t.diagnostic(`${samples.length} rounds in ${took.toFixed(0)} s`);
	const risen = [];
	for (const [name, limit] of Object.entries(LIMITS)) {
		const values = rest.map((sample) => sample[name]);
		// No browser tells all.
		if (values.includes(undefined)) continue;
		const total = rise(values) * values.length;
		t.diagnostic(`${name}: ${values[0]} to ${values.at(-1)}, the line rises by ${total.toFixed(2)}`);
		if (total >= limit(values[0])) risen.push(name);
	}
	assert.deepEqual(risen, []);
}

/** By how much the line rises from one value to the next. */
function rise(values) {
	const middle = (values.length - 1) / 2;
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	let product = 0;
	let square = 0;
	for (const [i, value] of values.entries()) {
		product += (i - middle) * (value - mean);
		square += (i - middle) ** 2;
	}
	return product / square;
}
