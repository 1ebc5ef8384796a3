// Networks that lose, delay and reorder packets, and that are cut: what is sent
// arrives whole, or each side is told, once. The browsers are in network namespaces
// of their own.
//
//   ONLY=cut          only networks whose name contains it
//   TCP_RETRIES=15    as often as Linux does unless told, in the place of 3

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { BROWSER, LIB, requireLibrary } from "../support/environment.mjs";
import { startNetwork, unavailable } from "../support/network/index.mjs";
import { acknowledgedHasCome, UNDER_WAY } from "./acknowledged.mjs";
import { connectionTold, peerTold, toldNoMore } from "./told.mjs";

const TIMEOUT = 1_800_000;
const MEGABYTE = 1 << 20;
/** Of the numbered messages, how many go ahead of the large one, and behind it. */
const HALF = 1_000;
/**
 * How often a host's TCP repeats what is not acknowledged, before it gives up. Linux
 * has 15 unless set, with which it takes a quarter of an hour.
 */
const TCP_RETRIES = Number(process.env.TCP_RETRIES ?? 3);

/** How often the Peers tell the server that they live, and how long it waits for that, in milliseconds. */
const PING_INTERVAL = 500;
const ALIVE_TIMEOUT = 15_000;

/** How many times as long as is documented, in seconds, a busy machine may take. */
const MARGIN = 2;
const LINK_IS_CUT = { chromium: 16, firefox: 33 }[BROWSER];
const REST_HAS_COME = { chromium: 28, firefox: 18 }[BROWSER];
/** So much may be on its way when the channel has sent it, in bytes: the most that Chromium's SCTP takes. */
const SCTP_WINDOW = 5 * MEGABYTE;
/** A system waits for 0.2 s at first, then for twice as long each time, but for no more than two minutes. */
const TCP_GIVES_UP = Array.from({ length: TCP_RETRIES + 2 }, (_, n) => Math.min(0.2 * 2 ** n, 120)).reduce((sum, time) => sum + time);

const LOST = ['error Error "network" "Lost connection to server."', "disconnected"];
const failed = (id) => `error Error "negotiation-failed" "Negotiation of connection to ${id} failed."`;

