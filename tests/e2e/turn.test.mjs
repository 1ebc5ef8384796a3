// Where no direct way is allowed, data and calls go through a TURN server.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BROWSER } from "../support/environment.mjs";
import { startTurnServer } from "../support/turn-server.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { PAIRS } from "./pairs.mjs";
import { withTabs } from "./tabs.mjs";

const TIMEOUT = 60_000;
const RED = [200, 40, 40];
const BLUE = [40, 40, 200];

describeWithWorld(`relayed in ${BROWSER}`, (world) => {
	let turn;
	before(async () => {
		turn = await startTurnServer();
	});
	after(() => turn?.close());

	relayed("data", async ({ link, directions, connector, acceptor }) => {
		const index = await link({ reliable: true });
		for (const { sender, receiver } of directions) {
			await sender.run((index) => end.connections[index].send("x".repeat(100_000)), index);
			const [message] = await receiver.run((index) => end.messages(index, 1), index);
			assert.match(message, /^string\[100000\]/);
		}
		for (const tab of [connector, acceptor]) await goesByRelay(tab, () => route(end.connections[0]));
	});

	relayed("a call", async ({ connector, acceptor }) => {
		await acceptor.run((colour) => calls.expect(colour), BLUE);
		await connector.run((id, colour) => calls.start(id, colour), acceptor.id, RED);
		await Promise.all([connector.run((colour) => calls.sees(colour), BLUE), acceptor.run((colour) => calls.sees(colour), RED)]);
		for (const tab of [connector, acceptor]) await goesByRelay(tab, () => route(calls.current));
	});

	async function goesByRelay(tab, find) {
		assert.deepEqual(await tab.run(find), ["relay", "relay"]);
	}

	/** A test between all pairs, whose Peers may use nothing but the relay. */
	function relayed(name, run) {
		for (const pair of PAIRS) {
			test(`${name}, ${pair.name}`, { timeout: TIMEOUT }, () => {
				const config = { iceServers: [turn.iceServer], iceTransportPolicy: "relay" };
				const scripts = ["/e2e/calls.js", "/e2e/route.js"];
				return withTabs(world, pair, `turn ${BROWSER} ${name} ${pair.name}`, run, { peer: { config }, scripts });
			});
		}
	}
});
