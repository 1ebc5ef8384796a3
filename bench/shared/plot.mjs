// Plots as SVG, which look right on light and on dark pages.

const WIDTH = 640;
const HEIGHT = 320;
const LEFT = 60;
const TOP = 44;
const RIGHT = 16;
const BOTTOM = 44;

// Apart from each other also where colours are not told apart: by lightness, dashes and marks.
const STYLE = `
	text { font: 12px system-ui, sans-serif; fill: #444 }
	.title { font-weight: 600; font-size: 13px }
	.grid { stroke: #8884; stroke-width: 1 }
	.c0 { stroke: #8a8a8a; fill: #8a8a8a } .c1 { stroke: #c2571a; fill: #c2571a } .c2 { stroke: #1f6fb5; fill: #1f6fb5 }
	.c3 { stroke: #7a4fb0; fill: #7a4fb0 } .c4 { stroke: #2a8a57; fill: #2a8a57 } .c5 { stroke: #7fb4de; fill: #7fb4de }
	@media (prefers-color-scheme: dark) {
		text { fill: #ccc }
		.c1 { stroke: #f0904f; fill: #f0904f } .c2 { stroke: #62b0f2; fill: #62b0f2 }
		.c3 { stroke: #b794e6; fill: #b794e6 } .c4 { stroke: #62c48f; fill: #62c48f } .c5 { stroke: #3b6d99; fill: #3b6d99 }
	}
	.line { fill: none; stroke-width: 2 }
	.c0.line { stroke-dasharray: 2 3 } .c1.line { stroke-dasharray: 7 3 } .c3.line { stroke-dasharray: 9 3 2 3 }
	.range { stroke-width: 1; opacity: .6 }
	rect { stroke: none }`;

/** Ours, which come first where there are bars, are blue there, too. */
const BARS = ["c2", "c5", "c3", "c4"];

// Below this it is nothing, which has no place of its own on a logarithmic axis.
const LEAST = 1e-3;
// Between the least of the values and nothing.
const GAP = 16;

/**
 * Lines over numbers, both axes logarithmic; nothing is at the bottom.
 * @param {{ title: string, x: string, y: string, contestants: string[],
 * points: { x: number, results: Object<string, { median: number, low: number, high: number }> }[] }} plot
 */
export function lines({ title, x, y, points, contestants }) {
	const known = contestants.filter((name) => points.some(({ results }) => results[name]?.median !== undefined));
	const all = points.flatMap(({ results }) => known.flatMap((name) => results[name]?.median ?? []));
	if (all.length === 0) return frame(title, y, "");
	const across = logarithmic(points.map((point) => point.x), LEFT, WIDTH - RIGHT);
	const up = fromNothing(all, HEIGHT - BOTTOM, TOP + 16);
	const parts = [...gridOf(up), ...points.map((point) => label(across(point.x), HEIGHT - BOTTOM + 16, short(point.x), "middle")), label(WIDTH / 2, HEIGHT - 8, x, "middle")];
	for (const name of known) {
		const style = `c${contestants.indexOf(name)}`;
		const at = points.filter(({ results }) => results[name]?.median !== undefined).map(({ x, results }) => ({ x: across(x), ...results[name] }));
		parts.push(`<polyline class="${style} line" points="${at.map(({ x, median }) => `${round(x)},${round(up(median))}`).join(" ")}"/>`);
		for (const { x, median, low, high } of at) {
			const [top, bottom] = [up(high), up(low)].map(round);
			parts.push(`<path class="${style} range" d="M${round(x)} ${top}V${bottom}"/><circle class="${style}" cx="${round(x)}" cy="${round(up(median))}" r="3"/>`);
		}
	}
	return frame(title, y, parts.join("\n") + legend(known, (name) => `c${contestants.indexOf(name)}`));
}

/**
 * Bars in groups, the axis logarithmic.
 * @param {{ title: string, y: string, contestants: string[],
 * groups: { name: string, values: Object<string, number> }[] }} plot
 */
