// Pages of a bench, and what runs in them.

import { fileURLToPath } from "node:url";

import { build } from "esbuild";

/** A script of a folder `page`, as one text that defines `bench`. */
export async function bundle(url, options) {
	const { outputFiles } = await build({
		entryPoints: [fileURLToPath(url)],
		bundle: true,
		write: false,
		format: "iife",
		globalName: "bench",
		...options,
	});
	return outputFiles[0].text;
}

/** The address of a page with a library and nothing else, or without one; its clock is as fine as it gets. */
export const addressOf = ({ origin }, lib) => `${origin}/bench/shared/page/${lib ? `peer.html?lib=${lib}` : "blank.html"}`;

/** Opens an address in a context of its own, and so in a process of its own. */
export async function openPage(browser, address, script) {
	const context = await browser.createBrowserContext();
	const page = await context.newPage();
	await page.goto(address);
	if (script) await page.addScriptTag({ content: script });
	return page;
}

export const closePage = (page) => page.browserContext().close();
