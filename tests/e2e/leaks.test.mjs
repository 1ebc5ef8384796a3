// Peers, connections and calls that come and go leave nothing behind: all that is
// taken from the browser is given back, and their objects are collected.

import assert from "node:assert/strict";
import { test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { resident } from "../support/resident.mjs";
import { describeWithWorld } from "../support/world.mjs";

const TIMEOUT = 180_000;

/** More at once, and Chromium makes their sockets wait for seconds. */
const CROWD = 10;

/**
 * How much the heap may grow, in bytes for each Peer and its connection. A Peer alone
 * has ten times as much; what grows is code, which is compiled as it is used.
 */
const GROWTH = 200;

/** The same for all of the browser's memory where Blobs are cut off, which have 4 MB each. */
const MEMORY = 1 << 20;

const CONNECTIONS = [
	"Peers are destroyed",
	"Peers are destroyed while they connect",
	"connections are closed, then the Peers destroyed",
	"Peers are destroyed while they connect",
	"the server is lost, found again and left; connections are closed",
];

describeWithWorld(`leaks in ${BROWSER}`, (world) => {
	leaves("2,000 Peers with as many connections", {
		ways: CONNECTIONS,
		rounds: 200,
		collected: ["peers", "connections", "sockets", "peerConnections"],
	});

	leaves("100 Peers with as many connections of MsgPack", {
		ways: ["connections of MsgPack are closed, then the Peers destroyed"],
		rounds: 10,
		collected: ["peers", "connections", "sockets", "peerConnections"],
		grows: true,
	});

	leaves("100 Peers whose Blobs are cut off", {
		ways: ["connections are closed in the middle of a Blob"],
		rounds: 10,
		collected: ["peers", "connections", "sockets", "peerConnections"],
		grows: true,
		hasBlobs: true,
	});

	// Chromium keeps some of the RTCPeerConnections that have had media, whatever
	// the library, with what they take of the heap.
	leaves("100 Peers with as many calls", {
		ways: ["calls are answered and hung up"],
		rounds: 10,
		collected: ["peers", "connections", "sockets"],
		grows: true,
	});

	/** A test of crowds that end in these ways, one after the other. */
	function leaves(name, { ways, rounds, collected, grows = false, hasBlobs = false }) {
		test(name, { timeout: TIMEOUT }, async () => {
			const page = await world.open(LIB, { scripts: ["/e2e/census.js", "/e2e/crowd.js"] });
			const comeAndGo = async (from, to) => {
				for (let n = from; n < to; n++) {
					const inUse = await page.evaluate((way, size) => crowd.round(way, size), ways[n % ways.length], CROWD);
					assert.deepEqual(inUse, { peerConnections: 0, sockets: 0, timers: 0, listeners: 0 });
				}
				await page.evaluate((collected) => crowd.forgotten(...collected), collected);
				const inPage = await page.evaluate(() => ({ wasm: census.wasm, heap: census.heap }));
				return { ...inPage, memory: resident(world.browsers.get(BROWSER).process().pid) };
			};
			try {
				await page.evaluate((setup) => crowd.begin(setup), { ...(await world.setup()), lib: LIB });
				// What is made at its first uses is no leak: the first half does not count.
				const before = await comeAndGo(0, rounds / 2);
				const after = await comeAndGo(rounds / 2, rounds);
				if (LIB === "ours") assert.deepEqual(after.wasm, { memory: before.wasm.memory, slots: before.wasm.slots + 1 });
				const each = (unit) => (after[unit] - before[unit]) / ((rounds / 2) * CROWD);
				// NaN where the system does not tell.
				if (hasBlobs) assert.ok(!(each("memory") >= MEMORY), `the browser has grown by ${Math.round(each("memory"))} bytes for each Peer`);
				if (BROWSER === "chromium" && !grows) {
					const growth = each("heap");
					assert.ok(growth < GROWTH, `the heap has grown by ${Math.round(growth)} bytes for each Peer`);
				}
				assert.deepEqual(await page.evaluate(() => crowd.uncaught()), []);
			} catch (error) {
				await world.keep(`leaks ${BROWSER} ${name}`, error.stack, [page]);
				throw error;
			} finally {
				world.release(page);
			}
		});
	}
});
