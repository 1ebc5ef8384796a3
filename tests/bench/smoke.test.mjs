// Every benchmark runs, once and with little to do, so that none goes stale.

import assert from "node:assert/strict";
import { test } from "node:test";

import { measuresOf } from "../../bench/data/measures.mjs";
import { comparison } from "../../bench/shared/baseline.mjs";
import { addressOf, bundle, openPage } from "../../bench/shared/pages.mjs";
import { onStage } from "../../bench/shared/stage.mjs";
import { effectsOf } from "../../bench/start/bench.mjs";
import { BROWSER, requireLibrary } from "../support/environment.mjs";

// Each measure has code of its own.
const measures = measuresOf({ large: 1, huge: 8, sizes: [1 << 10, 1 << 18], small: 200, trips: 50 });
const onBothSides = ["raw", "PeerJS → PeerJS", "ours → ours"];
const onOneSide = ["ours → PeerJS", "PeerJS → ours"];

/** A part, how little of it, and the contestants of each figure, by the figure's name. */
const PARTS = {
	codec: { options: { only: "'hello'" }, contestants: () => ["js-binarypack", "ours, util", "msgpackr"] },
	data: {
		options: { measures, warmUp: 1 << 20 },
		contestants: (name) => {
			if (name.includes("File")) return ["raw", "ours → ours"];
			return name.startsWith("throughput") ? onBothSides : [...onBothSides, ...onOneSide];
		},
	},
	start: { contestants: () => ["PeerJS", "ours", "ours, slim"] },
	connect: { contestants: () => ["floor", "PeerJS", "ours", "simple-peer"] },
	scale: { options: { counts: [1, 3], queues: [10], rest: 100 }, contestants: () => ["raw", "PeerJS", "ours"] },
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
			for (const contestant of contestants(name)) {
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

test("bench start counts what loading could bring about", async () => {
	await onStage(BROWSER, async ({ browser, pages }) => {
		const script = await bundle(new URL("../../bench/start/page/page.js", import.meta.url));
		const page = await openPage(browser, addressOf(pages), script);
		const make = () => {
			new RTCPeerConnection();
			document.body.append("text");
			document.body.getBoundingClientRect();
		};
		const { connections, layout } = await effectsOf(page, BROWSER, () => page.evaluate(make));
		assert.equal(connections, 1);
		if (BROWSER === "chromium") assert.ok(layout > 0, `${layout} passes of style and layout`);
	});
});
