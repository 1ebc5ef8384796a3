// Results as Markdown.

import { around } from "./statistics.mjs";

/** `lines` of cells; the first column is text. */
export function table(head, lines) {
	const rule = ["---", ...head.slice(1).map(() => "--:")];
	return `${[head, rule, ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
}

/** One row a figure, one column a contestant; with the rounds of those that had not as many as the whole run. */
export function figuresTable(figures, contestants, rounds) {
	return table(
		["", ...contestants],
		figures.map(({ name, unit, results, rounds: own = rounds }) => {
			const few = own === rounds ? "" : ` (${counted(own)})`;
			return [`${name}, ${unit}${few}`, ...contestants.map((contestant) => cell(results[contestant]))];
		}),
	);
}

/** So many rounds. */
export const counted = (rounds) => `${rounds} ${rounds === 1 ? "round" : "rounds"}`;

/** A median and its spread. */
export function cell(result) {
	if (!result) return "";
	if (result.failure) return "fails";
	return `${number(result.median)}${around(result)}${result.note ? ` (${result.note})` : ""}`;
}

/**
 * One row a target: `{ figure, of, beside?, than?, by?, atLeast? | atMost? }`, each limit by
 * engine: beside a rival, or beside the same of another figure. One that is missed is
 * marked.
 */
export function targetsTable(figures, targets, engine) {
	const named = new Map(figures.map((figure) => [figure.name, figure]));
	const lines = targets
		.filter(({ figure, atLeast, atMost }) => named.has(figure) && engine in (atLeast ?? atMost))
		.map((target) => {
			const { name, unit } = named.get(target.figure);
			const isAtLeast = "atLeast" in target;
			const goal = (target.atLeast ?? target.atMost)[engine];
			const value = outcome(target, named);
			const isMet = isAtLeast ? value >= goal : value <= goal;
			const suffix = target.by === share ? "" : ` ${unit}`;
			return [
				`${name}, ${target.of}${target.beside || target.than ? `, beside ${target.beside ?? target.than}` : ""}`,
				value === undefined ? "–" : `${number(value)}${suffix}`,
				`${isAtLeast ? "≥" : "≤"} ${goal}${suffix}${isMet ? "" : " **missed**"}`,
			];
		});
	return lines.length === 0 ? "" : table(["", "measured", "target"], lines);
}

/** How a figure is set beside a rival's. */
export const share = (ours, rival) => ours / rival;
export const surplus = (ours, rival) => ours - rival;

/** Undefined if there is nothing to compare. */
function outcome({ figure, of, beside = of, than = figure, by }, named) {
	const ours = named.get(figure).results[of]?.median;
	if ((beside === of && than === figure) || ours === undefined) return ours;
	const rival = named.get(than)?.results[beside]?.median;
	return rival === undefined || (by === share && rival === 0) ? undefined : by(ours, rival);
}

/** Three digits, without an exponent. */
export function number(value) {
	return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
