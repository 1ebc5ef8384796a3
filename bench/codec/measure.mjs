// How long things take, one compared with the other.

import { order } from "../shared/turns.mjs";

// One sample: as many runs as take this long, in milliseconds.
const SAMPLE = 12;
const WARM_UP = 3;

/**
 * Measures tasks in turns, each round in another order, so that none has a better
 * place than another.
 * @param {Object<string, Function>} tasks
 * @returns {Object<string, number[]|null>} Samples in microseconds; null for a task
 * that throws.
 */
export function measure(tasks, rounds) {
	const runs = {};
	const samples = {};
	for (const name of Object.keys(tasks)) {
		samples[name] = attempt(() => {
			runs[name] = calibrate(tasks[name]);
			return [];
		});
	}
	const names = Object.keys(runs);
	for (let round = 0; round < rounds; round++) {
		for (const name of order(names, round)) {
			// A stack that was deep enough may not be, once the code is compiled.
			samples[name] &&= attempt(() => [...samples[name], (1000 * time(tasks[name], runs[name])) / runs[name]]);
		}
	}
	return samples;
}

function attempt(action) {
	try {
		return action();
	} catch {
		return null;
	}
}

/** How many runs make a sample, once the engine has compiled the task. */
function calibrate(task) {
	let count = 1;
	for (let warm = 0; warm < WARM_UP; ) {
		const taken = time(task, count);
		if (taken >= SAMPLE) warm++;
		else count = Math.ceil(count * Math.min(10, (1.2 * SAMPLE) / Math.max(taken, SAMPLE / 100)));
	}
	return count;
}

// What a task returns, so that no engine drops the work.
let sink;

function time(task, count) {
	const start = performance.now();
	for (let i = 0; i < count; i++) sink = task();
	return performance.now() - start;
}

export { sink };
