// Files on the chat page.

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { startTurnServer } from "../support/turn-server.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { startSite } from "./site-server.mjs";
import { withVisitors } from "./site-visitor.mjs";

const TIMEOUT = 180_000;

/** More than what is taken unasked. */
const LARGE = 65_000_000;

describeWithWorld(`files on the chat page in ${BROWSER}`, { skip: LIB === "peerjs" && "the page needs sendAsync" }, (world) => {
	let site;
	let folder;

	before(async () => {
		const { port } = await world.setup();
		site = await startSite(LIB, port);
		folder = await mkdtemp(join(tmpdir(), "files-"));
	});
	after(async () => {
		await site?.close();
		if (folder) await rm(folder, { recursive: true });
	});

	scenario("several at once arrive byte for byte, one of them empty", async (anna, ben) => {
		const files = { "some file.bin": randomBytes(300_000), "empty.txt": Buffer.alloc(0), "a <b>& c.txt": Buffer.from("text"), "larger.bin": randomBytes(5_000_001) };
		await ben.sendFiles(...(await Promise.all(Object.entries(files).map(([name, bytes]) => file(name, bytes)))));
		for (const [name, bytes] of Object.entries(files)) assert.deepEqual(await anna.saved(name), { name, hash: sha256(bytes) });
		for (const name of Object.keys(files)) await ben.seesFile(name, "sent");
		await anna.isAccessible();
	});

	scenario("a large one goes to disk as it comes", async (anna, ben) => {
		const bytes = randomBytes(LARGE);
		await ben.sendFiles(await file("film.mp4", bytes));
		await anna.seesFile("film.mp4", "It is written to the file you choose as it comes.");
		await ben.seesFile("film.mp4", "Waits until they take it");
		await anna.isAccessible();
		await anna.onFile("Save to disk…");
		// Text does not wait behind it.
		await ben.say("It is on its way");
		await anna.hears("It is on its way");
		await anna.seesFile("film.mp4", "saved to disk");
		await ben.seesFile("film.mp4", "sent");
		assert.equal(await anna.page.evaluate(hashOfPicked, "film.mp4"), sha256(bytes));
	});

	scenario("a large one is declined; another is taken into memory, which is said", async (anna, ben) => {
		await anna.page.evaluate(() => (globalThis.showSaveFilePicker = undefined));
		await ben.sendFiles(await sparse("one.iso", LARGE));
		await anna.seesFile("one.iso", "keeps it in memory until you save it");
		await anna.onFile("Decline");
		await anna.seesFile("one.iso", "You did not take it.");
		await ben.seesFile("one.iso", "They did not take it.");
		await ben.sendFiles(await sparse("huge.iso", 3_000_000_000));
		await anna.seesFile("huge.iso", "will hardly fit into memory");
		await anna.onFile("Receive in memory");
		await ben.seesFile("huge.iso", "of 3.0 GB");
		await ben.seesFile("huge.iso", "/s");
		await ben.seesFile("huge.iso", "left");
		await ben.onFile("Cancel");
		await ben.seesFile("huge.iso", "You stopped it.");
		await anna.seesFile("huge.iso", "They stopped it.");
	});

	scenario("a drop: the conversation comes back, and the file goes on", { relayed: true }, async (anna, ben, turn) => {
		const bytes = randomBytes(LARGE);
		await ben.sendFiles(await file("backup.zip", bytes));
		await anna.seesFile("backup.zip", "as it comes");
		await anna.onFile("Save to disk…");
		await anna.seesFile("backup.zip", "/s");
		for (const { page } of [anna, ben]) await page.evaluate(() => (globalThis.iceServers = undefined));
		await turn.close();
		// The one who finds out first has it back before the other has given it up.
		await Promise.any([anna, ben].map((visitor) => visitor.isTold("Trying to get it back")));
		await Promise.all([anna.connected(), ben.connected()]);
		await anna.seesFile("backup.zip", "saved to disk");
		assert.equal(await anna.page.evaluate(hashOfPicked, "backup.zip"), sha256(bytes));
		await anna.say("Back again");
		await ben.hears("Back again");
	});

	async function file(name, bytes) {
		const path = join(folder, name);
		await writeFile(path, bytes);
		return path;
	}

	/** One that takes no room. */
	async function sparse(name, size) {
		const path = await file(name, "");
		await truncate(path, size);
		return path;
	}

	/** With two visitors, the second connected by the first's link. */
	function scenario(name, ...rest) {
		if (!name.includes(process.env.ONLY ?? "")) return;
		const run = rest.pop();
		const [{ relayed } = {}] = rest;
		const meet = async (open) => {
			const turn = relayed && (await startTurnServer());
			const options = { prepare: [prepare, turn && [turn.iceServer]] };
			const anna = await open(options);
			const ben = await open({ ...options, query: { connect: await anna.online() } });
			await Promise.all([anna.connected(), ben.connected()]);
			await run(anna, ben, turn);
		};
		test(name, { timeout: TIMEOUT }, () => withVisitors(world, site, "chat/", name, meet, { networkReports: relayed }));
	}
});

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/**
 * In the page, first: nobody can click in the browser's own picker of files, so the site's
 * private file system takes its place, which has handles of the same kind. With
 * `iceServers` all goes through these, until they are taken away.
 */
function prepare(iceServers) {
	globalThis.showSaveFilePicker = async ({ suggestedName }) => (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
	globalThis.iceServers = iceServers;
	globalThis.RTCPeerConnection = class extends RTCPeerConnection {
		constructor(config) {
			super(globalThis.iceServers ? { ...config, iceServers: globalThis.iceServers, iceTransportPolicy: "relay" } : config);
		}
	};
}

/** In the page: SHA-256, in hex, of what was saved. */
async function hashOfPicked(name) {
	const handle = await (await navigator.storage.getDirectory()).getFileHandle(name);
	const bytes = await (await handle.getFile()).arrayBuffer();
	return Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
