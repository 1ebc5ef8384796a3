// Every benchmark runs, once and with little to do, so that none goes stale.

import assert from "node:assert/strict";
import { test } from "node:test";

import { comparison } from "../../bench/shared/baseline.mjs";
import { BROWSER, requireLibrary } from "../support/environment.mjs";

/** A part, how little of it, and the contestants of each figure. */
const PARTS = {
	codec: { options: { only: "'hello'" }, contestants: ["js-binarypack", "ours, util", "msgpackr"] },
	data: { options: { only: "values of 1 KB" }, contestants: ["raw", "PeerJS → PeerJS", "ours → ours"] },
	start: { contestants: ["PeerJS", "ours", "ours, slim"] },
	connect: { contestants: ["floor", "PeerJS", "ours"] },
	scale: { options: { counts: [1, 3], queues: [10], rest: 100 }, contestants: ["raw", "PeerJS", "ours"] },
};

requireLibrary("ours");

for (const [part, { options, contestants }] of Object.entries(PARTS)) {
	test(`bench ${part}`, async () => {
		const { measure, report, plots, beside } = await import(`../../bench/${part}/bench.mjs`);
		const measured = await measure(BROWSER, { rounds: 1, only: "", ...options });
		// As it is kept.
		const run = JSON.parse(JSON.stringify({ engine: BROWSER, ...measured }));
		assert.ok(run.figures.length > 0);
		for (const { name, results } of run.figures) {
			for (const contestant of contestants) {
				assert.ok(Number.isFinite(results[contestant]?.median), `${name}, ${contestant}: ${JSON.stringify(results[contestant])}`);
			}
		}
		for (const { name, results } of run.figures) {
			if (part === "start" && name.endsWith("of loading")) assert.equal(results.ours.median, 0, name);
		}
		assert.doesNotMatch(report(run), /NaN|undefined|fails/);
		assert.match(comparison(run, run, beside), /ours/);
		for (const [name, svg] of Object.entries(plots?.(run) ?? {})) {
			assert.match(svg, /^<svg [^]*<\/svg>\n$/, name);
			assert.doesNotMatch(svg, /NaN|undefined|Infinity/, name);
		}
	});
}

