// What connections cost as they become many, and messages that wait.

import { launch } from "../../tests/support/browser.mjs";
import { lines } from "../shared/plot.mjs";
import { onStage } from "../shared/stage.mjs";
import { summary } from "../shared/statistics.mjs";
import { figuresTable, share, targetsTable } from "../shared/table.mjs";
import { takeTurns } from "../shared/turns.mjs";
import { CONTESTANTS, OURS, PEERJS } from "./contestants.mjs";
import { openCrowd } from "./crowd.mjs";

export const ENGINES = ["chromium", "firefox"];
export const ROUNDS = 3;
// Three rounds of 39 s.
const SECONDS = 118;

const COUNTS = [1, 10, 100, 300];
const BROADCASTS = 10;
const QUEUES = [10, 100, 1_000, 10_000];
const QUEUED = 2;
// How long the page is looked at, in milliseconds.
const REST = 400;

const MB = 1 << 20;

/** By name of the figure: its unit, and how it is plotted. */
const SERIES = {
	memory: { title: "memory of the page", unit: "MB", xs: COUNTS, label: "connections" },
	load: { title: "processor at rest", unit: "% of a core", xs: COUNTS, label: "connections" },
	blocked: { title: "broadcast, the loop of send", unit: "ms", xs: COUNTS, label: "connections" },
	broadcast: { title: "broadcast, until the last has it", unit: "ms", xs: COUNTS, label: "connections" },
	connect: { title: "to connect, each", unit: "ms", xs: COUNTS, label: "connections" },
	queue: { title: "messages queued at once, each", unit: "µs", xs: QUEUES, label: "messages" },
};

const nameOf = (series, x) => `${SERIES[series].title}: ${x.toLocaleString("en")} ${SERIES[series].label}`;

const MOST = COUNTS.slice(-1);
const AT_MOST = { chromium: 1, firefox: 1 };

/** No more than PeerJS; and no more for each message, the more wait. */
const TARGETS = [
	...Object.entries({ memory: COUNTS, load: MOST, blocked: MOST, broadcast: MOST, connect: COUNTS }).flatMap(([series, counts]) =>
		counts.map((count) => ({ figure: nameOf(series, count), of: OURS, beside: PEERJS, by: share, atMost: AT_MOST })),
	),
	...QUEUES.slice(1).map((length, i) => ({ figure: nameOf("queue", length), of: OURS, than: nameOf("queue", QUEUES[i]), by: share, atMost: AT_MOST })),
];

export function measure(engine, { only, counts = COUNTS, queues = QUEUES, rest = REST, ...turns }) {
	return onStage(engine, async (stage) => {
		const second = await launch(engine);
		try {
			return await measureOn({ ...stage, browsers: [stage.browser, second] }, { only, counts, queues, rest, turns });
		} finally {
			await second.close();
		}
	});
}

async function measureOn(stage, { only, counts, queues, rest, turns }) {
	const samples = new Map();
	const entries = Object.entries(CONTESTANTS).filter(([name]) => name.includes(only));
	const done = await takeTurns(entries, { ...turns, seconds: SECONDS }, async ([name, contestant]) => {
		const add = (series, x, ...values) => {
			const key = nameOf(series, x);
			if (!samples.has(key)) samples.set(key, { series, x, taken: {} });
			(samples.get(key).taken[name] ??= []).push(...values);
		};
		const crowd = await openCrowd(stage, contestant);
		try {
			for (const count of counts) await measureCount(crowd, count, rest, add);
			// Last: what it leaves to be collected would count as memory.
			await measureQueues(crowd, queues, add);
		} finally {
			await crowd.close();
		}
	});
	const figures = [...samples].map(([name, { series, x, taken }]) => ({
		name,
		unit: SERIES[series].unit,
		series,
		x,
		results: Object.fromEntries(Object.entries(taken).map(([name, list]) => [name, summary(list)])),
	}));
	const order = Object.keys(SERIES);
	figures.sort((a, b) => order.indexOf(a.series) - order.indexOf(b.series) || a.x - b.x);
	return { version: stage.version, rounds: done, figures };
}

async function measureCount(crowd, count, rest, add) {
	add("connect", count, await crowd.grow(count));
	const { memory, load } = await crowd.atRest(rest);
	add("memory", count, memory / MB);
	add("load", count, load);
	for (let i = 0; i < BROADCASTS; i++) {
		const { blocked, time } = await crowd.broadcast();
		add("blocked", count, blocked);
		add("broadcast", count, time);
	}
}

async function measureQueues(crowd, queues, add) {
	for (let i = 0; i < QUEUED; i++) {
		for (const length of queues) add("queue", length, ((await crowd.queue(length)) / length) * 1000);
	}
}

export function report({ engine, figures }) {
	return `${figuresTable(figures, Object.keys(CONTESTANTS))}\n${targetsTable(figures, TARGETS, engine)}`;
}

export function plots({ version, figures }) {
	return Object.fromEntries(
		Object.entries(SERIES).map(([series, { title, unit, label }]) => {
			const points = figures.filter((figure) => figure.series === series);
			return [`scale-${series}`, lines({ title: `${title}, ${version}`, x: label, y: unit, points, contestants: Object.keys(CONTESTANTS) })];
		}),
	);
}

export const beside = PEERJS;