const NETWORKS = {
	"2 % of all packets are lost": {
		alter: (network) => network.lose(0.02),
		run: arrives(4 * MEGABYTE),
		shows: ({ lost }) => lost > 0,
	},

	"5 % of all packets are lost": {
		alter: (network) => network.lose(0.05),
		run: arrives(4 * MEGABYTE),
		shows: ({ lost }) => lost > 0,
	},

	"packets take 50 ms, and up to 20 more": {
		alter: (network) => network.delay(50, 20),
		run: arrives(MEGABYTE),
		shows: ({ overtaken }) => overtaken > 0,
	},

	"packets take 50 ms, and up to 20 more, or are lost, 2 %": {
		alter: (network) => Promise.all([network.delay(50, 20), network.lose(0.02)]),
		run: arrives(MEGABYTE / 4),
		shows: ({ lost, overtaken }) => lost > 0 && overtaken > 0,
	},

	"5 % of all packets are lost, and so are messages that may be": {
		oursOnly: true,
		alter: (network) => network.lose(0.05),
		async run({ tabs, report }) {
			const [connector, acceptor] = tabs;
			await link(tabs, { maxRetransmits: 0 });
			await connector.run((count) => networks.send(0, 0, count), 2 * HALF);
			// As the last ones may be lost, they are sent until one has come.
			do await connector.run(() => end.connections[0].send("the end"));
			while (!(await acceptor.run(async () => (await end.events(0, 0)).includes('data "the end"'))));
			const { come, others } = await acceptor.run((count) => networks.survey(0, count), 2 * HALF);
			report(`${come} of ${2 * HALF} messages have come`);
			// How many is up to the machine as well, which was seen to lose more than half.
			assert.ok(come > 0 && come < 2 * HALF, `${come} have come`);
			// All are as they were sent, and none came twice.
			assert.deepEqual(new Set(others), new Set(["open", 'data "the end"']));
		},
		shows: ({ lost }) => lost > 0,
	},

	"the link is cut in a transfer": {
		oursOnly: true,
		async run(scene) {
			const [connector, acceptor] = scene.tabs;
			await link(scene.tabs, { reliable: true });
			await connector.run((size) => networks.sendAsync(0, size), 64 * MEGABYTE);
			await acceptor.run(() => networks.begun(0));
			await isCut(scene);
			assert.equal(await connector.run(() => networks.sent), "connection-closed");
		},
	},

	"the link is cut while messages are acknowledged": {
		oursOnly: true,
		async run(scene) {
			const [connector, acceptor] = scene.tabs;
			await link(scene.tabs, { reliable: true });
			await acceptor.run(() => numbered.receive(0));
			await connector.run(() => numbered.send(0));
			await acceptor.run((count) => numbered.flows(count), UNDER_WAY);
			await isCut(scene);
			const missing = await acknowledgedHasCome(connector, await acceptor.run(() => numbered.come), scene.report);
			assert.ok(missing <= SCTP_WINDOW, `${missing} bytes of what is acknowledged are missing`);
		},
	},

	"the link is cut while nothing is on its way": {
		oursOnly: true,
		async run(scene) {
			await link(scene.tabs, { reliable: true });
			await isCut(scene);
		},
	},

	"the link is cut in a transfer, and comes back": {
		oursOnly: true,
		async run({ tabs, network, report }) {
			const [connector, acceptor] = tabs;
			await link(tabs, { reliable: true });
			await connector.run((size) => networks.sendAsync(0, size), 64 * MEGABYTE);
			await acceptor.run(() => networks.begun(0));
			await network.cut();
			await acceptor.run(() => networks.startTime());
			await acceptor.run(() => networks.notices(0));
			await network.restore();
			const { events, took } = await acceptor.run(() => networks.ended(0, 2));
			report(`the rest comes after ${(took / 1000).toFixed(1)} s`);
			assert.ok(took < MARGIN * REST_HAS_COME * 1000, `after ${took} ms`);
			assert.deepEqual(events, ["open", await connector.run((size) => `data ${harness.describe(end.pattern(size))}`, 64 * MEGABYTE)]);
			assert.equal(await connector.run(() => networks.sent), "sent");
			assert.deepEqual(await connector.run(() => end.events(0, 0)), ["open"]);
		},
	},

	"the link to the server is cut": {
		oursOnly: true,
		alter: (network) => network.tune("ipv4/tcp_retries2", TCP_RETRIES),
		async run({ tabs, network, report }) {
			await link(tabs, { reliable: true });
			await network.cutServer();
			for (const tab of tabs) await tab.run(() => networks.startTime());
			// What a Peer sends is not acknowledged, until its system gives up.
			for (const [i, { events, took }] of (await both(tabs, () => networks.told(2))).entries()) {
				peerTold(tabs[i], events, LOST);
				report(`seen after ${(took / 1000).toFixed(1)} s`);
				assert.ok(took < MARGIN * TCP_GIVES_UP * 1000, `seen after ${took} ms`);
			}
			const [connector, acceptor] = tabs;
			await connector.run(() => networks.send(0, 0, 1));
			await acceptor.run(() => end.messages(0, 1));
			assert.deepEqual(await acceptor.run(() => networks.survey(0, 1)), { come: 1, others: ["open"] });
			await network.restore();
			// To a Peer that it takes for connected, a PeerServer says nothing.
			for (const [i, name] of ["connector", "acceptor"].entries()) await tabs[i].run((name) => end.freed(name), name);
			for (const tab of tabs) {
				await tab.run(() => end.peer.reconnect());
				peerTold(tab, await tab.run(() => faults.told(3)), [...LOST, "open"]);
			}
		},
	},
};

