// Takes the samples of a measure.

import { CONTESTANTS, MESSAGE_SIZES, RAW } from "./contestants.mjs";

/**
 * All contestants, turn by turn; each round begins with another.
 * @returns {Promise<Object[]>} `{ contestant, messageSize, samples, failure }` of each
 */
export async function measure(stage, { run, isCut, isFresh, only }, rounds) {
	const entries = (only ?? Object.keys(CONTESTANTS)).flatMap((contestant) => {
		const sizes = isCut && contestant === RAW ? MESSAGE_SIZES : [undefined];
		return sizes.map((messageSize) => ({ contestant, messageSize, samples: [] }));
	});
	for (let round = 0; round < rounds; round++) {
		for (const entry of rotated(entries, round)) {
			if (!entry.failure) await sample(stage, entry, run, isFresh);
		}
		process.stderr.write(".");
	}
	return entries;
}

const rotated = (list, by) => list.map((_, i) => list[(i + by) % list.length]);

async function sample(stage, entry, run, isFresh) {
	if (isFresh) await stage.drop(entry.contestant);
	try {
		entry.samples.push(await run(await stage.pair(entry.contestant), entry.messageSize));
	} catch (error) {
		// It is out; what it left behind must not fail what comes next.
		entry.failure = error.message;
		process.stderr.write(`\n${entry.contestant}: ${error.message}\n`);
		await stage.drop(entry.contestant);
	}
}
