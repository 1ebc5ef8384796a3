// What the benchmarks have in common.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import * as binarypack from "peerjs-js-binarypack";

import { table as codecTable } from "../../bench/codec/table.mjs";
import { BYTES, MESSAGE } from "../../bench/scale/page/message.js";
import { keepAwake } from "../../bench/shared/awake.mjs";
import { comparison } from "../../bench/shared/baseline.mjs";
import { insert } from "../../bench/shared/docs.mjs";
import { describe } from "../../bench/shared/machine.mjs";
import { bars, lines } from "../../bench/shared/plot.mjs";
import { around, spread, summary } from "../../bench/shared/statistics.mjs";
import { figuresTable, share, targetsTable } from "../../bench/shared/table.mjs";
import { together } from "../../bench/shared/together.mjs";
import { takeTurns } from "../../bench/shared/turns.mjs";

test("a summary is the median and the quartiles", () => {
	const found = summary([5, 1, 4, 2, 3]);
	assert.deepEqual([found.median, found.low, found.high], [3, 2, 4]);
	assert.equal(spread(found), (100 * 2) / 3);
	assert.equal(spread(summary([0, 0])), 0);
	assert.deepEqual([around(found), around(summary([0, 0])), around(summary([5]))], [" ±67 %", " ±0 %", ""]);
});

test("rounds are taken in order", async () => {
	const turns = [];
	const prepare = async (round) => void turns.push(round);
	const rounds = await takeTurns(["a", "b", "c"], { rounds: 6, prepare }, async (entry) => void turns.push(entry));
	assert.deepEqual([rounds, turns.join("")], [6, "0acb1bca2cba3abc4bac5cab"]);
});

for (const count of [2, 3, 4, 5, 6, 7]) {
	test(`of ${count} each follows each other one about equally often`, async () => {
		const names = Array.from({ length: count }, (_, i) => i);
		const turns = [];
		const rounds = 4 * count;
		await takeTurns(names, { rounds }, async (entry) => void turns.push(entry));
		const follows = names.map(() => names.map(() => 0));
		turns.slice(1).forEach((entry, i) => follows[entry][turns[i]]++);
		// But itself, which no order of two or three avoids.
		const others = names.flatMap((entry) => follows[entry].filter((_, before) => before !== entry));
		assert.ok(Math.max(...others) <= 1.5 * Math.min(...others), JSON.stringify(follows));
		const begins = turns.filter((_, i) => i % count === 0);
		begins.slice(1).forEach((entry, i) => assert.notEqual(entry, begins[i], "begins twice"));
		for (let place = 0; place < count; place++) {
			const there = turns.filter((_, i) => i % count === place);
			for (const name of names) assert.equal(there.filter((entry) => entry === name).length, 4, "has each place as often");
		}
	});
}

test("there is one round, however little time", async () => {
	let turns = 0;
	const rounds = await takeTurns(["a"], { rounds: 9, seconds: 0 }, async () => void turns++);
	assert.deepEqual([rounds, turns], [1, 1]);
});

test("rounds that were asked for are not timed", async () => {
	assert.equal(await takeTurns(["a"], { rounds: 9, isTimed: false, seconds: 0 }, async () => {}), 9);
});

const figure = (ours, rival) => ({ name: "time", unit: "ms", results: { rival: summary([rival]), ours: summary([ours]) } });

test("a table says what is missed", () => {
	assert.match(figuresTable([figure(2, 4)], ["rival", "ours"]), /\| time, ms \| 4 \| 2 \|/);
	const target = { figure: "time", of: "ours", beside: "rival", by: share, atMost: { chromium: 0.4 } };
	assert.match(targetsTable([figure(2, 4)], [target], "chromium"), /\| 0\.5 \| ≤ 0\.4 \*\*missed\*\* \|/);
	assert.doesNotMatch(targetsTable([figure(1, 4)], [target], "chromium"), /missed/);
	assert.equal(targetsTable([figure(1, 4)], [target], "firefox"), "");
	const less = { figure: "time", of: "ours", than: "other", by: share, atMost: { chromium: 1 } };
	assert.match(targetsTable([figure(3, 4), { ...figure(2, 4), name: "other" }], [less], "chromium"), /\| time, ours, beside other \| 1\.5 \| ≤ 1 \*\*missed\*\* \|/);
	assert.match(targetsTable([figure(3, 4)], [less], "chromium"), /\| – \|/);
});

