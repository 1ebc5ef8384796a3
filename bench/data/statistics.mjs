// What many samples say.

/** The median of a figure over all samples and the half of them around it, in percent. */
export function summary(samples, of) {
	const sorted = samples.flatMap(of).toSorted((a, b) => a - b);
	const at = (part) => sorted[Math.round((sorted.length - 1) * part)];
	const median = at(0.5);
	return { median, spread: median && (100 * (at(0.75) - at(0.25))) / median };
}

/**
 * One `{ median, spread, messageSize }` a contestant, `{ failure }` of one that
 * failed. Of the message sizes of the raw channel the one counts that is best in
 * the measure's first figure, in all figures.
 */
export function summaries({ figures }, figure, entries) {
	const [first] = figures;
	const best = new Map();
	for (const entry of entries) {
		const rank = entry.failure ? -Infinity : summary(entry.samples, first.of).median * (first.isRate ? 1 : -1);
		const { contestant, messageSize, failure } = entry;
		if (rank <= best.get(contestant)?.rank) continue;
		best.set(contestant, { rank, messageSize, ...(failure ? { failure } : summary(entry.samples, figure.of)) });
	}
	return best;
}
