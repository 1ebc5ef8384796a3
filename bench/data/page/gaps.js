// How long the page did not get to anything else.

/**
 * Watches the event loop; the function it resolves to ends that and resolves to
 * the longest time between two turns, in milliseconds. A chain of timeouts takes
 * next to nothing of what is measured, which a loop of messages would slow down;
 * browsers space them by 4 ms, which is then the least.
 */
export async function watchGaps() {
	let longest = 0;
	let timer;
	let last = await turn();
	const tick = () => {
		const now = performance.now();
		longest = Math.max(longest, now - last);
		last = now;
		timer = setTimeout(tick);
	};
	timer = setTimeout(tick);
	return async () => {
		// The turn that is under way counts.
		await turn();
		clearTimeout(timer);
		return Math.max(longest, performance.now() - last);
	};
}

/** Resolves in the next turn of the event loop, to the time. */
function turn() {
	return new Promise((resolve) => setTimeout(() => resolve(performance.now())));
}
