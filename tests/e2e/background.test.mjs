// Pages in the background, whose timers the browser slows down: the server goes on
// hearing of them, and what is sent arrives.
//
//   DURATION=600      how many seconds they are there, 40 unless told: Chromium slows down more
//                     after five minutes

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";

import { BROWSER, LIB } from "../support/environment.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { PAIRS } from "./pairs.mjs";
import { openTabs } from "./tabs.mjs";
import { toldNoMore } from "./told.mjs";

const SECONDS = Number(process.env.DURATION ?? 40);
/** How long the server waits for a sign of life, in milliseconds: so that it would give up; and what it is unless set. */
const ALIVE_TIMEOUT = Math.min(SECONDS * 500, 90_000);
const SIZE = 16 << 20;

describeWithWorld(`background in ${BROWSER}`, { launch: { throttled: true } }, (world) => {
	test(`two pages that are connected, and one that is not, for ${SECONDS} s`, { timeout: SECONDS * 1000 + 300_000, skip: LIB === "peerjs" && "not PeerJS's" }, async (t) => {
		const server = { alive_timeout: ALIVE_TIMEOUT };
		const tabs = await openTabs(world, PAIRS[0], { server, scripts: ["/e2e/faults.js", "/e2e/still-works.js"] });
		const { connector, acceptor } = tabs;
		const lone = await openLone(server);
		const all = [connector.page, acceptor.page, lone];
		const front = await world.browsers.get(BROWSER).newPage();
		try {
			await tabs.link({ reliable: true });
			for (const page of all) await page.evaluate(() => faults.watch());
			await front.bringToFront();
			for (const page of all) await page.evaluate(() => harness.until(() => document.visibilityState === "hidden", "the page is hidden"));

			await connector.run((size) => void end.connections[0].send(end.pattern(size)), SIZE);
			const [first] = await acceptor.run(() => end.messages(0, 1));
			assert.equal(first, await connector.run((size) => harness.describe(end.pattern(size)), SIZE));
			const over = performance.now() + SECONDS * 1000;
			let slowest = 0;
			for (let n = 1; performance.now() < over; n++) {
				// The time is what is tested.
				await wait(1_000);
				const since = performance.now();
				await connector.run((n) => end.connections[0].send(n), n);
				const messages = await acceptor.run((n) => end.messages(0, n + 1), n);
				assert.equal(messages.at(-1), `${n}`);
				slowest = Math.max(slowest, performance.now() - since);
			}
			t.diagnostic(`a message takes ${slowest.toFixed(0)} ms at most`);

			for (const page of all) assert.deepEqual(await page.evaluate(() => [document.visibilityState, faults.events]), ["hidden", []]);
			const ids = await lone.evaluate(() => new Promise((resolve) => end.peer.listAllPeers(resolve)));
			for (const page of all) assert.ok(ids.includes(await page.evaluate(() => end.peer.id)), "the server has forgotten one");
			await tabs.link({ reliable: true });
			// Still in the background.
			for (const page of all) await page.evaluate((setup) => stillWorks(harness.begin(setup)), await world.setup({ server }));
			for (const tab of [connector, acceptor]) await toldNoMore(tab);
			for (const page of all) assert.deepEqual(await page.evaluate(() => [document.visibilityState, faults.events]), ["hidden", []]);
		} catch (error) {
			await world.keep(`background ${BROWSER}`, error.stack, all);
			throw error;
		} finally {
			await front.close();
			tabs.release();
			world.release(lone);
		}
	});

	/** A page whose Peer has nothing but its server. */
	async function openLone(server) {
		const page = await world.open(LIB, { scripts: ["/e2e/end.js", "/e2e/faults.js", "/e2e/still-works.js"] });
		await page.evaluate((setup) => end.open(setup, "lone"), await world.setup({ server }));
		return page;
	}
});
