// Chat and files, used as a visitor would.
//
//   BROWSER=firefox node --test tests/e2e/site-chat.test.mjs
//   LIB=peerjs      with PeerJS's own script in place of ours

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { startSite } from "./site-server.mjs";
import { noteShifts, TELLS_SHIFTS, withVisitors } from "./site-visitor.mjs";

const TIMEOUT = 180_000;

describeWithWorld(`chat page in ${BROWSER}`, (world) => {
	let site;

	before(async () => {
		// Quick to find out that nobody has an id.
		const { port } = await world.setup({ server: { expire_timeout: 200, cleanup_out_msgs: 200 } });
		site = await startSite(LIB, port);
	});
	after(() => site?.close());

	scenario("two visitors talk both ways", async (open) => {
		const [anna, ben] = await Promise.all([open(), open()]);
		await ben.online();
		await ben.connect(await anna.online());
		await Promise.all([anna.connected(), ben.connected()]);
		await ben.say("Hello, Anna");
		await anna.hears("Hello, Anna");
		await anna.say("Hello, Ben <b>&amp; всем 👋");
		await ben.hears("Hello, Ben <b>&amp; всем 👋");
		await ben.isAccessible();
	});

	scenario("a shared link connects by itself", async (open) => {
		const anna = await open({ prepare: TELLS_SHIFTS && noteShifts });
		const ben = await open({ query: { connect: await anna.online() } });
		await Promise.all([anna.connected(), ben.connected()]);
		await ben.say("Your link works");
		await anna.hears("Your link works");
		if (TELLS_SHIFTS) await anna.stayedInPlace();
	});

	scenario("a link pasted as an id connects", async (open) => {
		const [anna, ben] = await Promise.all([open(), open()]);
		await ben.online();
		await ben.connect(`${site.url}chat/?connect=${await anna.online()}`);
		await Promise.all([anna.connected(), ben.connected()]);
	});

	scenario("the code on the screen is the link", async (open) => {
		const anna = await open();
		const id = await anna.online();
		assert.equal(await anna.link(), `${site.url}chat/?connect=${id}`);
	});

	scenario("a server of one's own is set, and goes along", async (open) => {
		const { port } = await world.setup({ server: { path: "/mine", key: "secret" } });
		const anna = await open();
		await anna.online();
		await anna.fill({ port: `${port}`, path: "/mine", key: "secret" });
		await anna.click(".settings .primary");
		await anna.sees(".settings .error", "Name a host");
		await anna.isAccessible();
		await anna.set({ host: "127.0.0.1" });
		await anna.sees("#server p", `introduced by 127.0.0.1:${port}`);
		const query = Object.fromEntries(new URL(anna.page.url()).searchParams);
		assert.deepEqual(query, { host: "127.0.0.1", port: `${port}`, path: "/mine", key: "secret", secure: "0" });
		// Whoever gets the link comes to the same server.
		const ben = await open({ query: { ...query, connect: await anna.online() } });
		await Promise.all([anna.connected(), ben.connected()]);
		const home = await anna.page.$eval("header.site a[href*='?']", ({ href }) => href);
		assert.equal(new URL(home).searchParams.get("path"), "/mine");
	});

	scenario("a wrong id, one's own and none at all are explained", async (open) => {
		const anna = await open();
		const id = await anna.online();
		await anna.click("#connect button");
		await anna.sees("#connect-hint.error", "Type or paste an id first.");
		await anna.connect(id);
		await anna.sees("#connect-hint.error", "That is your own id.");
		await anna.click("#peer-id");
		await anna.page.keyboard.press("End");
		await anna.page.keyboard.type("0");
		await anna.click("#connect button");
		await anna.isTold("Nobody with this id is online.");
		await anna.sees(".talk .toggle", "Connect again");
	});

	scenario("an id of one's own: taken, not allowed, free", async (open) => {
		const [anna, ben] = await Promise.all([open(), open()]);
		const taken = await anna.online();
		const wanted = `Ben-${world.prefix}`;
		await ben.online();
		await ben.click("details:has(#rename) summary");
		await ben.type("#rename input", taken);
		await ben.click("#rename button");
		await ben.sees("#rename-hint.error", `“${taken}” is taken.`);
		await ben.type("#rename input", "!");
		await ben.click("#rename button");
		await ben.sees("#rename-hint.error", "Not allowed as an id");
		await ben.page.$eval("#rename input", (input) => input.select());
		await ben.page.keyboard.type(wanted);
		await ben.click("#rename button");
		await ben.sees("#own-id", wanted);
		await anna.connect(wanted);
		await Promise.all([anna.connected(), ben.connected()]);
	});

	scenario("each visitor has a conversation of their own", async (open) => {
		const [anna, ben] = await pair(open);
		const carl = await open();
		const name = await carl.online();
		await carl.connect(await anna.online());
		await carl.connected();
		await carl.say("Carl here");
		await anna.sees(".people .badge", "1 new");
		await ben.say("Ben here");
		await anna.hears("Ben here");
		await anna.click(".people li:nth-child(2) button");
		await anna.sees(".talk h2", name);
		await anna.hears("Carl here");
		await anna.say("Only for Carl");
		await carl.hears("Only for Carl");
		assert.ok(!(await ben.page.content()).includes("Only for Carl"));
	});

	scenario("a visitor who leaves is missed, and found again", async (open) => {
		const [anna, ben] = await pair(open);
		await ben.toggle();
		await ben.isTold("You disconnected.");
		await anna.isTold("They disconnected");
		await anna.toggle();
		await Promise.all([anna.connected(), ben.connected()]);
		await ben.page.close();
		await anna.isTold("They disconnected");
	});

	scenario("a lost server is explained, and can be reconnected to", { networkReports: true }, async (open) => {
		const [anna, ben] = await pair(open);
		const id = await anna.online();
		await site.down();
		await anna.sees("#server p", "The server was lost. Open conversations go on");
		await ben.say("Still here");
		await anna.hears("Still here");
		await anna.connect("somebody-else");
		await anna.isTold("Not connected: you are offline.");
		await anna.click("#server button");
		await anna.sees("#server p", "The server was lost.");
		await site.up();
		await anna.click("#server button");
		assert.equal(await anna.online(), id);
		await (await open({ query: { connect: id } })).connected();
	});

	scenario("a server that still holds the socket of before is returned to", { networkReports: true }, async (open) => {
		const anna = await open();
		const id = await anna.online();
		site.lose();
		await anna.sees("#server h2", "Offline");
		await anna.click("#server button");
		assert.equal(await anna.online(), id);
		await (await open({ query: { connect: id } })).connected();
	});

	scenario("what is said twice is shown once, and what is no text at all not", async (open) => {
		const anna = await open();
		const id = await anna.online();
		const raw = await open();
		await raw.online();
		await raw.page.evaluate(dial, site.config, id, { heard: true });
		await anna.connected();
		await anna.say("One");
		await raw.page.evaluate(() => globalThis.say({ kind: "text", number: 7, text: "Two" }, { kind: "text", number: 7, text: "Two" }));
		await anna.hears("Two");
		await raw.page.evaluate(() => globalThis.say({ kind: "heard", number: {} }, { kind: "heard", number: -1 }, { kind: "text", number: "8", text: "No" }, { kind: "text", number: 9, text: { no: 1 } }));
		// The same again over another connection, and what was not acknowledged.
		await raw.page.evaluate(() => globalThis.again());
		await raw.page.evaluate(() => globalThis.say({ kind: "text", number: 7, text: "Two" }, { kind: "text", number: 8, text: "Three" }));
		await anna.hears("Three");
		assert.deepEqual(await anna.reads(), ["One", "Two", "Three"]);
		await raw.page.waitForFunction(() => globalThis.heard.filter(({ text }) => text === "One").length === 2, { polling: 50 });
		await raw.page.waitForFunction(() => globalThis.heard.some(({ kind, number }) => kind === "heard" && number === 8), { polling: 50 });
		const heard = await raw.page.evaluate(() => globalThis.heard);
		const { number } = heard.find(({ text }) => text === "One");
		assert.ok(Number.isSafeInteger(number));
		assert.deepEqual(heard.filter(({ kind, text }) => kind === "text" && text === "One"), [{ kind: "text", number, text: "One" }, { kind: "text", number, text: "One" }]);
		assert.deepEqual(heard.filter(({ kind, number }) => kind === "heard" && number).map(({ number }) => number), [7, 7, 7, 8]);
		// Acknowledged, it is not said again.
		await raw.page.evaluate((number) => globalThis.say({ kind: "heard", number }, { kind: "text", number: 10, text: "Four" }), number);
		await anna.hears("Four");
		await raw.page.evaluate(() => globalThis.again());
		// She greets each connection that opens.
		await raw.page.waitForFunction(() => globalThis.heard.filter(({ kind, number }) => kind === "heard" && number === undefined).length === 3, { polling: 50 });
		await anna.say("Five");
		await raw.page.waitForFunction(() => globalThis.heard.some(({ text }) => text === "Five"), { polling: 50 });
		assert.equal(await raw.page.evaluate(() => globalThis.heard.filter(({ text }) => text === "One").length), 2);
	});

	scenario("a page that acknowledges nothing gets texts as they are", async (open) => {
		const anna = await open();
		const id = await anna.online();
		const raw = await open();
		await raw.online();
		await raw.page.evaluate(dial, site.config, id);
		await anna.connected();
		await anna.say("One");
		await raw.page.evaluate(() => globalThis.say("Two"));
		await anna.hears("Two");
		await anna.say("Three");
		await raw.page.waitForFunction(() => globalThis.heard.length === 2, { polling: 50 });
		assert.deepEqual(await raw.page.evaluate(() => globalThis.heard), ["One", "Three"]);
	});

	scenario("a server that is not there is explained", { networkReports: true }, async (open) => {
		await site.down();
		const anna = await open();
		await anna.sees("#server p", "The server does not answer");
		await site.up();
		await anna.click("#server button");
		await anna.online();
	});

	scenario("on a phone everything fits, and Back leads home", async (open) => {
		const [anna, ben] = await pair(open, { device: "phone" });
		await ben.say("x".repeat(200));
		await anna.hears("x".repeat(200));
		assert.equal(await anna.overflow(), 0, "the conversation is too wide");
		await anna.back();
		await anna.sees(".people .state", "Connected");
		assert.equal(await anna.overflow(), 0, "the home view is too wide");
		await anna.click(".people button");
		await anna.hears("x");
	});

	scenario("a page that is loaded again is the same visitor, and goes on", async (open) => {
		const [anna, ben] = await pair(open);
		const id = await ben.online();
		await ben.say("Before");
		await anna.hears("Before");
		await anna.say("Before, too");
		await ben.hears("Before, too");
		await ben.page.reload();
		assert.equal(await ben.online(), id);
		await ben.isTold("The page was loaded again.");
		await Promise.all([anna.connected(), ben.connected()]);
		assert.deepEqual(await ben.reads(), ["Before", "Before, too"]);
		await ben.say("After");
		await anna.hears("After");
		await anna.say("After, too");
		await ben.hears("After, too");
		// What has been said is told once, however often it is loaded.
		await ben.page.reload();
		await Promise.all([anna.connected(), ben.connected()]);
		assert.deepEqual(await ben.reads(), ["Before", "Before, too", "After", "After, too"]);
		assert.deepEqual(await anna.reads(), ["Before", "Before, too", "After", "After, too"]);
		assert.equal(await anna.page.$$eval(".people li", ({ length }) => length), 1);
		await ben.isAccessible();
	});

	scenario("a visitor who looks at another page and comes back is loaded again, too", async (open) => {
		const [anna, ben] = await pair(open);
		const id = await ben.online();
		await ben.say("Before");
		await anna.hears("Before");
		await Promise.all([ben.page.waitForNavigation(), ben.page.evaluate(() => document.querySelector("#site-menu a[href*='/draw/']").click())]);
		await anna.isTold("They disconnected");
		await ben.page.goBack();
		await ben.connected();
		assert.equal(await ben.online(), id);
		assert.deepEqual(await ben.reads(), ["Before"]);
		await ben.say("After");
		await anna.hears("After");
	});

	scenario("both pages are loaded again at once", async (open) => {
		const [anna, ben] = await pair(open);
		await ben.say("Before");
		await anna.hears("Before");
		await Promise.all([anna.page.reload(), ben.page.reload()]);
		await Promise.all([anna.connected(), ben.connected()]);
		await anna.say("After");
		await ben.hears("After");
		assert.deepEqual(await ben.reads(), ["Before", "After"]);
	});

	scenario("the server has not seen yet that the page of before is gone", async (open) => {
		const [anna, ben] = await pair(open);
		const id = await ben.online();
		await ben.say("Before");
		await anna.hears("Before");
		site.hold(4);
		await ben.page.reload();
		assert.equal(await ben.online(), id);
		await Promise.all([anna.connected(), ben.connected()]);
		await ben.say("After");
		await anna.hears("After");
	});

	scenario("an id of before that the server does not give back is explained", async (open) => {
		const [anna, ben] = await pair(open);
		const id = await ben.online();
		await ben.say("Before");
		await anna.hears("Before");
		site.hold(Infinity);
		await ben.page.reload();
		await ben.sees("#server p", "Your id is new");
		// The other visitor has to be heard again.
		await site.up();
		assert.notEqual(await ben.online(), id);
		await ben.connected();
		assert.deepEqual(await ben.reads(), ["Before"]);
	});

	scenario("who hung up is not connected again, nor is someone at another server", async (open) => {
		const [anna, ben] = await pair(open);
		await ben.say("Before");
		await anna.hears("Before");
		await ben.toggle();
		await anna.isTold("They disconnected");
		await ben.page.reload();
		await ben.online();
		await ben.sees(".talk .toggle", "Connect again");
		assert.deepEqual(await ben.reads(), ["Before"]);
		await ben.toggle();
		await Promise.all([anna.connected(), ben.connected()]);
		const { port } = await world.setup({ server: { path: "/other" } });
		await ben.set({ host: "127.0.0.1", port: `${port}`, path: "/other" });
		await ben.online();
		await ben.sees(".talk .toggle", "Connect again");
		assert.deepEqual(await ben.reads(), ["Before"]);
	});

	scenario("a tab that is duplicated is somebody else", async (open) => {
		const [anna, ben] = await pair(open);
		const id = await ben.online();
		const copy = await ben.opensAnother();
		await copy.sees("#server h2", "Online");
		assert.notEqual(await copy.online(), id);
		await copy.connected();
		await ben.say("Still me");
		await anna.hears("Still me");
	});

	scenario("on a phone a page that is loaded again shows what it showed", async (open) => {
		const [anna, ben] = await pair(open, { device: "phone" });
		await ben.say("Before");
		await anna.hears("Before");
		await ben.page.reload();
		await ben.connected();
		assert.deepEqual(await ben.reads(), ["Before"]);
		await ben.back();
		await ben.sees(".people .state", "Connected");
		await ben.page.reload();
		await ben.sees(".people .state", "Connected");
		await ben.click(".people button");
		await ben.connected();
		assert.deepEqual(await ben.reads(), ["Before"]);
	});

	/** Two visitors with a conversation open between them. */
	async function pair(open, options) {
		const anna = await open(options);
		const ben = await open({ ...options, query: { connect: await anna.online() } });
		await Promise.all([anna.connected(), ben.connected()]);
		return [anna, ben];
	}

	function scenario(name, ...rest) {
		if (!name.includes(process.env.ONLY ?? "")) return;
		const run = rest.pop();
		test(name, { timeout: TIMEOUT }, () => withVisitors(world, site, "chat/", name, run, ...rest));
	}
});

/**
 * In the page: a Peer without the page connects. Keeps what it hears; `say` sends to the newest
 * connection, `again` makes another one, beside those that there are.
 */
async function dial(config, id, metadata) {
	const peer = new Peer(config);
	globalThis.heard = [];
	await new Promise((resolve) => peer.on("open", resolve));
	let newest;
	globalThis.say = (...values) => values.forEach((value) => newest.send(value));
	globalThis.again = async () => {
		newest = peer.connect(id, { reliable: true, metadata });
		newest.on("data", (value) => globalThis.heard.push(value));
		await new Promise((resolve) => newest.on("open", resolve));
	};
	await globalThis.again();
}
