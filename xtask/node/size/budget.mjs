// What ships, beside what may.

/**
 * What is past its limit, a line each. Texts of the budget are for those who read it.
 * @param {Object<string, string|Object<string, number>>} budget
 * @param {Object<string, Object<string, number>>} sizes
 * @throws For a limit of what is not measured, which nothing could be past.
 */
export function past(budget, sizes) {
	const lines = [];
	for (const [name, limits] of Object.entries(budget)) {
		if (typeof limits === "string") continue;
		for (const [measure, limit] of Object.entries(limits)) {
			const size = sizes[name]?.[measure];
			if (!Number.isFinite(size) || !Number.isFinite(limit)) throw new Error(`the budget has ${name}, ${measure}, ${limit}: no such size, or no limit`);
			if (size > limit) lines.push(`${name}: ${size} bytes ${measure}, ${limit} are allowed`);
		}
	}
	return lines;
}
