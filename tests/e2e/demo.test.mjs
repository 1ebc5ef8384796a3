// The demo, used as a visitor would.
//
//   BROWSER=firefox node --test tests/e2e/demo.test.mjs
//   LIB=peerjs      with PeerJS's own script in place of ours

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { BROWSER, LIB, requireLibrary } from "../support/environment.mjs";
import { startWorld } from "../support/world.mjs";
import { startDemo } from "./demo-server.mjs";
import { visit } from "./demo-visitor.mjs";

const TIMEOUT = 60_000;

/** What browsers themselves report when a server cannot be reached. */
const NETWORK_REPORT = /WebSocket connection|Failed to load resource|can’t establish a connection|Cross-Origin Request Blocked/;

describe(`demo in ${BROWSER}`, () => {
	let world;
	let demo;
	let folder;

	before(async () => {
		requireLibrary();
		world = await startWorld();
		// Quick to find out that nobody has an id.
		const { port } = await world.setup({ server: { expire_timeout: 200, cleanup_out_msgs: 200 } });
		demo = await startDemo(LIB, port);
		folder = await mkdtemp(join(tmpdir(), "demo-"));
	});
	after(async () => {
		await demo?.close();
		await world?.close();
		if (folder) await rm(folder, { recursive: true });
	});

	scenario("two visitors talk both ways", async (open) => {
		const [anna, ben] = await Promise.all([open(), open()]);
		await ben.online();
		await ben.connect(await anna.online());
		await Promise.all([anna.connected(), ben.connected()]);
		await ben.say("Hello, Anna");
		await anna.hears("Hello, Anna");
		await anna.say("Hello, Ben <b>&amp; всем 👋");
		await ben.hears("Hello, Ben <b>&amp; всем 👋");
	});

	scenario("a shared link connects by itself", async (open) => {
		const anna = await open();
		const ben = await open({ query: { connect: await anna.online() } });
		await Promise.all([anna.connected(), ben.connected()]);
		await ben.say("Your link works");
		await anna.hears("Your link works");
	});

	scenario("a link pasted as an id connects", async (open) => {
		const [anna, ben] = await Promise.all([open(), open()]);
		await ben.online();
		await ben.connect(`${demo.url}?connect=${await anna.online()}`);
		await Promise.all([anna.connected(), ben.connected()]);
	});

	scenario("a file arrives byte for byte", async (open) => {
		const [anna, ben] = await pair(open);
		const bytes = randomBytes(300_000);
		const path = join(folder, "some file.bin");
		await writeFile(path, bytes);
		await ben.sendFile(path);
		assert.deepEqual(await anna.saved("some file.bin"), {
			name: "some file.bin",
			hash: createHash("sha256").update(bytes).digest("hex"),
		});
	});

	scenario("a file that is too large is refused in words", async (open) => {
		const [, ben] = await pair(open);
		const path = join(folder, "film.mp4");
		await writeFile(path, "");
		await truncate(path, 50_000_001);
		await ben.sendFile(path);
		await ben.isTold("film.mp4 was not sent: a file can have up to 50 MB.");
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
		await ben.click("summary");
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
		await anna.sees("nav .badge", "1 new");
		await ben.say("Ben here");
		await anna.hears("Ben here");
		await anna.click("nav li:nth-child(2) button");
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
		await demo.down();
		await anna.sees("#server p", "The server was lost. Open conversations go on");
		await ben.say("Still here");
		await anna.hears("Still here");
		await anna.connect("somebody-else");
		await anna.isTold("Not connected: you are offline.");
		await anna.click("#server button");
		await anna.sees("#server p", "The server was lost.");
		await demo.up();
		await anna.click("#server button");
		assert.equal(await anna.online(), id);
		await (await open({ query: { connect: id } })).connected();
	});

	scenario("a server that is not there is explained", { networkReports: true }, async (open) => {
		await demo.down();
		const anna = await open();
		await anna.sees("#server p", "The server does not answer");
		await demo.up();
		await anna.click("#server button");
		await anna.online();
	});

	scenario("on a phone everything fits, and Back leads home", async (open) => {
		const [anna, ben] = await pair(open, "phone");
		await ben.say("x".repeat(200));
		await anna.hears("x".repeat(200));
		assert.equal(await anna.overflow(), 0, "the conversation is too wide");
		await anna.back();
		await anna.sees("nav .state", "Connected");
		assert.equal(await anna.overflow(), 0, "the home view is too wide");
		await anna.click("nav button");
		await anna.hears("x");
	});

	/** Two visitors with a conversation open between them. */
	async function pair(open, device) {
		const anna = await open({ device });
		const ben = await open({ device, query: { connect: await anna.online() } });
		await Promise.all([anna.connected(), ben.connected()]);
		return [anna, ben];
	}

	/** A test that leaves no tab and no console error behind. `open()` brings in a visitor. */
	function scenario(name, ...rest) {
		const run = rest.pop();
		const [{ networkReports = false } = {}] = rest;
		test(name, { timeout: TIMEOUT }, async () => {
			const visitors = [];
			const open = async ({ device, query = {} } = {}) => {
				const visitor = await visit(world.browsers.get(BROWSER), `${demo.url}?${new URLSearchParams(query)}`, device);
				visitors.push(visitor);
				return visitor;
			};
			try {
				await run(open);
				const errors = visitors.flatMap((visitor) => visitor.errors);
				assert.deepEqual(networkReports ? errors.filter((text) => !NETWORK_REPORT.test(text)) : errors, []);
			} catch (error) {
				const pages = visitors.map(({ page, errors }) => Object.assign(page, { kind: BROWSER, log: errors }));
				await world.keep(`demo ${BROWSER} ${name}`, error.stack, pages.filter((page) => !page.isClosed()));
				throw error;
			} finally {
				await demo.up();
				await Promise.all(visitors.map(({ page }) => page.isClosed() || page.close()));
			}
		});
	}
});
