// The differential fuzz in a browser, of the script as it ships, and of MsgPack:
//
//   BROWSER=firefox node --test tests/codec/browser.test.mjs

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { build } from "esbuild";
import { launch } from "../support/browser.mjs";
import { BROWSER, LIBRARIES, ROOT, requireLibrary } from "../support/environment.mjs";
import { fuzzTests, msgpackFuzzTests } from "./fuzz-tests.mjs";

describe(`codec in ${BROWSER}`, () => {
	let browser;
	let page;

	before(async () => {
		requireLibrary("ours");
		browser = await launch(BROWSER);
		page = await browser.newPage();
		await page.addScriptTag({ path: join(LIBRARIES.ours, "peerjs.min.js") });
		await page.addScriptTag({ content: await bundle("tests/codec/fuzz.mjs", "fuzz") });
		await page.addScriptTag({ content: await bundle("tests/codec/msgpack-fuzz.mjs", "msgpackFuzz") });
		const module = readFileSync(join(ROOT, "target/msgpack/peerjs_wasm.wasm"), "base64");
		await page.evaluate((module) => void msgpackFuzz.instantiate(Uint8Array.from(atob(module), (character) => character.charCodeAt())), module);
	});
	after(() => browser?.close());

	fuzzTests((name, seed) => page.evaluate((name, seed) => fuzz[name](peerjs.util, seed), name, seed));
	msgpackFuzzTests((name, seed) => page.evaluate((name, seed) => msgpackFuzz[name](seed), name, seed));
});

/** A module and what it imports as a script, which leaves its exports in a global. */
async function bundle(entry, globalName) {
	const { outputFiles } = await build({ entryPoints: [join(ROOT, entry)], bundle: true, write: false, format: "iife", globalName });
	return outputFiles[0].text;
}