const compare = (before, after) => comparison({ figures: [before] }, { figures: [after] }, "rival");

test("a table says of which figures there were fewer rounds", () => {
	const text = figuresTable([{ ...figure(2, 4), rounds: 5 }, { ...figure(2, 4), rounds: 1 }, figure(2, 4)], ["ours"], 5);
	assert.match(text, /\| time, ms \| 2 \|\n\| time, ms \(1 round\) \| 2 \|\n\| time, ms \| 2 \|\n/);
});

test("runs are compared ratio by ratio, which a slower machine leaves as it is", () => {
	assert.match(compare(figure(2, 4), figure(4, 8)), /\| time: ours \/ rival \| 0\.5 \| 0\.5 \| 0 % \|/);
	assert.match(compare(figure(2, 4), figure(4, 4)), /\| 0\.5 \| 1 \| \*\*\+100 %, worse\*\* \|/);
	assert.match(compare({ ...figure(2, 4), isRate: true }, { ...figure(4, 4), isRate: true }), /\*\*\+100 %, better\*\*/);
	assert.match(compare(figure(4, 4), figure(1, 4)), /\*\*-75 %, better\*\*/);
});

test("what the spread allows is not in bold, and one sample has none that is known", () => {
	const many = (...ours) => ({ ...figure(1, 1), results: { ours: summary(ours) } });
	assert.match(compare(many(10, 10, 10), many(11, 11, 11)), /\*\*\+10 %, worse\*\*/);
	assert.match(compare(many(9, 10, 12), many(10, 11, 12)), /\| \+10 % \|/);
	assert.match(compare(figure(100, 100), figure(101, 100)), /\| \+1 % \|/);
});

test("what was nothing, fails, works again or is gone has a row beside the baseline", () => {
	const failing = { ...figure(2, 4), results: { ...figure(2, 4).results, ours: { failure: "why" } } };
	assert.match(compare(figure(0, 0), figure(3, 0)), /\| time: ours, ms \| 0 \| 3 \| \*\*from 0, worse\*\* \|/);
	assert.match(compare(figure(0, 4), figure(3, 4)), /\| time: ours \/ rival \| 0 \| 0\.75 \| \*\*from 0, worse\*\* \|/);
	assert.match(compare(figure(0, 0), figure(0, 0)), /\| 0 \| 0 \| 0 % \|/);
	assert.match(compare(figure(2, 4), failing), /\| time: ours, ms \| 2 \| fails \| \*\*worse\*\* \|/);
	assert.match(compare(failing, figure(2, 4)), /\| fails \| 2 \| \*\*better\*\* \|/);
	assert.match(compare(failing, failing), /\| fails \| fails \|  \|/);
	assert.match(compare(figure(2, 4), { ...figure(2, 4), name: "other" }), /\| time: ours, ms \| 2 \| – \| \*\*gone\*\* \|/);
	const part = comparison({ figures: [figure(2, 4)] }, { only: "other", figures: [{ ...figure(2, 4), name: "other" }] }, "rival");
	assert.doesNotMatch(part, /time/);
	// The rival has failed: what ours takes is left to compare.
	assert.match(compare(figure(2, 4), { ...figure(4, 4), results: { rival: { failure: "why" }, ours: summary([4]) } }), /\| time: ours, ms \| 2 \| 4 \|/);
});

test("processors are kept awake where the system lets us, and the table says so", (t) => {
	const folder = mkdtempSync(join(tmpdir(), "awake-"));
	t.after(() => rmSync(folder, { recursive: true }));
	const latency = join(folder, "latency");
	assert.equal(keepAwake(latency), false);
	writeFileSync(latency, "");
	assert.equal(keepAwake(latency), true);
	assert.deepEqual([...readFileSync(latency)], [0, 0, 0, 0]);
	const machine = { processor: "", cores: 2, memory: 0, system: "", node: "", load: 0 };
	assert.doesNotMatch(describe(machine), /awake/);
	assert.match(describe({ ...machine, awake: true }), /; processors kept awake$/);
});

