// Results as Markdown.

import { around } from "../shared/statistics.mjs";
import { table as markdown } from "../shared/table.mjs";
import { FIREFOX, PAYLOADS } from "./payloads.mjs";

/** The one that all others are compared with. */
export const ORACLE = "js-binarypack";

/**
 * One row a payload: how long js-binarypack takes, and how many times faster the
 * others are, with the spread of each; it may have failed, or have no message to read. A
 * target that is missed is marked.
 */
export function table(way, figures, engine) {
	const others = Object.keys(figures[0]?.results ?? {}).filter((name) => name !== ORACLE);
	const lines = figures.map(({ payload: name, results }) => {
		const payload = PAYLOADS.find((payload) => payload.name === name);
		const [oracle, ours, rival] = [ORACLE, others[0], "msgpackr"].map((name) => results[name]?.median);
		const target = goal(payload[way], way, engine);
		const isMet = !oracle || oracle / ours >= target;
		// Out of a message msgpackr gives views of it, where ArrayBuffers are due.
		const isAhead = (way === "unpack" && payload.isBinary) || !rival || ours <= rival;
		return [
			name,
			oracle ? `${duration(oracle)}${around(results[ORACLE])}` : "throws",
			...others.map((name) => cell(results[name], oracle)),
			`${target}${isMet ? "" : " **missed**"}${isAhead ? "" : ", **behind msgpackr**"}`,
		];
	});
	return `**${way}**\n\n${markdown(["", ORACLE, ...others, "target"], lines)}`;
}

function goal(target, way, engine) {
	if (engine === "node") return 1;
	return engine === "firefox" ? Math.min(target, FIREFOX[way]) : target;
}

function cell(result, oracle) {
	if (!result.median) return "throws";
	return (oracle ? factor(oracle / result.median) : duration(result.median)) + around(result);
}

function factor(value) {
	return value >= 10 ? value.toFixed(0) : value.toFixed(value >= 2 ? 1 : 2);
}

function duration(microseconds) {
	if (microseconds >= 1000) return `${(microseconds / 1000).toPrecision(3)} ms`;
	return `${microseconds.toPrecision(3)} µs`;
}
