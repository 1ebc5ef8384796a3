// STUN and TURN servers of one's own, set in the panel that the pages share.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { startTurnServer } from "../support/turn-server.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { startSite } from "./site-server.mjs";
import { relayOnly, withVisitors } from "./site-visitor.mjs";

const TIMEOUT = 120_000;

describeWithWorld(`settings in ${BROWSER}`, (world) => {
	let site;
	let turn;
	/** As they are typed. */
	let settings;

	before(async () => {
		const { port } = await world.setup({ server: { expire_timeout: 200, cleanup_out_msgs: 200 } });
		[site, turn] = await Promise.all([startSite(LIB, port), startTurnServer()]);
		const { urls, username, credential } = turn.iceServer;
		settings = { turn: urls, username, credential };
	});
	after(() => Promise.all([site?.close(), turn?.close()]));

	scenario("what goes through a TURN server of one's own, which both have typed", async (open) => {
		const anna = await open({ prepare: relayOnly });
		await anna.set(settings);
		await anna.online();
		const link = await anna.link();
		for (const address of [link, anna.page.url()]) assert.ok(!address.includes(settings.credential), address);
		const ben = await open({ prepare: relayOnly, url: link });
		await ben.sees(".settings summary", "the TURN server needs its credential");
		await ben.isAccessible();
		await ben.set({ credential: settings.credential });
		await Promise.all([anna.connected(), ben.connected()]);
		await ben.say("By relay");
		await anna.hears("By relay");
		assert.equal(await ben.page.$eval(".settings .missing", ({ hidden }) => hidden), true);
	});

	scenario("links carry the credential where the user says so, and not further", async (open) => {
		const anna = await open({ prepare: relayOnly });
		await anna.set({ ...settings, inLinks: true });
		await anna.online();
		const link = await anna.link();
		assert.equal(new URL(link).hash, `#credential=${settings.credential}`);
		const ben = await open({ prepare: relayOnly, url: link });
		await Promise.all([anna.connected(), ben.connected()]);
		for (const address of [await ben.link(), anna.page.url(), ben.page.url()]) assert.ok(!address.includes(settings.credential), address);
		// Ticked no more, it is out of the links again.
		await anna.set({ inLinks: false });
		await anna.online();
		assert.equal(new URL(await anna.link()).hash, "");
	});

	scenario("the other pages of the tab have them, too; the defaults take all away", async (open) => {
		const anna = await open();
		await anna.set({ stun: "stun:127.0.0.1:3478 stun:127.0.0.1:3479", ...settings });
		await Promise.all([anna.page.waitForNavigation(), anna.page.evaluate(() => document.querySelector("#site-menu a[href*='/call/']").click())]);
		const typed = await anna.page.$$eval(".settings input:not([type=checkbox])", (inputs) => Object.fromEntries(inputs.map(({ name, value }) => [name, value])));
		assert.deepEqual(typed, { host: "", port: "", path: "", key: "", stun: "stun:127.0.0.1:3478 stun:127.0.0.1:3479", ...settings });
		await anna.click(".settings summary");
		await Promise.all([anna.page.waitForNavigation(), anna.click(".settings [name=reset]")]);
		assert.equal(new URL(anna.page.url()).search, "");
		assert.equal(await anna.page.$eval(".settings [name=credential]", ({ value }) => value), "");
		assert.ok(!(await anna.page.evaluate(() => JSON.stringify(sessionStorage))).includes(settings.credential));
	});

	scenario("a credential is for the server that it was typed for", async (open) => {
		const anna = await open();
		await anna.set(settings);
		await anna.page.goto(`${site.url}chat/?${new URLSearchParams({ turn: "turn:127.0.0.1:3478", username: settings.username })}`);
		await anna.sees(".settings summary", "the TURN server needs its credential");
		assert.equal(await anna.page.$eval(".settings [name=credential]", ({ value }) => value), "");
	});

	scenario("what cannot be is explained", async (open) => {
		const anna = await open({ device: "phone" });
		const refused = async (settings, words) => {
			await anna.fill(settings);
			await anna.click(".settings .primary");
			await anna.sees(".settings .error", words);
		};
		await refused({ stun: "stun.example.org" }, "A STUN server looks like stun:");
		await refused({ stun: "", username: "somebody" }, "Name the TURN server that username and credential are for.");
		await refused({ turn: "turn.example.org" }, "A TURN server looks like turn:");
		await refused({ turn: "turn:turn.example.org" }, "A TURN server needs a username and a credential.");
		await refused({ turn: "turn:turn.example.org?transport=pigeon", credential: "secret" }, "The browser does not take these:");
		assert.equal(await anna.overflow(), 0);
		await anna.isAccessible();
		await anna.page.goto(`${site.url}chat/?stun=pigeon`);
		await anna.sees("#server p", "that this browser does not take");
	});

	function scenario(name, run) {
		if (!name.includes(process.env.ONLY ?? "")) return;
		test(name, { timeout: TIMEOUT }, () => withVisitors(world, site, "chat/", name, run));
	}
});