export function bars({ title, y, groups, contestants }) {
	const height = 14 + 11 * contestants.length;
	const bottom = TOP + 24 + height * groups.length;
	const left = 190;
	const values = groups.flatMap(({ values }) => Object.values(values)).filter((value) => value > 0);
	const along = logarithmic([...values, 1], left, WIDTH - RIGHT);
	const parts = along.ticks.map((tick) => {
		const x = round(along(tick));
		return `<path class="grid" d="M${x} ${TOP + 16}V${bottom}"/>${label(x, bottom + 16, short(tick), "middle")}`;
	});
	for (const [row, { name, values }] of groups.entries()) {
		const top = TOP + 24 + row * height;
		parts.push(label(left - 8, top + height / 2, name, "end"));
		for (const [i, contestant] of contestants.entries()) {
			const value = values[contestant];
			if (!(value > 0)) continue;
			const [from, to] = [along(1), along(value)].toSorted((a, b) => a - b);
			parts.push(`<rect class="${BARS[i]}" x="${round(from)}" y="${top + i * 11}" width="${round(Math.max(1, to - from))}" height="9"/>`);
		}
	}
	return frame(title, y, parts.join("\n") + legend(contestants, (name) => BARS[contestants.indexOf(name)]), bottom + 28);
}

/** A scale over all values, with `ticks` at powers of ten, or of two and five between. */
function logarithmic(values, from, to) {
	const [low, high] = [Math.min(...values), Math.max(...values)];
	const [start, end] = [Math.log10(low / 1.15), Math.log10(high * 1.15)];
	const scale = (value) => from + ((Math.log10(value) - start) / (end - start)) * (to - from);
	const steps = end - start > 2.5 ? [1] : end - start > 1 ? [1, 3] : [1, 2, 5];
	scale.ticks = [];
	for (let power = Math.floor(start); power <= Math.ceil(end); power++) {
		for (const step of steps) {
			const tick = step * 10 ** power;
			if (Math.log10(tick) >= start && Math.log10(tick) <= end) scale.ticks.push(tick);
		}
	}
	return scale;
}

/** The same, with a place for nothing at `from` if it is among the values. */
function fromNothing(values, from, to) {
	const some = values.filter((value) => value > LEAST);
	const hasNothing = some.length < values.length;
	const scale = logarithmic(some.length > 0 ? some : [1], hasNothing ? from + Math.sign(to - from) * GAP : from, to);
	const place = (value) => (value > LEAST ? scale(value) : from);
	place.ticks = hasNothing ? [0, ...scale.ticks] : scale.ticks;
	return place;
}

const gridOf = (up) =>
	up.ticks.map((tick) => {
		const y = round(up(tick));
		return `<path class="grid" d="M${LEFT} ${y}H${WIDTH - RIGHT}"/>${label(LEFT - 6, y + 4, short(tick), "end")}`;
	});

function legend(names, styleOf) {
	let x = LEFT;
	return names
		.map((name) => {
			const entry = `<path class="${styleOf(name)} line" d="M${x} ${TOP - 8}h18"/>${label(x + 24, TOP - 4, name)}`;
			x += 44 + 8 * name.length;
			return entry;
		})
		.join("\n");
}

function frame(title, unit, content, height = HEIGHT) {
	const heading = `<text class="title" x="12" y="20">${escape(`${title}, ${unit}`)}</text>`;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">\n<title>${escape(title)}</title>\n<style>${STYLE}\n</style>\n${heading}\n${content}\n</svg>\n`;
}

const label = (x, y, text, anchor = "start") => `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escape(text)}</text>`;
const round = (value) => Math.round(value * 10) / 10;
const escape = (text) => String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** With a prefix of thousands. */
function short(value) {
	if (value >= 1e6) return `${Number((value / 1e6).toPrecision(3))} M`;
	if (value >= 1e3) return `${Number((value / 1e3).toPrecision(3))} K`;
	return String(Number(value.toPrecision(3)));
}
