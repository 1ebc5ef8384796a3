// What runs a table of tests each of which is a function in a page with our
// library: `run(t)`, with the `Run` of support/page/harness.js, in which two new
// Peers must find each other at the end. The trace must be `trace`; `query` is for the
// page's address.

import assert from "node:assert/strict";
import { test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { describeWithWorld } from "../support/world.mjs";

const TIMEOUT = 60_000;

/** `ONLY` selects tests by a part of their name. */
export function describeInPage(title, tests, { scripts = [] } = {}) {
	describeWithWorld(`${title} in ${BROWSER}`, { concurrency: 2 }, (world) => {
		for (const [name, { run, trace = [], query }] of Object.entries(tests)) {
			if (!name.includes(process.env.ONLY ?? "")) continue;
			test(name, { timeout: TIMEOUT }, () => check(name, run, trace, query));
		}

		async function check(name, run, trace, query) {
			const page = await world.open(LIB, { scripts: ["/e2e/still-works.js", ...scripts], query });
			try {
				const whole = `async (t) => { await (${run})(t); await stillWorks(t); }`;
				const outcome = await page.evaluate(`harness.run(${whole}, ${JSON.stringify(await world.setup())})`);
				if (outcome.failure) throw new Error(`${outcome.failure}\n${outcome.trace.join("\n")}`);
				assert.deepEqual(outcome.trace, trace);
			} catch (error) {
				await world.keep(`${title} ${BROWSER} ${name}`, error.stack, [page]);
				throw error;
			} finally {
				world.release(page);
			}
		}
	});
}
