// What the receiving page does.

import { watchGaps } from "./gaps.js";

export const ACKNOWLEDGEMENT = "arrived";

/**
 * Gets ready for `count` values, to acknowledge the last. The function it resolves
 * to waits for that, and tells the longest gap and the last value.
 */
export async function expect(end, count) {
	const stop = await watchGaps();
	const arrived = new Promise((resolve) => {
		end.listener = (value) => {
			if (--count > 0) return;
			end.send(ACKNOWLEDGEMENT);
			resolve(value);
		};
	});
	return async () => {
		const last = await Promise.race([arrived, end.failed]);
		return { gap: await stop(), last };
	};
}

/** Sends back what arrives. */
export function echo(end) {
	end.listener = (value) => end.send(value);
}
