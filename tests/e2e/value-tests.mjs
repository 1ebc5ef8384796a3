// The tests of page/values.js for a list of pairs.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { describeWithWorld } from "../support/world.mjs";
import { VALUES } from "./page/values.js";
import { holds, isOurs } from "./pairs.mjs";
import { openTabs } from "./tabs.mjs";

const TIMEOUT = 60_000;

/** Declares the tests: a connection for each pair and serialization, on it all groups. */
export function testPairs(title, pairs) {
	const browsers = [...new Set(pairs.flatMap(({ connector, acceptor }) => [connector.browser, acceptor.browser]))];
	describeWithWorld(title, { browsers }, (world) => {
		for (const pair of pairs) {
			for (const [serialization, groups] of Object.entries(VALUES)) {
				if (!serialization.includes(process.env.ONLY ?? "")) continue;
				const skip = serialization === "none" && !isOurs(pair.connector) && "PeerJS 1.5.5 has no serialization none";
				describe(`${pair.name}, ${serialization}`, { skip }, () => testGroups(world, pair, serialization, groups));
			}
		}
	});
}

function testGroups(world, pair, serialization, groups) {
	let tabs;
	let link;
	before(async () => {
		tabs = await openTabs(world, pair);
		link = await tabs.link({ serialization, reliable: true });
	});
	after(() => tabs?.release());

	for (const [group, values] of Object.entries(groups)) {
		test(group, { timeout: TIMEOUT }, async () => {
			try {
				for (const direction of tabs.directions) await exchange(direction, group, values);
			} catch (error) {
				await tabs.keep(`e2e ${pair.name} ${serialization} ${group}`, error);
				throw error;
			}
		});
	}

	async function exchange({ name, sender, receiver, roles: [from, to] }, group, values) {
		const names = values.filter(({ by }) => holds(by, pair[from], pair[to])).map(({ name }) => name);
		const [, wrong] = await Promise.all([
			sender.run((...args) => end.sendGroup(...args), link, serialization, group, names),
			receiver.run((...args) => end.receiveGroup(...args), link, serialization, group, names),
		]);
		assert.deepEqual(wrong, [], `${name}: values that did not arrive as they should`);
		assert.deepEqual(await receiver.run(() => end.uncaught()), [], `${name}: uncaught errors at the receiver`);
	}
}
