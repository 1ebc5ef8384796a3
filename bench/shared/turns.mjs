// Takes the samples: the contestants one after the other, again and again.

/**
 * Takes turns as `order` says. There are as many rounds as asked
 * for, or as end in `seconds` if they are timed; one at least.
 * @template T
 * @param {T[]} entries
 * @param {{ rounds: number, isTimed?: boolean, seconds?: number, prepare?: (round: number) => Promise<void> }} turns
 * `prepare` comes before each round.
 * @param {(entry: T, round: number) => Promise<void>} sample
 * @returns {Promise<number>} The rounds that there were.
 */
export async function takeTurns(entries, { rounds, isTimed = true, seconds = Infinity, prepare }, sample) {
	const end = isTimed ? performance.now() + seconds * 1000 : Infinity;
	let longest = 0;
	for (let round = 0; round < rounds; round++) {
		const begin = performance.now();
		if (round > 0 && begin + longest > end) return round;
		await prepare?.(round);
		for (const entry of order(entries, round)) await sample(entry, round);
		longest = Math.max(longest, performance.now() - begin);
		process.stderr.write(".");
	}
	return rounds;
}

/**
 * The order of a round, which begins with another than the one before. It is a row of a
 * Williams square: the first, the last, the second, the last but one and so on, each row
 * one further, so that over all rows each follows each other one equally often. That of
 * an odd number takes every other row the other way round. From one square to the next
 * rows go up or down, so that from round to round none always follows the same, either.
 */
export function order(entries, round) {
	const { length } = entries;
	const rows = length % 2 ? 2 * length : length;
	const begin = Math.floor(round / rows) % 2 ? -round : round;
	const way = length % 2 && round % 2 ? -1 : 1;
	return entries.map((_, i) => entries.at((begin + way * (i % 2 ? -(i + 1) / 2 : i / 2)) % length));
}
