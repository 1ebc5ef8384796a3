// What the sending page does.

import { watchGaps } from "./gaps.js";
import { ACKNOWLEDGEMENT } from "./receiver.js";
import { bytes, move } from "./values.js";

// Clocks have steps, Firefox's of 20 µs: round trips are timed by as many.
const LAP = 50;

const MAKERS = {
	Uint8Array: bytes,
	async Blob(size) {
		const blob = new Blob([bytes(size)]);
		// The browser stores it in its own time: its end can be read once it has.
		await blob.slice(-1).arrayBuffer();
		return blob;
	},
	File: () => document.querySelector("input[type=file]").files[0],
};

const made = new Map();

/** Made once, so that no sample pays for what the one before left to be collected. */
async function large(kind, size) {
	const key = `${kind} ${size}`;
	if (!made.has(key)) made.set(key, await MAKERS[kind](size));
	return made.get(key);
}

/** Sends one large value: how long it took, blocked the page, and the longest gap. */
export async function transfer(end, kind, size) {
	const value = await large(kind, size);
	const stop = await watchGaps();
	const arrived = acknowledged(end);
	const start = performance.now();
	const sent = end.send(value);
	const blocked = performance.now() - start;
	await Promise.all([sent, arrived]);
	const time = performance.now() - start;
	return { time, blocked, gap: await stop() };
}

/** Sends a large value again and again, directly one after the other. */
export async function stream(end, kind, size, count) {
	const value = await large(kind, size);
	const arrived = acknowledged(end);
	const start = performance.now();
	await Promise.all([end.sendAgain(value, count), arrived]);
	return { time: performance.now() - start };
}

/** Sends small objects, one directly after the other. */
export async function burst(end, count) {
	const messages = Array.from({ length: count }, (_, i) => end.message(move(i)));
	const arrived = acknowledged(end);
	const start = performance.now();
	for (const message of messages) end.send(message);
	await arrived;
	return { time: performance.now() - start };
}

/** Sends a small object and waits until it is back, many times: the time of one, in each lap. */
export async function roundTrips(end, count) {
	const message = end.message(move(0));
	const times = [];
	for (let lap = 0; lap < count / LAP; lap++) {
		const start = performance.now();
		for (let i = 0; i < LAP; i++) {
			const back = next(end);
			end.send(message);
			await back;
		}
		times.push((performance.now() - start) / LAP);
	}
	return { times };
}

function next(end) {
	const arrived = new Promise((resolve) => {
		end.listener = resolve;
	});
	return Promise.race([arrived, end.failed]);
}

async function acknowledged(end) {
	const value = await next(end);
	if (value !== ACKNOWLEDGEMENT) throw new Error("what arrived is no acknowledgement");
}
