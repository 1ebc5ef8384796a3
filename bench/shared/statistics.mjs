// What many samples say.

/** The median, the quartiles, and all samples. */
export function summary(samples) {
	const sorted = samples.toSorted((a, b) => a - b);
	const at = (part) => sorted[Math.round((sorted.length - 1) * part)];
	return { median: at(0.5), low: at(0.25), high: at(0.75), samples };
}

/** The half of the samples around the median, in percent of it. */
export const spread = ({ median, low, high }) => median && (100 * (high - low)) / median;

/** The same behind a median; of one sample there is none. */
export const around = (result) => (result.samples.length > 1 ? ` ±${Math.round(spread(result))} %` : "");
