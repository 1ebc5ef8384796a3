// What the samples of a measure say.

import { summary } from "../shared/statistics.mjs";

/**
 * One result a contestant. Of the message sizes of the raw channel the one counts
 * that is best in the measure's first figure, in all figures.
 */
export function results({ figures: [first] }, figure, entries) {
	const best = new Map();
	for (const { contestant, messageSize, samples, failure } of entries) {
		const rank = failure ? -Infinity : summary(samples.flatMap(first.of)).median * (first.isRate ? 1 : -1);
		if (rank <= best.get(contestant)?.rank) continue;
		const note = messageSize && `${messageSize >> 10} KB`;
		best.set(contestant, { rank, result: failure ? { failure } : { ...summary(samples.flatMap(figure.of)), note } });
	}
	return Object.fromEntries([...best].map(([contestant, { result }]) => [contestant, result]));
}
