// The call page, with the browsers' fake cameras and microphones.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { startTurnServer } from "../support/turn-server.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { startSite } from "./site-server.mjs";
import { hasOffers, holdSignals, release } from "./site-signals.mjs";
import { relayOnly, withVisitors } from "./site-visitor.mjs";

const TIMEOUT = 180_000;

describeWithWorld(`call page in ${BROWSER}`, (world) => {
	let site;

	before(async () => {
		const { port } = await world.setup({ server: { expire_timeout: 200, cleanup_out_msgs: 200 } });
		site = await startSite(LIB, port);
	});
	after(() => site?.close());

	scenario("a video call: both see each other, mute, show the screen, hang up", async (open) => {
		const [anna, ben] = await meet(open, "camera");
		await anna.isAccessible();
		await anna.click("#incoming [value=camera]");
		for (const visitor of [anna, ben]) await visitor.sees("#line", "In a call with");
		await Promise.all([anna, ben].map((visitor) => visitor.page.waitForFunction(picture, { polling: 200 })));
		for (const id of ["#round-trip", "#inbound", "#outbound"]) await ben.sees(id, id === "#round-trip" ? "ms" : "bit/s");
		await ben.sees("#route", "direct");
		await ben.isAccessible();
		// Off: the microphone is given back, and silence is sent in its place.
		await ben.click("#microphone");
		await ben.page.waitForSelector("#microphone[aria-pressed=false]");
		await ben.click("#screen");
		await ben.page.waitForSelector("#screen[aria-pressed=true]");
		await anna.page.waitForFunction(shows, { polling: 200 }, [200, 40, 40]);
		await ben.click("#camera");
		await anna.page.waitForFunction((red) => !globalThis.shows(red), { polling: 200 }, [200, 40, 40]);
		await ben.click("#hang-up");
		await ben.sees("#line", "You hung up.");
		await anna.sees("#line", "The other side hung up.");
		// And the line is free again.
		await ben.click("#connect [value=microphone]");
		await anna.sees("#incoming", "is calling");
	});

	scenario("a call is answered one way", async (open) => {
		const [anna, ben] = await meet(open, "microphone");
		await anna.click("#incoming [value=nothing]");
		for (const visitor of [anna, ben]) await visitor.sees("#line", "In a call with");
		await anna.sees("#device-problem", "You only watch and listen in this call.");
		assert.equal(await anna.page.$eval("#camera", ({ disabled }) => disabled), true);
		await anna.page.waitForFunction(() => document.querySelector("#remote").srcObject?.getAudioTracks().length);
		await anna.click("#hang-up");
		await ben.sees("#line", "The other side hung up.");
	});

	scenario("a call is rejected, and a busy line is said to be", async (open) => {
		const [anna, ben] = await meet(open, "microphone");
		const carl = await open({ query: { connect: await anna.online() } });
		await carl.online();
		await carl.click("#connect [value=microphone]");
		await carl.sees("#line.error", "They are in another call.");
		await anna.click("#incoming [value=reject]");
		await ben.sees("#line.error", "They do not take the call now.");
		await anna.sees("#line", "You did not take the call.");
	});

	// Whose call gets to the other side first: of the one with the smaller id, the greater, of none.
	for (const first of ["smaller", "greater", "neither"]) {
		scenario(`both call at once, ${first} id first`, async (open) => {
			const [smaller, greater] = await callEachOther(open);
			if (first === "smaller") await release(smaller);
			if (first === "greater") {
				await release(greater);
				await hasOffers(smaller, "media", 1);
				await smaller.sees("#line", "Calling");
			}
			if (first === "smaller") await greater.sees("#line", "In a call with");
			await Promise.all([release(smaller), release(greater)]);
			for (const visitor of [smaller, greater]) {
				await visitor.sees("#line", "In a call with");
				await visitor.page.waitForFunction(() => document.querySelector("#remote").srcObject?.getAudioTracks().length, { polling: 50 });
				assert.equal(await visitor.page.$eval("#incoming", ({ open }) => open), false);
			}
			await greater.click("#hang-up");
			await smaller.sees("#line", "The other side hung up.");
			// And both lines are free again.
			await smaller.click("#connect [value=microphone]");
			await greater.sees("#incoming", "is calling");
		});
	}

	scenario("both call at once, and the one whose call goes on hangs up before it gets there", async (open) => {
		const [smaller, greater] = await callEachOther(open);
		await release(greater);
		await hasOffers(smaller, "media", 1);
		await smaller.click("#hang-up");
		await greater.sees("#line.error", "They do not take the call now.");
	});

	scenario("the caller thinks better of it; nobody has the id; no camera", async (open) => {
		const [anna, ben] = await meet(open, "microphone");
		await ben.click("#hang-up");
		await anna.sees("#line", "The other side hung up.");
		await anna.page.waitForSelector("#incoming:not([open])");
		await ben.page.$eval("#peer-id", (input) => (input.value = "nobody-here"));
		await ben.click("#connect [value=microphone]");
		await ben.sees("#line.error", "Nobody with this id is online.");
		await ben.page.evaluate(() => (navigator.mediaDevices.getUserMedia = async () => Promise.reject(new DOMException("", "NotAllowedError"))));
		await ben.click("#camera");
		await ben.sees("#device-problem.error", "Camera: It was not allowed. Allow it in the address bar");
		assert.equal(await ben.overflow(), 0);
	}, { device: "phone" });

	scenario("what a call has switched on goes off with it; what was on before does not", async (open) => {
		const [anna, ben] = await meet(open, "camera");
		await anna.click("#incoming [value=camera]");
		for (const visitor of [anna, ben]) await visitor.sees("#line", "In a call with");
		await ben.click("#screen");
		await ben.page.waitForSelector("#screen[aria-pressed=true]");
		await ben.click("#hang-up");
		await anna.sees("#line", "The other side hung up.");
		for (const visitor of [anna, ben]) assert.deepEqual(await live(visitor), []);
		for (const id of ["microphone", "camera", "screen"]) assert.ok(await ben.page.$(`#${id}[aria-pressed=false]`), id);
		// Looks at himself first; also when the screen is shown, Anna's camera is what she answers with.
		for (const [visitor, id] of [[ben, "#camera"], [anna, "#screen"]]) {
			await visitor.click(id);
			await visitor.page.waitForSelector(`${id}[aria-pressed=true]`);
		}
		await ben.click("#connect [value=camera]");
		await anna.sees("#incoming", "is calling");
		await anna.click("#incoming [value=camera]");
		await anna.sees("#line", "In a call with");
		assert.ok(await anna.page.$("#camera[aria-pressed=true]"));
		await anna.click("#hang-up");
		await ben.sees("#line", "The other side hung up.");
		assert.deepEqual(await live(ben), ["video"]);
		assert.deepEqual(await live(anna), []);
		// A voice call has no picture, though the camera was on.
		await ben.click("#connect [value=microphone]");
		await anna.sees("#incoming", "is calling");
		assert.deepEqual(await live(ben), ["audio"]);
		// Nor does one that nobody takes leave anything on.
		await anna.click("#incoming [value=reject]");
		await ben.sees("#line.error", "They do not take the call now.");
		assert.deepEqual(await live(ben), []);
		await ben.page.$eval("#peer-id", (input) => (input.value = "nobody-here"));
		await ben.click("#connect [value=camera]");
		await ben.sees("#line.error", "Nobody with this id is online.");
		assert.deepEqual(await live(ben), []);
	});

	scenario("who may have the microphone for a call that is over does not answer the next one with it", async (open) => {
		const [anna, ben] = await meet(open, "microphone");
		const id = await anna.online();
		await anna.page.evaluate(askFirst);
		await anna.click("#incoming [value=camera]");
		await anna.page.waitForFunction(() => globalThis.asks === 1, { polling: 50 });
		await ben.click("#hang-up");
		await anna.sees("#line", "The other side hung up.");
		const carl = await open({ prepare, query: { connect: id } });
		const name = await carl.online();
		await carl.click("#connect [value=microphone]");
		await anna.sees("#incoming", `${name} is calling`);
		await anna.page.evaluate(() => globalThis.allow());
		assert.deepEqual(await live(anna), []);
		assert.equal(await anna.page.$eval("#incoming", ({ open }) => open), true);
		await anna.click("#incoming [value=reject]");
		await carl.sees("#line.error", "They do not take the call now.");
	});

	scenario("what is switched on while it rings is sent, too", async (open) => {
		const [anna, ben] = await meet(open, "microphone");
		await ben.click("#screen");
		await ben.page.waitForSelector("#screen[aria-pressed=true]");
		await anna.click("#incoming [value=microphone]");
		await anna.sees("#line", "In a call with");
		await anna.page.waitForFunction(shows, { polling: 200 }, [200, 40, 40]);
	});

	scenario("a call that rings cannot be closed, only be taken or rejected", async (open) => {
		const [anna, ben] = await meet(open, "microphone");
		await anna.page.bringToFront();
		for (let times = 0; times < 3; times++) await anna.page.keyboard.press("Escape");
		await anna.page.waitForSelector("#incoming:modal");
		// As Back does, where a browser does not know `closedby`.
		await anna.page.$eval("#incoming", (dialog) => new Promise((resolve) => {
			dialog.addEventListener("close", () => resolve());
			dialog.close();
		}));
		assert.ok(await anna.page.$("#incoming:modal"));
		await anna.click("#incoming [value=reject]");
		await ben.sees("#line.error", "They do not take the call now.");
		assert.equal(await anna.page.$("#incoming:modal"), null);
	});

	scenario("a call that is given up before it gets there leaves no connection behind", async (open) => {
		const anna = await open();
		const ben = await open({ prepare: [holdSignals, "OFFER"], query: { connect: await anna.online() } });
		await ben.online();
		await ben.page.evaluate(noteConnections);
		await ben.click("#connect [value=microphone]");
		await ben.page.waitForFunction(() => globalThis.connections.length === 1, { polling: 50 });
		await ben.click("#hang-up");
		await ben.sees("#line", "You hung up.");
		await ben.page.waitForFunction(() => globalThis.connections.every(({ signalingState }) => signalingState === "closed"), { polling: 50 });
	});

	scenario("a call through a TURN server of one's own says so", async (open) => {
		const turn = await startTurnServer();
		try {
			const { urls, username, credential } = turn.iceServer;
			const anna = await open({ prepare: relayOnly });
			await anna.set({ turn: urls, username, credential, inLinks: true });
			await anna.online();
			const ben = await open({ prepare: relayOnly, url: await anna.link() });
			await ben.online();
			await ben.click("#connect [value=microphone]");
			await anna.sees("#incoming", "is calling");
			await anna.click("#incoming [value=microphone]");
			await ben.sees("#route", "relayed");
			await anna.sees("#route", "relayed");
		} finally {
			await turn.close();
		}
	});

	/** The second calls the first, by its link; it rings. */
	async function meet(open, what, options = { prepare }) {
		const anna = await open(options);
		const ben = await open({ ...options, query: { connect: await anna.online() } });
		await ben.online();
		await ben.sees("#connect-hint", "You were invited");
		await ben.click(`#connect [value=${what}]`);
		await anna.sees("#incoming", "is calling");
		return [anna, ben];
	}

	/** Both are calling; their offers wait until they are released. Resolves to both, by their ids. */
	async function callEachOther(open) {
		const prepare = [holdSignals, "OFFER"];
		const both = await Promise.all([open({ prepare }), open({ prepare })]);
		const ids = await Promise.all(both.map((visitor) => visitor.online()));
		for (const [index, visitor] of both.entries()) {
			await visitor.page.$eval("#peer-id", (input, id) => (input.value = id), ids[1 - index]);
			await visitor.click("#connect [value=microphone]");
			await visitor.sees("#line", "Calling");
		}
		return ids[0] < ids[1] ? both : both.reverse();
	}

	function scenario(name, run, options = {}) {
		if (!name.includes(process.env.ONLY ?? "")) return;
		const whole = (open) => run((more) => open({ ...options, ...more }));
		test(name, { timeout: TIMEOUT }, () => withVisitors(world, site, "call/", name, whole));
	}
});

