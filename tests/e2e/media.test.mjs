// Calls with real media: what one end shows and plays, the other sees and hears.

import assert from "node:assert/strict";
import { test } from "node:test";

import { BROWSER } from "../support/environment.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { isOurs, PAIRS } from "./pairs.mjs";
import { withTabs } from "./tabs.mjs";

const TIMEOUT = 60_000;

const RED = [200, 40, 40];
const GREEN = [40, 180, 40];
const BLUE = [40, 40, 200];

/** By name: what happens in a call. `by`: who must be ours for it. */
const CALLS = {
	"both see and hear each other; the caller hangs up": {
		async run({ caller, callee }) {
			await start(caller, callee, RED, BLUE);
			await Promise.all([receives(caller, BLUE), receives(callee, RED)]);
			await caller.run(() => calls.close());
			await ended(caller, callee);
		},
	},

	"only the caller shows something; the callee hangs up": {
		async run({ caller, callee }) {
			await start(caller, callee, RED);
			await receives(callee, RED);
			assert.equal(await caller.run(() => calls.current.remoteStream), undefined);
			await callee.run(() => calls.close());
			for (const tab of [caller, callee]) await tab.run(() => calls.events("close"));
		},
	},

	"another track is shown in the place of the first": {
		async run({ caller, callee }) {
			await start(caller, callee, RED, BLUE);
			await Promise.all([receives(caller, BLUE), receives(callee, RED)]);
			await caller.run((colour) => calls.showInstead(colour), GREEN);
			await callee.run((colour) => calls.sees(colour), GREEN);
			await callee.run((colour) => calls.showInstead(colour), GREEN);
			await caller.run((colour) => calls.sees(colour), GREEN);
		},
	},

	"the caller's tab is closed": {
		by: "caller",
		async run({ caller, callee }) {
			await start(caller, callee, RED, BLUE);
			await Promise.all([receives(caller, BLUE), receives(callee, RED)]);
			for (const tab of [caller, callee]) await tab.run(() => calls.events("willCloseOnRemote"));
			await caller.page.close();
			await callee.run(() => calls.events("close"));
		},
	},
};

/** Calls, and is answered; with media of these colours. */
async function start(caller, callee, ours, theirs) {
	await callee.run((colour) => calls.expect(colour), theirs);
	await caller.run((id, colour) => calls.start(id, colour), callee.id, ours);
}

async function receives(tab, colour) {
	await tab.run((colour) => calls.sees(colour), colour);
	await tab.run(() => calls.hears());
}

/** Both ends were told of all that there was, once. */
async function ended(...tabs) {
	for (const tab of tabs) {
		const events = await tab.run(() => calls.events("close"));
		assert.deepEqual([...new Set(events)], ["close", "stream", "willCloseOnRemote"]);
	}
}

describeWithWorld(`calls in ${BROWSER}`, (world) => {
	for (const pair of PAIRS) {
		for (const [name, { run, by }] of Object.entries(CALLS)) {
			if (!name.includes(process.env.ONLY ?? "")) continue;
			const skip = by === "caller" && !isOurs(pair.connector) && "PeerJS 1.5.5 leaves without a word";
			test(`${pair.name}: ${name}`, { timeout: TIMEOUT, skip }, () => check(pair, name, run));
		}
	}

	function check(pair, name, run) {
		const whole = async ({ connector, acceptor }) => {
			await run({ caller: connector, callee: acceptor });
			for (const tab of [connector, acceptor]) {
				if (!tab.page.isClosed()) assert.deepEqual(await tab.run(() => end.uncaught()), []);
			}
		};
		return withTabs(world, pair, `call ${BROWSER} ${pair.name} ${name}`, whole, { scripts: ["/e2e/calls.js"] });
	}
});
