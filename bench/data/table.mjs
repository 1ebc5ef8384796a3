// Results as Markdown.

import { CONTESTANTS } from "./contestants.mjs";
import { TARGETS } from "./targets.mjs";

/** One row a figure; `rows` is `{ figure, results }` of each. */
export function figuresTable(rows) {
	const names = Object.keys(CONTESTANTS);
	return table(
		["", ...names],
		rows.map(({ figure, results }) => [`${figure.name}, ${figure.unit}`, ...names.map((name) => cell(results.get(name)))]),
	);
}

/** One row a target; one that is missed is marked. */
export function targetsTable(rows, engine) {
	const measured = new Map(rows.map(({ figure, results }) => [figure.name, { figure, results }]));
	const lines = TARGETS.filter(({ figure }) => measured.has(figure)).map((target) => {
		const { figure, results } = measured.get(target.figure);
		const isAtLeast = "atLeast" in target;
		const goal = (target.atLeast ?? target.atMost)[engine];
		const value = outcome(target, results);
		const isMet = isAtLeast ? value >= goal : value <= goal;
		const unit = target.by && isAtLeast ? "" : ` ${figure.unit}`;
		return [
			`${figure.name}, ${target.of}${target.beside ? `, beside ${target.beside}` : ""}`,
			value === undefined ? "fails" : `${number(value)}${unit}`,
			`${isAtLeast ? "≥" : "≤"} ${goal}${unit}${isMet ? "" : " **missed**"}`,
		];
	});
	return table(["", "measured", "target"], lines);
}

/** Undefined if there is nothing to compare. */
function outcome({ of, beside, by }, results) {
	const ours = results.get(of)?.median;
	if (!beside || ours === undefined) return ours;
	const rival = results.get(beside)?.median;
	return rival === undefined ? undefined : by(ours, rival);
}

function cell(result) {
	if (!result) return "";
	const { median, spread, messageSize, failure } = result;
	if (failure) return "fails";
	return `${number(median)} ±${Math.round(spread)} %${messageSize ? ` (${messageSize >> 10} KB)` : ""}`;
}

/** Three digits, without an exponent. */
function number(value) {
	return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

function table(head, lines) {
	const rule = ["---", ...head.slice(1).map(() => "--:")];
	return `${[head, rule, ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
}
