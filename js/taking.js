// When a data channel takes what is sent.

/**
 * Runs a function when a channel that the other end has made takes messages; perhaps
 * more than once, and also where it has closed.
 *
 * Where libwebrtc is, such a channel says that it is open before it is, and what is sent
 * between is dropped without a word. In the task after the next, Chromium's `readyState`
 * is the truth; what the channel brings is proof, too.
 */
export function whenTaking(channel, run) {
	const check = () => {
		if (channel.readyState !== "connecting") run();
	};
	channel.addEventListener("message", check, { once: true });
	channel.addEventListener("open", () => inTask(check, 2));
}

/** Runs a function in the next task, or so many later: a timer may be late in a page in the background. */
export function inTask(run, tasks = 1) {
	const { port1, port2 } = new MessageChannel();
	port1.onmessage = () => {
		if (--tasks) return port2.postMessage(0);
		port1.close();
		run();
	};
	port2.postMessage(0);
}
