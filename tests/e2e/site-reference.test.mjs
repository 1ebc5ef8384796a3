// The API reference, used as a reader would: find a name, run its example, follow an
// anchor of PeerJS's documentation.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { startSite } from "./site-server.mjs";
import { visit } from "./site-visitor.mjs";

const TIMEOUT = 120_000;

describeWithWorld(`reference in ${BROWSER}`, { skip: LIB !== "ours" && "it comes with the modules" }, (world) => {
	let site;
	before(async () => {
		const { port } = await world.setup();
		site = await startSite(LIB, port);
	});
	after(() => site?.close());

	reader("a name is found by a part of it, and Enter goes there", "reference/", async (reader) => {
		await reader.type("#find", "maxretr");
		await reader.sees("#found", "1 found");
		await reader.sees("#results a", "PeerConnectOption.maxRetransmits");
		await Promise.all([reader.page.waitForNavigation(), reader.page.keyboard.press("Enter")]);
		assert.ok(reader.page.url().endsWith("/reference/connections/#PeerConnectOption.maxRetransmits"), reader.page.url());
		await reader.sees("h3", "maxRetransmits");
	});

	reader("the name itself comes before those that contain it", "reference/peer/", async (reader) => {
		await reader.type("#find", "destroy");
		await reader.sees("#results a", "Peer.destroyed");
		const first = await reader.page.$eval("#results li code", ({ textContent }) => textContent);
		assert.equal(first, "Peer.destroy");
		await reader.sees("header.site [aria-current=true]", "Reference");
		await reader.page.keyboard.type("xyz");
		await reader.sees("#found", "Nothing has that name.");
	});

	reader("an example runs in the page", "reference/connections/#DataConnection.send", async (reader) => {
		await press(reader, '[data-example="send-values"] button');
		await reader.sees('[data-example="send-values"] output', "hi! [150,-1,2.5,null] true");
		await reader.sees('[data-example="send-values"] button', "Run again");
	});

	reader("an anchor of PeerJS's documentation shows where its name is described", "reference/#peerconnect-options-label", async (reader) => {
		await reader.sees("#peerconnect-options-label", "PeerConnectOption.label");
		await press(reader, "#peerconnect-options-label a");
		await reader.sees("h3", "label");
	});

	reader("an address that was cut off opens the page all the same", "reference/connections/#%E0%A4", async (reader) => {
		await press(reader, '[data-example="send-values"] button');
		await reader.sees('[data-example="send-values"] output', "hi!");
	});

	/** By the keyboard: the page may still be scrolling to its anchor. */
	async function press({ page }, selector) {
		await page.bringToFront();
		await page.waitForSelector(selector);
		await page.focus(selector);
		await page.keyboard.press("Enter");
	}

	/** A test of a page; nothing may be wrong in its console. */
	function reader(name, path, run) {
		test(name, { timeout: TIMEOUT }, async () => {
			const reader = await visit(world.browsers.get(BROWSER), `${site.url}${path}`);
			try {
				await run(reader);
				assert.deepEqual(reader.errors, []);
			} catch (error) {
				await world.keep(`reference ${BROWSER} ${name}`, error.stack, [Object.assign(reader.page, { kind: BROWSER, log: reader.errors })]);
				throw error;
			} finally {
				await reader.page.close();
			}
		});
	}
});
