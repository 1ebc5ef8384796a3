// What runs a table of behaviours between all pairs in one browser.
//
// By name: `run(tabs)`, and `by` where PeerJS does it wrong: whose being ours
// repairs it, as in page/values.js. The connector counts as the sender.
//
// `turned`: runs once more with the ends turned, `connector` being the one who was
// called, and counting as the sender as before.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { BROWSER } from "../support/environment.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { holds, PAIRS } from "./pairs.mjs";
import { withTabs } from "./tabs.mjs";

const TIMEOUT = 60_000;

/** `options` are those of the Peers. `ONLY` selects behaviours by a part of their name. */
export function describeBehaviours(title, behaviours) {
	describeWithWorld(`${title} in ${BROWSER}`, (world) => {
		for (const pair of PAIRS) {
			describe(pair.name, () => {
				const { connector, acceptor } = pair;
				for (const [name, { run, by, options, turned }] of Object.entries(behaviours)) {
					declare(name, run, holds(by, connector, acceptor));
					if (turned) declare(`${name}, by the one who was called`, (tabs) => run(turn(tabs)), holds(by, acceptor, connector));

					function declare(name, run, isRight) {
						if (!name.includes(process.env.ONLY ?? "")) return;
						test(name, { timeout: TIMEOUT, skip: !isRight && "PeerJS 1.5.5 does it wrong" }, () => check(pair, name, run, options));
					}
				}
			});
		}

		function check(pair, name, run, options) {
			const whole = async (tabs) => {
				await run(tabs);
				for (const tab of [tabs.connector, tabs.acceptor]) assert.deepEqual(await tab.run(() => end.uncaught()), []);
			};
			return withTabs(world, pair, `e2e ${BROWSER} ${pair.name} ${name}`, whole, { peer: options });
		}
	});
}

/** The same tabs, each in the other's place. */
function turn(tabs) {
	return Object.create(tabs, { connector: { value: tabs.acceptor }, acceptor: { value: tabs.connector } });
}