/** In the page, first: nobody can click in the browser's own picker of screens. Keeps all tracks that were had. */
function prepare() {
	const tracks = [];
	for (const name of ["getUserMedia", "getDisplayMedia"]) {
		const devices = navigator.mediaDevices;
		let get = devices[name].bind(devices);
		Object.defineProperty(devices, name, {
			configurable: true,
			get: () => async (constraints) => {
				const stream = await get(constraints);
				tracks.push(...stream.getTracks());
				return stream;
			},
			set: (other) => (get = other),
		});
	}
	globalThis.live = () => tracks.filter(({ readyState }) => readyState === "live").map(({ kind }) => kind);
	navigator.mediaDevices.getDisplayMedia = async () => {
		const canvas = document.createElement("canvas");
		const context = canvas.getContext("2d");
		const draw = () => {
			context.fillStyle = "rgb(200 40 40)";
			context.fillRect(0, 0, canvas.width, canvas.height);
		};
		draw();
		setInterval(draw, 50);
		return canvas.captureStream(20);
	};
	globalThis.shows = (colour) => {
		const video = document.querySelector("#remote");
		if (!video.videoWidth) return false;
		const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
		const context = canvas.getContext("2d");
		context.drawImage(video, 0, 0, 1, 1);
		return context.getImageData(0, 0, 1, 1).data.slice(0, 3).every((part, index) => Math.abs(part - colour[index]) < 40);
	};
}

