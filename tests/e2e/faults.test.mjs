// Faults of networks, servers and pages, with real parts: what each side sees, once,
// and after how long; then the page that is left starts again. The table in
// docs/reliability.md says what is measured here, and how soon: a busy machine may take
// twice as long.
//
//   ONLY=TURN       only faults whose name contains it

import assert from "node:assert/strict";
import { test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { startMortalPeerServer } from "../support/peer-server.mjs";
import { startTcpProxy } from "../support/tcp-proxy.mjs";
import { startTurnServer } from "../support/turn-server.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { acknowledgedHasCome, UNDER_WAY } from "./acknowledged.mjs";
import { PAIRS } from "./pairs.mjs";
import { withTabs } from "./tabs.mjs";
import { connectionTold, NOTICED_AT_ONCE, peerTold, toldNoMore } from "./told.mjs";

const TIMEOUT = 90_000;
/** How many times as long as is documented a busy machine may take. */
const MARGIN = 2;

/** After how many milliseconds it is seen, as documented. */
const AT_ONCE = 1_000;
const ICE_FAILS = { chromium: 15_000, firefox: 11_000 }[BROWSER];
const TURN_IS_GONE = { chromium: 16_000, firefox: 30_000 }[BROWSER];
/** A tab that is gone without a word. */
const TAB_IS_GONE = { chromium: 19_000, firefox: 33_000 }[BROWSER];

const LOST = ['error Error "network" "Lost connection to server."', "disconnected"];
const CLOSED = 'error Error "connection-closed" "The connection was closed in the middle of a message."';
const failed = (id) => `error Error "negotiation-failed" "Negotiation of connection to ${id} failed."`;

const FAULTS = {
	"the server is killed while all is open": {
		async run({ tabs, server, restarts, report }) {
			await losesServer(tabs, server, report);
			await delivers(tabs, 0);
			await server.restart();
			await restarts(tabs);
		},
	},

	"the server is killed in the middle of negotiation": {
		async run({ tabs, server, restarts, report }) {
			// The answer finds no server any more.
			await tabs.acceptor.run(() => faults.hold());
			await tabs.connector.run((id) => end.connect(id), tabs.acceptor.id);
			await tabs.acceptor.run(() => faults.held());
			await losesServer(tabs, server, report);
			await delivers(tabs, 0);
			await tabs.connector.run(() => end.connections[1].close());
			await tabs.acceptor.run(() => faults.release());
			await server.restart();
			await restarts(tabs);
			for (const tab of [tabs.connector, tabs.acceptor]) connectionTold(tab, 1, await tab.run(() => end.events(1, 0)), []);
		},
	},

	"the server's sockets are half-open": {
		// The server hears of a Peer several times before it would give it up.
		server: { alive_timeout: 2_000 },
		peer: { pingInterval: 200 },
		async run({ tabs, proxy }) {
			const { connector, acceptor } = tabs;
			proxy.pull();
			// The server gives up whom it does not hear of; nobody can tell the Peers.
			for (const [tab, name] of [[connector, "connector"], [acceptor, "acceptor"]]) await tab.run((name) => end.freed(name), name);
			await delivers(tabs, 0);
			for (const tab of [connector, acceptor]) {
				assert.deepEqual(await tab.run(() => [faults.events, end.peer.open]), [[], true]);
				await tab.run(() => (end.peer.disconnect(), end.peer.reconnect()));
				peerTold(tab, await tab.run(() => faults.told(2)), ["disconnected", "open"]);
			}
			await links(tabs);
		},
	},

	"ICE that fails": {
		async run({ tabs, report }) {
			const { connector, acceptor } = tabs;
			for (const tab of [connector, acceptor]) await tab.run(() => faults.loseCandidates());
			// The handler is the application's.
			await acceptor.run(() => end.peer.once("connection", ({ peerConnection }) => (peerConnection.onconnectionstatechange = () => {})));
			await connector.run((id) => end.connect(id), acceptor.id);
			await sees(tabs, report, 1, () => faults.ended(1, 1, performance.now()), (other) => [failed(other.id)], ICE_FAILS);
			for (const tab of [connector, acceptor]) await tab.run(() => faults.release());
			await links(tabs);
		},
	},

	"the TURN server is killed in a transfer": {
		turn: true,
		async run({ tabs, turn, report }) {
			const { connector, acceptor } = tabs;
			await transfer(tabs);
			for (const tab of [connector, acceptor]) await tab.run(() => (window.since = performance.now()));
			await turn.close();
			await sees(tabs, report, 0, () => faults.ended(0, 3, since), (other) => ["open", failed(other.id), "close"], TURN_IS_GONE);
		},
	},

	"a tab is closed in a transfer": {
		async run({ tabs, report }) {
			const { connector, acceptor } = tabs;
			await transfer(tabs);
			const since = await acceptor.run(() => performance.now());
			await connector.page.close();
			const { events, took } = await acceptor.run((since) => faults.ended(0, 3, since), since);
			// The last packet of a page may be lost with it, on a busy machine.
			const [cause, documented] = took < NOTICED_AT_ONCE ? [CLOSED, AT_ONCE] : [failed(connector.id), TAB_IS_GONE];
			connectionTold(acceptor, 0, events, ["open", cause, "close"]);
			report(acceptor, took, documented);
		},
	},

	"a tab crashes in a transfer": {
		only: "chromium",
		async run({ tabs, report }) {
			const { connector, acceptor } = tabs;
			await transfer(tabs);
			const since = await acceptor.run(() => performance.now());
			// It never answers.
			connector.page.goto("chrome://crash").catch(() => {});
			const { events, took } = await acceptor.run((since) => faults.ended(0, 3, since), since);
			connectionTold(acceptor, 0, events, ["open", failed(connector.id), "close"]);
			report(acceptor, took, TAB_IS_GONE);
			tabs.connector.gone = true;
		},
	},

	"a tab is frozen in a transfer": {
		only: "chromium",
		async run({ tabs }) {
			const { connector, acceptor } = tabs;
			await transfer(tabs);
			const session = await connector.page.createCDPSession();
			await session.send("Page.setWebLifecycleState", { state: "frozen" });
			// What the channel holds still comes; then it stands still, and the connection stays.
			await acceptor.run(() => faults.standsStill(0));
			assert.deepEqual(await acceptor.run(() => end.events(0, 0)), ["open"]);
			await session.send("Page.setWebLifecycleState", { state: "active" });
			const [message] = await acceptor.run(() => end.messages(0, 1));
			assert.match(message, /^Uint8Array\[67108864\]/);
			await delivers(tabs, 0, 1);
			// Chromium ends the WebSockets of a page that it freezes.
			peerTold(connector, await connector.run(() => faults.told(2)), LOST);
			await connector.run(() => end.peer.reconnect());
			peerTold(connector, await connector.run(() => faults.told(3)), [...LOST, "open"]);
		},
	},

	"a tab is closed while messages are sent to it": {
		async run({ tabs, report, note }) {
			const { connector, acceptor } = tabs;
			await acceptor.run(() => numbered.receive(0, { tells: true }));
			await connector.run(() => (numbered.hear(0), numbered.send(0)));
			await connector.run((count) => numbered.flows(count), UNDER_WAY);
			const since = await connector.run(() => performance.now());
			await acceptor.page.close();
			const { events, took } = await connector.run((since) => faults.closed(0, since), since);
			const [causes, documented] = took < NOTICED_AT_ONCE ? [[], AT_ONCE] : [[failed(acceptor.id)], TAB_IS_GONE];
			connectionTold(connector, 0, events, ["open", ...causes, "close"]);
			report(connector, took, documented);
			await acknowledgedHasCome(connector, await connector.run(() => numbered.come), note);
		},
	},

	"the remote end closes while messages are sent to it": {
		async run({ tabs, report, note }) {
			const { connector, acceptor } = tabs;
			await acceptor.run(() => numbered.receive(0));
			await connector.run(() => numbered.send(0));
			await acceptor.run((count) => numbered.flows(count), UNDER_WAY);
			const since = await connector.run(() => performance.now());
			await acceptor.run(() => end.connections[0].close());
			for (const tab of [connector, acceptor]) {
				const { events, took } = await tab.run((since) => faults.closed(0, since), since);
				connectionTold(tab, 0, events, ["open", "close"]);
				if (tab === connector) report(tab, took, AT_ONCE);
			}
			await acknowledgedHasCome(connector, await acceptor.run(() => numbered.come), note);
		},
	},
};

/** What a Peer alone tells when it loses its server. */
const LOST_ALONE = [`peer ${LOST[0]}`, 'peer disconnected "alice"'];
const NO_ID = [
	'peer error Error "server-error" "Could not get an ID from the server. If you passed in a `path` to your self-hosted PeerServer, you\'ll also need to pass in that same path when creating a new Peer. (http://127.0.0.1:PORT/peerjs/id: NETWORK)"',
	"peer disconnected null",
	"peer close",
];

/**
 * How far a Peer has come with its server when that is killed, or is gone already: what
 * is kept of its answers, what the Peer has `reached`, and what it tells.
 */
const PHASES = {
	"there is no server, id given": { id: "alice", isGone: true, told: LOST_ALONE },
	"there is no server, no id": { isGone: true, told: NO_ID },
	"the server is killed before it has given an id": { keep: {}, told: NO_ID },
	"the server is killed before the WebSocket is open": { id: "alice", keep: {}, told: LOST_ALONE },
	"the server is killed before OPEN": {
		id: "alice",
		keep: { heads: true },
		reached: () => t.until(() => peer.socket._socket.readyState === WebSocket.OPEN && !peer.open, "the WebSocket is open, the Peer is not").then(() => {}),
		told: LOST_ALONE,
	},
};

/** What both sides see of a connection, and after how long. */
async function sees({ connector, acceptor }, report, index, ended, expected, documented) {
	const seen = await Promise.all([connector.run(ended), acceptor.run(ended)]);
	for (const [i, [tab, other]] of [[connector, acceptor], [acceptor, connector]].entries()) {
		connectionTold(tab, index, seen[i].events, expected(other));
		report(tab, seen[i].took, documented);
	}
}

/** The server is killed, which both Peers see. */
async function losesServer({ connector, acceptor }, server, report) {
	const since = performance.now();
	const events = [connector, acceptor].map((tab) => tab.run(() => faults.told(2)).then((events) => ({ tab, events, took: performance.now() - since })));
	await server.kill();
	for (const { tab, events: seen, took } of await Promise.all(events)) {
		peerTold(tab, seen, LOST);
		report(tab, took, AT_ONCE);
	}
}

/** Begins to send 64 MB on the connection; resolves when some of it has come. */
async function transfer({ connector, acceptor }) {
	await connector.run(() => void end.connections[0].send(end.pattern(64 << 20)));
	await acceptor.run(() => harness.until(() => Object.keys(end.connections[0]._chunkedData).length > 0, "the transfer has begun"));
}

/** A message arrives on a connection, behind so many others. */
async function delivers({ connector, acceptor }, index, before = 0) {
	await connector.run((index) => end.connections[index].send("still there"), index);
	const messages = await acceptor.run((index, count) => end.messages(index, count), index, before + 1);
	assert.equal(messages.at(-1), '"still there"');
}

/** The same two Peers have a new connection. */
async function links({ connector, acceptor }) {
	const [a, b] = await Promise.all([connector, acceptor].map((tab) => tab.run(() => end.connections.length)));
	await connector.run((id) => end.connect(id, { reliable: true }), acceptor.id);
	await Promise.all([connector.run((index) => end.opened(index), a), acceptor.run((index) => end.opened(index), b)]);
}

describeWithWorld(`faults in ${BROWSER}`, { concurrency: 4 }, (world) => {
	for (const [name, fault] of Object.entries(FAULTS)) {
		if (!name.includes(process.env.ONLY ?? "")) continue;
		const skip = (LIB === "peerjs" && "not PeerJS's") || (fault.only ?? BROWSER) !== BROWSER;
		test(name, { timeout: TIMEOUT, skip }, (t) => check(t, name, fault));
	}

	for (const [name, phase] of Object.entries(PHASES)) {
		if (!name.includes(process.env.ONLY ?? "")) continue;
		test(name, { timeout: TIMEOUT, skip: LIB === "peerjs" && "not PeerJS's" }, () => checkPhase(phase));
	}

	async function check(t, name, { run, turn: needsTurn, server: options, peer: peerOptions }) {
		const server = await startMortalPeerServer({ allow_discovery: true, ...options });
		const proxy = await startTcpProxy(server.port);
		const turn = needsTurn && (await startTurnServer());
		const peer = { host: "127.0.0.1", port: proxy.port, ...peerOptions };
		if (turn) peer.config = { iceServers: [turn.iceServer], iceTransportPolicy: "relay" };
		const note = (text) => t.diagnostic(`${name}: ${text}`);
		const report = ({ id }, took, documented) => {
			note(`${id.split("-")[0]} sees it after ${(took / 1000).toFixed(1)} s`);
			assert.ok(took < MARGIN * documented, `seen after ${took} ms`);
		};
		const whole = async (tabs) => {
			await tabs.link({ reliable: true });
			for (const tab of [tabs.connector, tabs.acceptor]) await tab.run(() => faults.watch());
			await run({ tabs, server, proxy, turn, report, note, restarts });
			await startAgain(tabs, { ...(await world.setup()), port: proxy.port }, peerOptions);
		};
		const scripts = ["/e2e/faults.js", "/e2e/numbered.js", "/e2e/still-works.js"];
		try {
			await withTabs(world, PAIRS[0], `faults ${BROWSER} ${name}`, whole, { peer, scripts, port: server.port });
		} finally {
			proxy.close();
			await server.kill();
		}
	}

	/** The Peers go for the server again, and for each other. */
	async function restarts(tabs) {
		for (const tab of [tabs.connector, tabs.acceptor]) {
			await tab.run(() => end.peer.reconnect());
			peerTold(tab, await tab.run(() => faults.told(3)), [...LOST, "open"]);
		}
		await links(tabs);
	}

	/** In the pages that are left two new Peers find each other, and the old ones have no more to tell. */
	async function startAgain({ connector, acceptor }, setup, options) {
		const left = [connector, acceptor].filter(({ page, gone }) => !gone && !page.isClosed());
		for (const [i, tab] of left.entries()) {
			const run = `${setup.run}again${i}`;
			await tab.run((setup, options) => stillWorks(harness.begin(setup), options), { ...setup, run }, options);
		}
		for (const tab of left) await toldNoMore(tab);
	}

	async function checkPhase({ id, keep, isGone, reached, told }) {
		const server = await startMortalPeerServer({ allow_discovery: true });
		const proxy = await startTcpProxy(server.port);
		const page = await world.open(LIB, { scripts: ["/e2e/still-works.js"] });
		try {
			if (isGone) await server.kill();
			const kept = keep && proxy.keep(keep);
			await page.evaluate((setup, id) => {
				window.t = harness.begin(setup);
				window.peer = t.watch(id ? t.peer(id) : new Peer(t.options()), "peer");
			}, { ...(await world.setup()), port: isGone ? server.port : proxy.port }, id);
			await kept;
			if (reached) await page.evaluate(reached);
			await server.kill();
			await page.evaluate((count) => t.until(() => t.lines.length >= count, "the Peer tells"), told.length);
			await server.restart();
			// A Peer that never had an id is destroyed: another one takes its place.
			await page.evaluate(async (id) => {
				if (id) peer.reconnect();
				else t.watch((window.peer = new Peer(t.options())), "peer");
				await t.until(() => peer.open, "it is open");
				await stillWorks(t);
			}, id);
			assert.deepEqual(await page.evaluate(() => t.trace()), [...told, `peer open ${id ? `"${id}"` : '"uuid-1"'}`]);
		} catch (error) {
			await world.keep(`faults ${BROWSER} phase`, error.stack, [page]);
			throw error;
		} finally {
			world.release(page);
			proxy.close();
			await server.kill();
		}
	}
});
