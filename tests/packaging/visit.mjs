// A browser that opens pages in which two Peers meet.

import { launch } from "../support/browser.mjs";
import { BROWSER } from "../support/environment.mjs";
import { peerServer, stopPeerServers } from "../support/peer-server.mjs";

/** What the Peers of a page have said when all is well. */
export const HELLO = "hello, too";

/** @returns `meet(address)`, what the Peers of the page have said; `open`; `close`. */
export async function startVisitor() {
	const [browser, port] = await Promise.all([launch(BROWSER), peerServer()]);

	/** Opens a page, closed again after `use`; what the page logs is part of a failure. */
	async function open(address, use) {
		const page = await browser.newPage();
		const log = [];
		page.on("console", (message) => log.push(message.text()));
		page.on("pageerror", (error) => log.push(String(error)));
		page.on("requestfailed", (request) => log.push(`failed: ${request.url()}`));
		try {
			const url = new URL(address);
			url.searchParams.set("port", port);
			await page.goto(url.href);
			return await use(page);
		} catch (error) {
			error.message += `\n${log.join("\n")}`;
			throw error;
		} finally {
			await page.close();
		}
	}

	return {
		browser,
		port,
		open,
		meet: (address) =>
			open(address, async (page) => {
				await page.waitForFunction("'met' in window");
				return page.evaluate(() => window.met);
			}),
		async close() {
			await browser.close();
			await stopPeerServers();
		},
	};
}
