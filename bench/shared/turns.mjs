// Takes the samples: the contestants one after the other, again and again.

/**
 * Each round begins with another contestant, and every other one is in reversed order,
 * so that none always follows the same. There are as many rounds as asked
 * for, or as end in `seconds` if they are timed; one at least.
 * @template T
 * @param {T[]} entries
 * @param {(entry: T, round: number) => Promise<void>} sample
 * @returns {Promise<number>} The rounds that there were.
 */
export async function takeTurns(entries, { rounds, isTimed = true, seconds = Infinity }, sample) {
	const end = isTimed ? performance.now() + seconds * 1000 : Infinity;
	let longest = 0;
	for (let round = 0; round < rounds; round++) {
		const begin = performance.now();
		if (round > 0 && begin + longest > end) return round;
		for (const entry of order(entries, round)) await sample(entry, round);
		longest = Math.max(longest, performance.now() - begin);
		process.stderr.write(".");
	}
	return rounds;
}

function order(entries, round) {
	const list = round % 2 ? entries.toReversed() : entries;
	return list.map((_, i) => list[(i + (round >> 1)) % list.length]);
}
