// What a check comes to: words, and what to do where it is not good.

export const good = (text) => ({ result: "good", text });
export const warning = (text, todo) => ({ result: "warning", text, todo });
export const bad = (text, todo) => ({ result: "bad", text, todo });
export const skipped = (text) => ({ result: "skipped", text });

/** Rejects with `TimeoutError` where a promise takes longer, in ms. */
export function within(time, promise) {
	let timer;
	const late = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new DOMException("It took too long.", "TimeoutError")), time);
	});
	return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