test("plots are SVG for light and dark pages", () => {
	const points = [1, 10].map((x) => ({ x, results: { rival: summary([x]), ours: summary([2 * x]) } }));
	const groups = [{ name: "text <b>", values: { ours: 3, rival: 0.5 } }];
	for (const svg of [lines({ title: "t", x: "x", y: "y", points, contestants: ["rival", "ours"] }), bars({ title: "t", y: "y", groups, contestants: ["ours", "rival"] })]) {
		assert.match(svg, /^<svg [^]*prefers-color-scheme: dark[^]*<\/svg>\n$/);
		assert.doesNotMatch(svg, /NaN|undefined|<b>/);
	}
});

test("nothing, the best that there is, is at the bottom of a plot", () => {
	const plot = (values) => lines({ title: "t", x: "x", y: "y", points: values.map((value, i) => ({ x: 10 ** i, results: { ours: summary([value]) } })), contestants: ["ours"] });
	const heights = (svg) => [...svg.matchAll(/<circle [^>]* cy="([\d.]+)"/g)].map(([, y]) => Number(y));
	const [nothing, less, more] = heights(plot([0, 0.5, 4]));
	assert.ok(nothing > less && less > more, plot([0, 0.5, 4]));
	assert.match(plot([0, 0.5, 4]), new RegExp(`y="${nothing + 4}" text-anchor="end">0<`));
	assert.deepEqual(heights(plot([0, 0])), [nothing, nothing]);
	assert.doesNotMatch(plot([0, 0]), /NaN|Infinity/);
	assert.doesNotMatch(plot([0.5, 4]), />0</);
});

test("what was measured apart takes the place of what it measures again", () => {
	const run = (engine, seconds, ...figures) => ({ part: "data", engine, seconds, figures: figures.map(([name, value]) => ({ name, value })) });
	const { date, runs } = together([
		{ date: "then", runs: [run("chromium", 3, ["a", 1], ["b", 2])] },
		{ date: "later", runs: [run("chromium", 4, ["c", 4], ["a", 3]), run("firefox", 5, ["a", 5])] },
	]);
	assert.equal(date, "then");
	assert.deepEqual(runs, [run("chromium", 7, ["a", 3], ["b", 2], ["c", 4]), run("firefox", 5, ["a", 5])]);
});

test("a run goes to its place in the documentation, again and again", () => {
	const place = (engine, text) => `<!-- bench start ${engine} -->\n\n${text}\n\n<!-- end -->\n`;
	const document = `# T\n${place("chromium", "old")}${place("firefox", "old")}`;
	const once = insert(document, { part: "start", engine: "firefox" }, "new\n");
	assert.equal(once, `# T\n${place("chromium", "old")}${place("firefox", "new")}`);
	assert.equal(insert(once, { part: "start", engine: "firefox" }, "new\n"), once);
	assert.throws(() => insert(document, { part: "start", engine: "node" }, ""), /no place/);
});

test("the documentation has a place for every run", async () => {
	const text = readFileSync(new URL("../../docs/benchmarks.md", import.meta.url), "utf8");
	for (const part of ["codec", "data", "start", "connect", "scale"]) {
		const { ENGINES } = await import(`../../bench/${part}/bench.mjs`);
		for (const engine of ENGINES) assert.match(insert(text, { part, engine }, "new"), /new/);
	}
});

test("the codec's table has a row where js-binarypack has no message to read", () => {
	const results = { "ours, util": summary([1_000]), msgpackr: summary([2_000]) };
	const text = codecTable("unpack", [{ payload: "10,000 small objects", results }], "chromium");
	assert.match(text, /\| 10,000 small objects \| throws \| 1\.00 ms \| 2\.00 ms \| 2\.7 \|/);
});

test("the raw channel of many connections sends as many bytes as PeerJS", () => {
	assert.equal(BYTES, binarypack.pack(MESSAGE).byteLength);
});
