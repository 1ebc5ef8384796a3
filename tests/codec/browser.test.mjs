// The differential fuzz in a browser, of the script as it ships:
//
//   BROWSER=firefox node --test tests/codec/browser.test.mjs

import { join } from "node:path";
import { after, before, describe } from "node:test";
import { build } from "esbuild";
import { launch } from "../support/browser.mjs";
import { BROWSER, LIBRARIES, ROOT, requireLibrary } from "../support/environment.mjs";
import { fuzzTests } from "./fuzz-tests.mjs";

describe(`codec in ${BROWSER}`, () => {
	let browser;
	let page;

	before(async () => {
		requireLibrary("ours");
		browser = await launch(BROWSER);
		page = await browser.newPage();
		await page.addScriptTag({ path: join(LIBRARIES.ours, "peerjs.min.js") });
		await page.addScriptTag({ content: await bundle("tests/codec/fuzz.mjs") });
	});
	after(() => browser?.close());

	fuzzTests((name, seed) => page.evaluate((name, seed) => fuzz[name](peerjs.util, seed), name, seed));
});

/** A module and what it imports as a script, which leaves its exports in `fuzz`. */
async function bundle(entry) {
	const { outputFiles } = await build({ entryPoints: [join(ROOT, entry)], bundle: true, write: false, format: "iife", globalName: "fuzz" });
	return outputFiles[0].text;
}
