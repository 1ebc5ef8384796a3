// Results as Markdown.

import { FIREFOX } from "./payloads.mjs";

const ORACLE = "js-binarypack";

/**
 * One row a payload: how long js-binarypack takes, and how many times faster the
 * others are, with the spread of each. A target that is missed is marked.
 */
export function table(way, results, engine) {
	const [first] = results.values();
	const others = Object.keys(first[way]).filter((name) => name !== ORACLE);
	const lines = [["", ORACLE, ...others, "target"], ["---", "--:", ...others.map(() => "--:"), "--:"]];
	for (const [payload, { [way]: times }] of results) {
		const oracle = times[ORACLE];
		const ours = times[others[0]];
		const target = goal(payload[way], way, engine);
		const isMet = !oracle || oracle.time / ours.time >= target;
		// Out of a message msgpackr gives views of it, where ArrayBuffers are due.
		const isAhead = (way === "unpack" && payload.isBinary) || !times.msgpackr || ours.time <= times.msgpackr.time;
		lines.push([
			payload.name,
			oracle ? `${duration(oracle.time)} ±${Math.round(oracle.spread)} %` : "throws",
			...others.map((name) => cell(times[name], oracle)),
			`${target}${isMet ? "" : " **missed**"}${isAhead ? "" : ", **behind msgpackr**"}`,
		]);
	}
	return `**${way}**\n\n${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
}

function goal(target, way, engine) {
	if (engine === "node") return 1;
	return engine === "firefox" ? Math.min(target, FIREFOX[way]) : target;
}

function cell(result, oracle) {
	if (!result) return "throws";
	const spread = `±${Math.round(result.spread)} %`;
	return oracle ? `${factor(oracle.time / result.time)} ${spread}` : `${duration(result.time)} ${spread}`;
}

function factor(value) {
	return value >= 10 ? value.toFixed(0) : value.toFixed(value >= 2 ? 1 : 2);
}

function duration(microseconds) {
	if (microseconds >= 1000) return `${(microseconds / 1000).toPrecision(3)} ms`;
	return `${microseconds.toPrecision(3)} µs`;
}