/** The kinds of the tracks of devices, and of the screen, that are on. */
const live = ({ page }) => page.evaluate(() => globalThis.live());

/** In the page: from now on the devices are had when the user says so, by `allow`, which resolves when the page has them. */
function askFirst() {
	const devices = navigator.mediaDevices;
	const get = devices.getUserMedia;
	const allowed = new Promise((resolve) => (globalThis.allow = resolve));
	const had = [];
	const { allow } = globalThis;
	globalThis.asks = 0;
	Object.defineProperty(devices, "getUserMedia", {
		value: (constraints) => {
			globalThis.asks += 1;
			const stream = allowed.then(() => get(constraints));
			had.push(stream);
			return stream;
		},
	});
	globalThis.allow = async () => {
		allow();
		await Promise.all(had);
		// What the page makes of it comes first.
		await new Promise((resolve) => setTimeout(resolve));
	};
}

/** In the page: keeps all connections that are made from now on. */
function noteConnections() {
	globalThis.connections = [];
	globalThis.RTCPeerConnection = class extends RTCPeerConnection {
		constructor(...args) {
			super(...args);
			globalThis.connections.push(this);
		}
	};
}

/** In the page: the other side's picture is there, and is not all of one colour. */
function picture() {
	const video = document.querySelector("#remote");
	return video.videoWidth > 16;
}

/** In the page. */
const shows = (colour) => globalThis.shows(colour);
