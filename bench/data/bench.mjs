// The data path beside the raw channel and PeerJS.

import { lines } from "../shared/plot.mjs";
import { onStage } from "../shared/stage.mjs";
import { figuresTable, targetsTable } from "../shared/table.mjs";
import { takeTurns } from "../shared/turns.mjs";
import { CONTESTANTS, MESSAGE_SIZES, OURS, PEERJS, RAW } from "./contestants.mjs";
import { MEASURES, THROUGHPUT } from "./measures.mjs";
import { Pairs } from "./pairs.mjs";
import { results } from "./results.mjs";
import { TARGETS } from "./targets.mjs";

export const ENGINES = ["chromium", "firefox"];
export const ROUNDS = 5;
const WARM_UP = 16 << 20;

export function measure(engine, { only, measures = chosen(only), warmUp = WARM_UP, ...turns }) {
	return onStage(engine, async (stage) => {
		const pairs = new Pairs(stage, warmUp);
		const figures = [];
		let most = 0;
		for (const measure of measures) {
			const entries = entriesOf(measure);
			const { isOnce, isFresh, seconds } = measure;
			// Not of the time that the samples have.
			if (!isFresh) for (const entry of entries) await attempt(pairs, entry, () => pairs.get(entry.contestant));
			const done = await takeTurns(entries, { ...turns, rounds: isOnce ? 1 : turns.rounds, seconds }, (entry) => sample(pairs, entry, measure));
			most = Math.max(most, done);
			for (const { name, unit, isRate, x, ...figure } of measure.figures) {
				figures.push({ name, unit, isRate, x, rounds: done, results: results(measure, { ...figure, isRate }, entries) });
			}
		}
		return { version: stage.version, rounds: most, figures };
	});
}

/** What takes long is measured if it is asked for. */
const chosen = (only) => MEASURES.filter(({ name, isLong }) => name.includes(only) && (only || !isLong));

function entriesOf({ isCut, only }) {
	return (only ?? Object.keys(CONTESTANTS)).flatMap((contestant) => {
		const sizes = isCut && contestant === RAW ? MESSAGE_SIZES : [undefined];
		return sizes.map((messageSize) => ({ contestant, messageSize, samples: [] }));
	});
}

async function sample(pairs, entry, { run, isFresh }) {
	if (isFresh) await pairs.drop(entry.contestant);
	await attempt(pairs, entry, async () => {
		entry.samples.push(await run(await pairs.get(entry.contestant), entry.messageSize));
	});
}

async function attempt(pairs, entry, action) {
	if (entry.failure) return;
	try {
		await action();
	} catch (error) {
		// It is out; what it left behind must not fail what comes next.
		entry.failure = error.message;
		process.stderr.write(`\n${entry.contestant}: ${error.message}\n`);
		await pairs.drop(entry.contestant);
	}
}

export function report({ engine, figures, rounds }) {
	return `${figuresTable(figures, Object.keys(CONTESTANTS), rounds)}\n${targetsTable(figures, TARGETS, engine)}`;
}

export function plots({ version, figures }) {
	const points = figures.filter(({ name, x }) => x && name.startsWith(THROUGHPUT));
	if (points.length === 0) return {};
	return { "data-throughput": lines({ title: `values of this size, one after the other, ${version}`, x: "bytes", y: "MB/s", points, contestants: [RAW, PEERJS, OURS] }) };
}

export const beside = PEERJS;
