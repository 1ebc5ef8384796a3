// The doctor, of a device that is well and of one that is not.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { startTurnServer } from "../support/turn-server.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { startSite } from "./site-server.mjs";
import { noteShifts, TELLS_SHIFTS, withVisitors } from "./site-visitor.mjs";

const TIMEOUT = 180_000;

describeWithWorld(`doctor in ${BROWSER}`, (world) => {
	let site;

	before(async () => {
		const { port } = await world.setup();
		site = await startSite(LIB, port);
	});
	after(() => site?.close());

	scenario("finds each part in order, and says how fast it is", async (open) => {
		const turn = await startTurnServer();
		try {
			const anna = await open();
			await done(anna);
			const { urls, username, credential } = turn.iceServer;
			await anna.set({ stun: urls.replace("turn:", "stun:").replace(/\?.*/, ""), turn: urls, username, credential });
			await done(anna);
			for (const name of ["WebRTC", "WebAssembly", "Library", "Camera, microphone", "PeerServer", "PeerServer's WebSocket", "TURN", "Connection to itself"]) {
				assert.equal(await result(anna, name), "good", `${name}: ${await text(anna, name)}`);
			}
			assert.match(await text(anna, "PeerServer"), /^Tried http:\/\/127\.0\.0\.1:\d+\/peerjs\/id: an id after \d+ ms\.$/);
			assert.match(await text(anna, "Connection to itself"), /^Open after \d+ ms; .* [KMG]B\/s\.$/);
			assert.match(await text(anna, "TURN"), /it relays \(relay\)/);
			assert.match(await anna.page.$eval("#report", ({ textContent }) => textContent), /^\[Good\] TURN: Tried turn:127/m);
			await anna.isAccessible();
			await anna.click("#copy");
			await anna.sees("#copied", "opied");
		} finally {
			await turn.close();
		}
	});

	scenario("says what to do where the server is gone and the password wrong", async (open) => {
		const turn = await startTurnServer();
		try {
			await site.down();
			const anna = await open({ device: "phone", prepare: TELLS_SHIFTS && noteShifts });
			await done(anna);
			if (TELLS_SHIFTS) await anna.stayedInPlace();
			assert.equal(await result(anna, "PeerServer"), "bad");
			await anna.sees("#checks .todo", "Check host and port in the server settings");
			assert.equal(await result(anna, "Connection to itself"), "skipped");
			await anna.set({ turn: turn.iceServer.urls, username: "somebody", credential: "wrong" });
			await done(anna);
			assert.equal(await result(anna, "TURN"), "bad", await text(anna, "TURN"));
			await anna.sees("#verdict", "checks fail");
			await anna.isAccessible();
			assert.equal(await anna.overflow(), 0);
		} finally {
			await turn.close();
		}
	}, { networkReports: true });

	scenario("finds that there is no WebRTC", async (open) => {
		const anna = await open({ prepare: () => delete globalThis.RTCPeerConnection });
		await done(anna);
		assert.equal(await result(anna, "WebRTC"), "bad");
		await anna.sees("#checks .todo", "Use a current Firefox, Chrome, Edge or Safari.");
	});

	/** All checks have come to something. */
	async function done(visitor) {
		await visitor.page.waitForFunction(() => !document.querySelector("#run").disabled, { polling: 100 });
	}

	const line = (visitor, name, what) =>
		visitor.page.$$eval("#checks li", (items, name, what) => {
			const item = items.find((item) => item.querySelector(".name").textContent === name);
			return what === "result" ? item.dataset.result : item.querySelector(".text").textContent;
		}, name, what);
	const result = (visitor, name) => line(visitor, name, "result");
	const text = (visitor, name) => line(visitor, name, "text");

	function scenario(name, run, options) {
		if (!name.includes(process.env.ONLY ?? "")) return;
		test(name, { timeout: TIMEOUT }, () => withVisitors(world, site, "doctor/", name, run, options));
	}
});
