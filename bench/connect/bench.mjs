// How long it takes to be known to the server, and to connect: warm pages, new ones every
// few rounds; every Peer and every connection a new one.

import { startTcpProxy } from "../../tests/support/tcp-proxy.mjs";
import { addressOf, bundle, closePage, openPage } from "../shared/pages.mjs";
import { onStage } from "../shared/stage.mjs";
import { summary } from "../shared/statistics.mjs";
import { figuresTable, share, targetsTable } from "../shared/table.mjs";
import { takeTurns } from "../shared/turns.mjs";

export const ENGINES = ["chromium", "firefox"];
export const ROUNDS = 60;
const SECONDS = 130;
const WARM_UP = 5;
// How many rounds a contestant has the same pages: what a process happens to get, stays.
const ROUNDS_A_PAGE = 4;

const FLOOR = "floor";
const PEERJS = "PeerJS";
const OURS = "ours";
const SIMPLE_PEER = "simple-peer";

const CONTESTANTS = {
	[FLOOR]: { kind: "floor" },
	[PEERJS]: { kind: "library", lib: "peerjs" },
	[OURS]: { kind: "library", lib: "ours" },
	[SIMPLE_PEER]: { kind: "simple-peer" },
};

// Added to each way to the server, in milliseconds.
const DELAY = 25;
const SERVERS = { "": 0, ", server 50 ms away": DELAY };
const FIGURES = ["connect() to open on both sides", "new Peer(id) to open", "new Peer() to open, id from the server"];

const TARGETS = Object.keys(SERVERS).flatMap((server) =>
	FIGURES.flatMap((figure) => [
		{ figure: figure + server, of: OURS, beside: FLOOR, by: share, atMost: { chromium: 1.1, firefox: 1.1 } },
		{ figure: figure + server, of: OURS, beside: PEERJS, by: share, atMost: { chromium: 1, firefox: 1 } },
	]),
);

export function measure(engine, { only, ...turns }) {
	return onStage(engine, async (stage) => {
		const proxy = await startTcpProxy(stage.port, { delay: DELAY });
		try {
			return await measureOn(stage, { near: stage.port, far: proxy.port }, turns, only);
		} finally {
			proxy.close();
		}
	});
}

async function measureOn(stage, { near, far }, turns, only) {
	const script = await bundle(new URL("page/page.js", import.meta.url), { define: { global: "globalThis" } });
	const open = ({ lib }) => openPage(stage.browser, addressOf(stage.pages, lib), script);
	const entries = Object.entries(CONTESTANTS).map(([name, contestant]) => ({ name, ...contestant }));
	const prepare = async (round) => {
		if (round % ROUNDS_A_PAGE) return;
		for (const entry of entries) {
			await Promise.all([entry.caller, entry.callee].filter(Boolean).map(closePage));
			[entry.caller, entry.callee] = [await open(entry), await open(entry)];
			for (let i = 0; i < WARM_UP && turns.rounds > 1; i++) await connectOnce(entry, near);
		}
	};
	const taken = new Map();
	const sample = async (entry, server, port) => {
		const times = await connectOnce(entry, port);
		times.forEach((time, i) => {
			const figure = FIGURES[i] + server;
			if (!taken.has(figure)) taken.set(figure, {});
			(taken.get(figure)[entry.name] ??= []).push(time);
		});
	};
	const servers = Object.entries(SERVERS).filter(([name]) => `near${name}`.includes(only));
	const done = await takeTurns(entries, { ...turns, seconds: SECONDS, prepare }, async (entry) => {
		for (const [server, delay] of servers) await sample(entry, server, delay ? far : near);
	});
	const figures = [...taken].map(([name, samples]) => ({
		name,
		unit: "ms",
		results: Object.fromEntries(Object.entries(samples).map(([name, list]) => [name, summary(list)])),
	}));
	return { version: stage.version, rounds: done, figures };
}

let names = 0;

/** One sample of each figure. */
async function connectOnce({ kind, caller, callee }, port) {
	const open = (page, id) => page.evaluate((kind, id, port) => bench.open(kind, id, port), kind, id, port);
	const given = await open(caller, `bench-${process.pid}-${++names}`);
	const fetched = await open(callee);
	const { begin, opened } = await caller.evaluate((id) => bench.connect(id), fetched.id);
	const accepted = await callee.evaluate(() => bench.accepted());
	for (const page of [caller, callee]) await page.evaluate(() => bench.close());
	return [Math.max(opened, accepted) - begin, given.time, fetched.time];
}

export function report({ engine, figures }) {
	return `${figuresTable(figures, Object.keys(CONTESTANTS))}\n${targetsTable(figures, TARGETS, engine)}`;
}

export const beside = PEERJS;
