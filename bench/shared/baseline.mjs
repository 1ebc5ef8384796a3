// One run beside another.

import { spread } from "./statistics.mjs";
import { number, table } from "./table.mjs";

/**
 * What became of each of our figures since another run: of its ratio to that of
 * `rival`, which a slower machine leaves as it is; of itself where there is none.
 */
export function comparison(before, after, rival) {
	const lines = after.figures.flatMap(({ name, unit, results }) => {
		const old = before.figures.find((figure) => figure.name === name)?.results ?? {};
		const ours = Object.keys(results).filter((contestant) => contestant.includes("ours"));
		return ours.flatMap((contestant) => {
			const [then, now] = [old, results].map((results) => ratio(results, contestant, rival));
			if (!then || !now || then.isRatio !== now.isRatio) return [];
			const change = then.value ? 100 * (now.value / then.value - 1) : 0;
			const isNoise = Math.abs(change) <= Math.max(then.spread, now.spread);
			const changed = `${change > 0 ? "+" : ""}${change.toFixed(0)} %`;
			const what = now.isRatio ? `${contestant} / ${rival}` : `${contestant}, ${unit}`;
			return [[`${name}: ${what}`, number(then.value), number(now.value), isNoise ? changed : `**${changed}**`]];
		});
	});
	return `Beside the baseline; in bold what is more than the spread:\n\n${table(["", "then", "now", "change"], lines)}`;
}

function ratio(results, contestant, rival) {
	const [ours, theirs] = [results[contestant], results[rival]];
	if (ours?.median === undefined) return undefined;
	if (!theirs?.median) return { value: ours.median, spread: spread(ours), isRatio: false };
	return { value: ours.median / theirs.median, spread: Math.max(spread(ours), spread(theirs)), isRatio: true };
}
