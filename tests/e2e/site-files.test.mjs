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

	scenario("a long name keeps its end, and no character is cut", async (anna, ben) => {
		const offer = (name) => ben.page.evaluate(drop, name, "file");
		await offer(`${"a".repeat(98)}👋${"b".repeat(150)}.txt`);
		await anna.seesFile(`${"a".repeat(98)}…${"b".repeat(96)}.txt`, "");
		await offer(`${"c".repeat(150)}👋${"d".repeat(95)}.txt`);
		await anna.seesFile(`${"c".repeat(99)}…${"d".repeat(95)}.txt`, "");
	});

	scenario("cells of a spreadsheet are pasted as text, a picture as a file", async (anna, ben) => {
		await ben.page.evaluate(paste, "cells.png", { "text/plain": "1\t2", "text/html": "<table></table>" });
		await ben.page.evaluate(paste, "picture.png", { "text/html": "<img>" });
		await anna.seesFile("picture.png", "");
		assert.equal(await anna.page.$$eval(".file", ({ length }) => length), 1);
	});

	scenario("what is taken unasked counts for all conversations together", async (anna, ben, turn, open) => {
		const each = 60_000_000;
		const carl = await open({ query: { connect: await anna.online() } });
		await carl.connected();
		for (let number = 0; number < 8; number++) await ben.sendFiles(await sparse(`${number}.bin`, each));
		await anna.seesFile("7.bin", "");
		await carl.sendFiles(await sparse("more.bin", each));
		await anna.click(".people li:nth-child(2) button");
		await anna.seesFile("more.bin", "It is written to the file you choose");
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

	scenario("a drop: what was said before anyone knew arrives, once", { relayed: true }, async (anna, ben, turn) => {
		await ben.say("Before");
		await anna.hears("Before");
		for (const { page } of [anna, ben]) await page.evaluate(() => (globalThis.iceServers = undefined));
		await turn.close();
		for (const visitor of [anna, ben]) await visitor.say("Into the void");
		await Promise.any([anna, ben].map((visitor) => visitor.isTold("Trying to get it back")));
		for (const visitor of [anna, ben]) await visitor.hears("Into the void");
		await Promise.all([anna.connected(), ben.connected()]);
		for (const visitor of [anna, ben]) await visitor.say("After");
		for (const visitor of [anna, ben]) await visitor.hears("After");
		for (const visitor of [anna, ben]) {
			const texts = await visitor.reads();
			assert.deepEqual(texts.toSorted(), ["After", "After", "Before", "Into the void", "Into the void"]);
		}
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
			await run(anna, ben, turn, (more) => open({ ...options, ...more }));
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

/** In the page: a file is dropped on the conversation. */
function drop(name, text) {
	const dataTransfer = new DataTransfer();
	dataTransfer.items.add(new File([text], name));
	document.querySelector(".talk:not([hidden])").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}

/** In the page: a picture is pasted into the field, with what else there is of it, by type. */
function paste(name, texts) {
	const clipboardData = new DataTransfer();
	clipboardData.items.add(new File(["picture"], name, { type: "image/png" }));
	for (const [type, text] of Object.entries(texts)) clipboardData.setData(type, text);
	// A ClipboardEvent of a page's own is empty in Firefox.
	const event = Object.assign(new Event("paste", { bubbles: true, cancelable: true }), { clipboardData });
	document.querySelector(".talk:not([hidden]) textarea").dispatchEvent(event);
}

/** In the page: SHA-256, in hex, of what was saved. */
async function hashOfPicked(name) {
	const handle = await (await navigator.storage.getDirectory()).getFileHandle(name);
	const bytes = await (await handle.getFile()).arrayBuffer();
	return Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
