// From the start of the script to a Peer, in fresh pages.

import { addressOf, bundle, closePage, openPage } from "../shared/pages.mjs";
import { onStage } from "../shared/stage.mjs";
import { summary } from "../shared/statistics.mjs";
import { figuresTable, share, targetsTable } from "../shared/table.mjs";
import { takeTurns } from "../shared/turns.mjs";
import { OURS, PEERJS, SLIM, contestants } from "./contestants.mjs";

export const ENGINES = ["chromium", "firefox"];
export const ROUNDS = 30;
const SECONDS = 90;

const START = "script start to a Peer";
const LOAD = "of that, until the script has run";
const OPEN = "script start to open";
const OBJECTS = "RTCPeerConnections of loading";
const LAYOUT = "style and layout passes of loading";

const TARGETS = [
	{ figure: START, of: OURS, beside: PEERJS, by: share, atMost: { chromium: 0.5, firefox: 1 } },
	{ figure: OBJECTS, of: OURS, atMost: { chromium: 0, firefox: 0 } },
	{ figure: LAYOUT, of: OURS, atMost: { chromium: 0 } },
];

export function measure(engine, { only, ...turns }) {
	return onStage(engine, async (stage) => {
		const script = await bundle(new URL("page/page.js", import.meta.url));
		const blank = addressOf(stage.pages);
		const entries = Object.entries(await contestants(stage.port)).filter(([name]) => name.includes(only));
		const taken = Object.fromEntries(entries.map(([name]) => [name, []]));
		const inFreshPage = async (action) => {
			const page = await openPage(stage.browser, blank, script);
			try {
				return await action(page);
			} finally {
				await page.evaluate(() => bench.end());
				await closePage(page);
			}
		};
		const effects = {};
		// First, which warms the browser up, too.
		for (const [name, start] of entries) effects[name] = await inFreshPage((page) => effectsOf(page, engine, () => start(page, "eval")));
		const done = await takeTurns(entries, { ...turns, seconds: SECONDS }, async ([name, start]) => {
			taken[name].push(await inFreshPage(start));
		});
		const figure = (name, unit, of) => ({ name, unit, results: Object.fromEntries(entries.map(([name]) => [name, summary(of(name))])) });
		const figures = [
			figure(START, "ms", (name) => taken[name].map(({ start }) => start)),
			figure(LOAD, "ms", (name) => taken[name].map(({ load }) => load)),
			figure(OPEN, "ms", (name) => taken[name].map(({ open }) => open)),
			figure(OBJECTS, "count", (name) => [effects[name].connections]),
		];
		if (engine === "chromium") figures.push(figure(LAYOUT, "count", (name) => [effects[name].layout]));
		return { version: stage.version, rounds: done, figures };
	});
}

/** What starting brings about besides a Peer. */
export async function effectsOf(page, engine, start) {
	await page.evaluate(() => {
		window.connections = bench.countPeerConnections();
		// What is due of the page itself, is done now.
		document.documentElement.getBoundingClientRect();
	});
	const before = await layouts(page, engine);
	await start();
	const layout = (await layouts(page, engine)) - before;
	return { layout, connections: await page.evaluate(() => connections()) };
}

/** Passes of style and layout so far; only Chromium tells. */
async function layouts(page, engine) {
	if (engine !== "chromium") return NaN;
	const { LayoutCount, RecalcStyleCount } = await page.metrics();
	return LayoutCount + RecalcStyleCount;
}

export function report({ engine, figures }) {
	return `${figuresTable(figures, [PEERJS, OURS, SLIM])}\n${targetsTable(figures, TARGETS, engine)}`;
}

export const beside = PEERJS;
