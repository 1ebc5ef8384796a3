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

	scenario("says what a PeerServer says that refuses us", async (open) => {
		const { port } = await world.setup({ server: { key: "secret" } });
		const query = { host: "127.0.0.1", port, secure: "0" };
		const anna = await open({ query });
		await done(anna);
		assert.equal(await text(anna, "PeerServer's WebSocket"), "The server does not accept the key.");
		await anna.sees("#checks .todo", "Check the key in the server settings.");
		// One that lets in a single one: there is no other to connect to.
		const { port: small } = await world.setup({ server: { concurrent_limit: 1 }, fresh: true });
		const ben = await open({ query: { ...query, port: small } });
		await done(ben);
		assert.equal(await result(ben, "PeerServer's WebSocket"), "good");
		assert.equal(await text(ben, "Connection to itself"), "It did not come about (Server has reached its concurrent user limit).");
		await ben.sees("#checks .todo", "did not let in a second one");
		const { port: full } = await world.setup({ server: { concurrent_limit: 0 }, fresh: true });
		const carl = await open({ query: { ...query, port: full } });
		await done(carl);
		assert.equal(await text(carl, "PeerServer's WebSocket"), "The server refuses us: Server has reached its concurrent user limit");
	});

	scenario("asks a server on this computer, though the page came over https", async (open) => {
		// The page cannot come so here: what it looks at is as if it had.
		const anna = await open();
		await done(anna);
		const ask = (host) => anna.page.evaluate(asks, host, site.config.port);
		for (const host of ["localhost", "127.0.0.1"]) assert.doesNotMatch(await ask(host), /may not ask a server without it/);
		assert.match(await ask("peers.example.org"), /may not ask a server without it/);
	});

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

/** In the page: what its check says of a server without TLS, for a page that came with it. */
async function asks(host, port) {
	const own = new URL("server.js", location.href);
	const words = (await (await fetch(own)).text()).replaceAll("location.protocol", '"https:"').replaceAll(/from "(.*?)"/g, (_, path) => `from "${new URL(path, own).href}"`);
	const module = URL.createObjectURL(new Blob([words], { type: "text/javascript" }));
	return (await (await import(module)).http({ host, port, path: "/", secure: false })).text;
}
