// A page that stays open: connections, transfers, calls, drops and restarts of the
// server, and nothing grows. The first third of the time does not count; over the rest
// a line is laid through what is in use (least squares), which must not rise.
//
// Of RTCPeerConnections that are closed and collected browsers keep some memory. So for
// a third of the time the page does after that what of a round is the browser's, without
// the library; and by how much a round of that raises the browser's memory, one of the
// library's may too.
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
	test(`${SECONDS} seconds`, { timeout: SECONDS * 2000 + 600_000, skip: LIB === "peerjs" && "not PeerJS's" }, async (t) => {
		const server = await startMortalPeerServer({ allow_discovery: true });
		const page = await world.open(LIB, { scripts: ["/e2e/census.js", "/e2e/floor.js", "/e2e/soak.js"] });
		try {
			await page.evaluate((setup) => soak.begin(setup), { ...(await world.setup()), port: server.port });
			let taken = 0;
			const sample = async () => {
				const sample = await page.evaluate(() => soak.sample());
				// Taking one holds one value more.
				sample.wasmSlots -= taken++;
				sample.resident = resident(world.browsers.get(BROWSER).process().pid);
				return sample;
			};
			const samples = await during(t, "rounds", SECONDS, 30, async (n) => {
				if (n % RESTART === RESTART - 1) {
					await server.kill();
					await page.evaluate(() => soak.lost());
					await server.restart();
					await page.evaluate(() => soak.findServer());
				}
				await page.evaluate((n) => soak.round(n), n);
				return sample();
			});
			const floor = await during(t, "rounds without the library", SECONDS / 3, 20, async (n) => {
				await page.evaluate((n) => soak.floor(n), n);
				return sample();
			});
			check(t, samples, floor);
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

/** What `round` resolves to, for so many seconds; enough to lay a line through, on a slow machine too. */
async function during(t, what, seconds, least, round) {
	const found = [];
	const start = performance.now();
	while (performance.now() - start < seconds * 1000 || found.length < least) found.push(await round(found.length));
	t.diagnostic(`${found.length} ${what} in ${((performance.now() - start) / 1000).toFixed(0)} s`);
	return found;
}

function check(t, samples, floor) {
	const risen = [];
	for (const [name, limit] of Object.entries(LIMITS)) {
		const values = lastOf(samples, name);
		// No browser tells all.
		if (values.includes(undefined)) continue;
		const total = rise(values) * values.length;
		const own = name === "resident" ? Math.max(0, rise(lastOf(floor, name))) * values.length : 0;
		const ofThat = own > 0 ? `, of that the browser's own ${own.toFixed(2)}` : "";
		t.diagnostic(`${name}: ${values[0]} to ${values.at(-1)}, the line rises by ${total.toFixed(2)}${ofThat}`);
		if (total - own >= limit(values[0])) risen.push(name);
	}
	assert.deepEqual(risen, []);
}

/** What counts of the values of a name. */
const lastOf = (samples, name) => samples.slice(Math.ceil(samples.length / 3)).map((sample) => sample[name]);

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
