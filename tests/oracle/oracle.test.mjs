// The oracle: every scenario runs on PeerJS 1.5.5 and on ours, in one browser,
// and must leave the same trace, but for the differences listed beside it.
//
//   BROWSER=firefox node --test tests/oracle/*.test.mjs
//   LIB=peerjs     PeerJS against itself: tests the scenarios
//   ONLY=substring only scenarios whose name contains it
//   SHOW=1         prints the traces

import { readdirSync } from "node:fs";
import { test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { expected, report } from "./compare.mjs";

const CONCURRENCY = Number(process.env.CONCURRENCY ?? 2);
const TIMEOUT = 90_000;

const topics = readdirSync(new URL("./scenarios/", import.meta.url)).filter((file) => file.endsWith(".mjs"));
const scenarios = [];
for (const file of topics.sort()) {
	const { default: ofTopic } = await import(`./scenarios/${file}`);
	for (const [name, scenario] of Object.entries(ofTopic)) {
		scenarios.push({ name: `${file.replace(".mjs", "")}: ${name}`, ...scenario });
	}
}

describeWithWorld(`oracle in ${BROWSER}`, { concurrency: CONCURRENCY }, (world) => {
	for (const scenario of scenarios) {
		if (process.env.ONLY && !scenario.name.includes(process.env.ONLY)) continue;
		test(scenario.name, { timeout: TIMEOUT }, () => check(scenario));
	}

	async function check(scenario) {
		const [peerjs, ours] = await Promise.all([play("peerjs", scenario), play(LIB, scenario)]);
		if (process.env.SHOW) console.log([scenario.name, ...ours.trace].join("\n    "));
		try {
			if (peerjs.failure) throw new Error(`on PeerJS: ${peerjs.failure}\n${peerjs.trace.join("\n")}`);
			if (ours.failure) throw new Error(`on ours: ${ours.failure}\n${ours.trace.join("\n")}`);
			// The list must fit PeerJS's trace also where PeerJS stands in for ours.
			const wanted = expected(peerjs.trace, scenario.differences);
			compare(LIB === "peerjs" ? peerjs.trace : wanted, ours.trace);
		} catch (error) {
			await world.keep(`oracle ${BROWSER} ${scenario.name}`, error.message, [peerjs.page, ours.page]);
			throw error;
		} finally {
			world.release(peerjs.page);
			world.release(ours.page);
		}
	}

	/** Runs a scenario in a page of its own. */
	async function play(lib, { run, server, fresh }) {
		const page = await world.open(lib);
		const setup = await world.setup({ server, fresh });
		// As text: the function runs in the page and sees nothing of this file.
		const outcome = await page.evaluate(`harness.run(${run}, ${JSON.stringify(setup)})`);
		return { page, ...outcome };
	}
});

function compare(wanted, actual) {
	if (wanted.length === actual.length && wanted.every((line, i) => line === actual[i])) return;
	throw new Error(`the traces differ (- expected of ours, + what it did)\n${report(wanted, actual)}`);
}
