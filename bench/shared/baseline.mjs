// One run beside another.

import { spread } from "./statistics.mjs";
import { number, table } from "./table.mjs";

// What one sample, which has no spread, may be off by, in percent.
const UNKNOWN = 50;

/**
 * What became of each of our figures since another run: of its ratio to that of
 * `rival`, which a slower machine leaves as it is; of itself where there is none.
 */
export function comparison(before, after, rival) {
	const [old, now] = [before, after].map(({ figures }) => new Map(figures.map((figure) => [figure.name, figure])));
	// A part of a run leaves out the rest.
	const names = after.only ? [...now.keys()] : new Set([...now.keys(), ...old.keys()]);
	const lines = [...names].flatMap((name) => rows(name, old.get(name), now.get(name), rival));
	return `Beside the baseline; in bold what is more than the spread:\n\n${table(["", "then", "now", "change"], lines)}`;
}

/** One row for each of ours that the older run has. */
function rows(name, before, after, rival) {
	const [old, now] = [before?.results ?? {}, after?.results ?? {}];
	const { unit, isRate } = after ?? before;
	const ours = Object.keys(old).filter((contestant) => contestant.includes("ours"));
	return ours.map((contestant) => {
		const isRatio = [old, now].every((results) => results[rival]?.median && results[contestant]?.median !== undefined);
		const [then, since] = [old, now].map((results) => value(results, contestant, isRatio && rival));
		const what = isRatio ? `${contestant} / ${rival}` : `${contestant}, ${unit}`;
		return [`${name}: ${what}`, shown(then), shown(since), change(then, since, isRate)];
	});
}

/** Undefined where it was not measured. */
function value(results, contestant, rival) {
	const [ours, theirs] = [results[contestant], results[rival]];
	if (!ours || ours.failure) return ours;
	if (!theirs) return { median: ours.median, spread: noise(ours) };
	return { median: ours.median / theirs.median, spread: Math.max(noise(ours), noise(theirs)) };
}

const noise = (result) => (result.samples.length > 1 ? spread(result) : UNKNOWN);

function shown(result) {
	if (!result) return "–";
	return result.failure ? "fails" : number(result.median);
}

/** In percent; in bold, and whether it is for the better, where it is more than the spread. */
function change(then, now, isRate) {
	if (!now) return "**gone**";
	if (then.failure || now.failure) return !then.failure === !now.failure ? "" : `**${now.failure ? "worse" : "better"}**`;
	if (then.median === now.median) return "0 %";
	const isBetter = now.median > then.median === Boolean(isRate);
	const word = isBetter ? "better" : "worse";
	// Of nothing there are no percent.
	if (then.median === 0) return `**from 0, ${word}**`;
	const percent = 100 * (now.median / then.median - 1);
	const changed = `${percent > 0 ? "+" : ""}${percent.toFixed(0)} %`;
	return Math.abs(percent) <= Math.max(then.spread, now.spread) ? changed : `**${changed}, ${word}**`;
}