/** Each side is told once that nothing comes through any more. */
async function isCut({ tabs, network, report }) {
	await network.cut();
	await both(tabs, () => networks.startTime());
	const seen = await both(tabs, () => networks.closed(0));
	for (const [i, { events, took }] of seen.entries()) {
		connectionTold(tabs[i], 0, events, ["open", failed(tabs[1 - i].id), "close"]);
		report(`${tabs[i].id} sees it after ${(took / 1000).toFixed(1)} s`);
		assert.ok(took < MARGIN * LINK_IS_CUT * 1000, `seen after ${took} ms`);
	}
}

/**
 * On a network that is well again the same Peers connect, and so do new ones of each
 * page; the old connections have no more to tell.
 */
async function startAgain({ tabs, network }) {
	await network.restore();
	const before = await both(tabs, data);
	await link(tabs, { reliable: true });
	// The server may still have the ids of the one page when the other takes its own.
	for (const [i, tab] of tabs.entries()) await tab.run((setup) => stillWorks(harness.begin(setup)), { ...tab.setup, run: `${tab.setup.run}again${i}` });
	for (const tab of tabs) await toldNoMore(tab);
	assert.deepEqual(await both(tabs, data), before);
}

/** How many messages the first connection of a tab has brought. */
const data = async () => (await end.events(0, 0)).filter((event) => event.startsWith("data ")).length;

const both = (tabs, action) => Promise.all(tabs.map((tab) => tab.run(action)));

/** All that is sent arrives, in order, both ways at once. */
function arrives(size) {
	return async ({ tabs }) => {
		await link(tabs, { reliable: true });
		for (const tab of tabs) {
			await tab.run(async (half, size) => {
				await networks.send(0, 0, half);
				networks.sendBytes(0, size);
				await networks.send(0, half, 2 * half);
			}, HALF, size);
		}
		for (const tab of tabs) assert.deepEqual(await tab.run((...counts) => networks.differs(0, ...counts), HALF, size, HALF), []);
	};
}

/** One more connection between the tabs, open at both ends; resolves to its number. */
async function link([connector, acceptor], options) {
	const index = await connector.run(() => end.connections.length);
	await connector.run((id, options) => end.connect(id, options), acceptor.id, options);
	await Promise.all([connector, acceptor].map((tab) => tab.run((index) => end.opened(index), index)));
	return index;
}

const missing = unavailable();

// Where everything is to be tested, nothing is left out without a word.
describe(`networks in ${BROWSER}`, { skip: !process.env.CI && missing }, () => {
	let network;
	let runs = 0;
	before(async () => {
		if (missing) throw new Error(missing);
		requireLibrary();
		network = await startNetwork({ server: { alive_timeout: ALIVE_TIMEOUT } });
	});
	after(() => network?.close());

	for (const [name, one] of Object.entries(NETWORKS)) {
		if (!name.includes(process.env.ONLY ?? "")) continue;
		test(name, { timeout: TIMEOUT, skip: one.oursOnly && LIB === "peerjs" && "not PeerJS's" }, (t) => check(t, name, one));
	}

	async function check(t, name, { alter, run, shows }) {
		const report = (text) => t.diagnostic(`${name}: ${text}`);
		const scripts = ["/e2e/networks.js", "/e2e/faults.js", "/e2e/numbered.js", "/e2e/still-works.js"];
		try {
			const tabs = await network.openTabs(`network${++runs}`, { peer: { pingInterval: PING_INTERVAL }, scripts });
			await both(tabs, () => faults.watch());
			await alter?.(network);
			const since = performance.now();
			await run({ tabs, network, report });
			const count = await network.count();
			report(`${((performance.now() - since) / 1000).toFixed(1)} s, ${JSON.stringify(count)}`);
			if (shows) assert.ok(shows(count), `the network did ${JSON.stringify(count)}`);
			await startAgain({ tabs, network });
		} catch (error) {
			await network.keep(`networks ${BROWSER} ${name}`, error.stack);
			throw error;
		} finally {
			await network.restore();
		}
	}
});
