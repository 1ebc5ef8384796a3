// Someone who uses the site: sees what is on the screen, clicks and types.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import decodeQR from "qr/decode.js";

import { BROWSER, packageFolder } from "../support/environment.mjs";

/** What takes longer never comes, in ms. */
const PATIENCE = 60_000;

const VIEWPORTS = {
	desktop: { width: 1280, height: 800 },
	phone: { width: 390, height: 844 },
};

const AXE = join(packageFolder("axe-core"), "axe.min.js");

/** What browsers themselves report when a server cannot be reached. */
const NETWORK_REPORT = /WebSocket connection|Failed to load resource|can’t establish a connection|Cross-Origin Request Blocked|ICE failed/;

/** Firefox does not. */
export const TELLS_SHIFTS = BROWSER === "chromium";

/** The conversation on the screen. */
const TALK = ".talk:not([hidden])";

/** Opens a page in a tab of its own; `prepare` runs in it before its scripts. */
export async function visit(browser, url, { device = "desktop", scheme = "light", prepare } = {}) {
	const page = await browser.newPage();
	if (prepare) await page.evaluateOnNewDocument(...[prepare].flat());
	const visitor = new Visitor(page);
	await page.setViewport(VIEWPORTS[device]);
	// Firefox is started with its scheme.
	if (BROWSER === "chromium") await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
	await page.goto(url);
	return visitor;
}

/**
 * A test of a page of the site, `run(open)`, that leaves no tab and no console error
 * behind. `open(options)` brings in a visitor, with a `query` or by a whole `url`; who
 * `opensAnother()` tab of the page, with what the browser keeps for the first one.
 */
export async function withVisitors(world, site, path, name, run, { networkReports = false } = {}) {
	const visitors = [];
	const open = async ({ query = {}, url = `${site.url}${path}?${new URLSearchParams(query)}`, ...options } = {}) => {
		const visitor = await visit(world.browsers.get(BROWSER), url, options);
		visitors.push(visitor);
		visitor.opensAnother = async () => {
			const [page] = await Promise.all([new Promise((resolve) => visitor.page.once("popup", resolve)), visitor.page.evaluate(() => void window.open())]);
			const another = new Visitor(page);
			visitors.push(another);
			await page.goto(visitor.page.url());
			return another;
		};
		return visitor;
	};
	try {
		await run(open);
		const errors = visitors.flatMap((visitor) => visitor.errors);
		assert.deepEqual(networkReports ? errors.filter((text) => !NETWORK_REPORT.test(text)) : errors, []);
	} catch (error) {
		const pages = visitors.map(({ page, errors }) => Object.assign(page, { kind: BROWSER, log: errors }));
		await world.keep(`site ${BROWSER} ${name}`, error.stack, pages.filter((page) => !page.isClosed()));
		throw error;
	} finally {
		await site.up();
		await Promise.all(visitors.map(({ page }) => page.isClosed() || page.close()));
	}
}

/** In the page, first: nothing goes the direct way, whatever the page says. */
export function relayOnly() {
	globalThis.RTCPeerConnection = class extends RTCPeerConnection {
		constructor(config) {
			super({ ...config, iceTransportPolicy: "relay" });
		}
	};
}

/** In the page, first: `shifts()` resolves to all that has moved by itself. */
export function noteShifts() {
	const all = [];
	const note = (entries) => {
		for (const { value, sources, startTime } of entries) {
			const moved = sources.map(({ node, previousRect: from, currentRect: to }) => `${node?.id || node?.className || node?.nodeName}: ${from.y}+${from.height} to ${to.y}+${to.height}`);
			all.push(`${value.toFixed(4)} after ${Math.round(startTime)} ms: ${moved.join("; ")}`);
		}
	};
	new PerformanceObserver((list) => note(list.getEntries())).observe({ type: "layout-shift", buffered: true });
	// What was last changed is painted first.
	globalThis.shifts = async () => {
		for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
		return all;
	};
}

class Visitor {
	constructor(page) {
		this.page = page;
		page.setDefaultTimeout(PATIENCE);
		/** Console errors and uncaught exceptions. */
		this.errors = [];
		page.on("console", (message) => {
			if (message.type() === "error") this.errors.push(message.text());
		});
		page.on("pageerror", (error) => this.errors.push(`uncaught: ${error.stack ?? error}`));
	}

	/** Waits until what is shown at `selector` contains `text`. */
	async sees(selector, text) {
		const shown = (selector, text) =>
			[...document.querySelectorAll(selector)].some((element) => element.checkVisibility() && element.textContent.includes(text));
		// Not the default of polling by animation frames, which a tab in the background does not get.
		await this.page.waitForFunction(shown, { polling: "mutation" }, selector, text).catch((error) => {
			throw new Error(`never saw "${text}" at ${selector}`, { cause: error });
		});
	}

	/** Waits until the server has given an id, and returns it. */
	async online() {
		await this.sees("#server h2", "Online");
		return this.page.$eval("#own-id", (element) => element.textContent);
	}

	async click(selector) {
		await this.page.bringToFront();
		await this.page.click(selector);
	}

	async type(selector, text) {
		await this.click(selector);
		await this.page.keyboard.type(text);
	}

	/** Fills in the panel of the settings: texts, and whether boxes are ticked. */
	async fill(settings) {
		if (!(await this.page.$eval(".settings", ({ open }) => open))) await this.click(".settings summary");
		for (const [name, value] of Object.entries(settings)) {
			const field = `.settings [name=${name}]`;
			const [before, checked] = await this.page.$eval(field, (field) => [field.value, field.checked]);
			if (typeof value !== "boolean") {
				if (before) await this.page.$eval(field, (field) => (field.value = ""));
				await this.type(field, value);
			} else if (checked !== value) {
				await this.click(field);
			}
		}
	}

	/** As `fill`; the page is loaded again with them. */
	async set(settings) {
		await this.fill(settings);
		await Promise.all([this.page.waitForNavigation(), this.click(".settings .primary")]);
	}

	/** The link that the page's QR code is. */
	async link() {
		await this.page.waitForSelector(".qr svg");
		const { width, height, data } = await this.page.$eval(".qr svg", rasterize);
		return decodeQR({ width, height, data: Uint8Array.from(data) });
	}

	async connect(id) {
		await this.type("#peer-id", id);
		await this.click("#connect button");
	}

	async connected() {
		await this.sees(`${TALK} header .state`, "Connected");
	}

	async say(text) {
		await this.type(`${TALK} textarea`, text);
		await this.page.keyboard.press("Enter");
	}

	/** Waits for a message of the other side, in the conversation on the screen. */
	async hears(text) {
		await this.sees(`${TALK} .message:not(.mine) .bubble`, text);
	}

	/** All that was said, by either side, in the conversation on the screen. */
	reads() {
		return this.page.$$eval(`${TALK} .bubble`, (bubbles) => bubbles.map(({ textContent }) => textContent));
	}

	/** Waits for a line of the page itself in the conversation. */
	async isTold(text) {
		await this.sees(`${TALK} .note`, text);
	}

	async sendFiles(...paths) {
		await this.page.bringToFront();
		const input = await this.page.$(`${TALK} input[type=file]`);
		await input.uploadFile(...paths);
	}

	/** Waits until a file in the conversation is said to be so. */
	async seesFile(name, words) {
		const shown = (selector, name, words) => [...document.querySelectorAll(selector)].some((card) => card.textContent.includes(name) && card.textContent.includes(words));
		await this.page.waitForFunction(shown, { polling: "mutation" }, `${TALK} .file`, name, words).catch((error) => {
			throw new Error(`${name} was never "${words}"`, { cause: error });
		});
	}

	/** Presses a button of the last file in the conversation. */
	async onFile(button) {
		await this.page.bringToFront();
		const buttons = await this.page.$$(`${TALK} .message:last-child .file button`);
		for (const each of buttons) {
			if (await each.evaluate((element, button) => element.checkVisibility() && element.textContent === button, button)) return each.click();
		}
		throw new Error(`there is no button “${button}”`);
	}

	/** What the download link of a file would save: { name, hash }, the hash being SHA-256 in hex. */
	async saved(name) {
		await this.sees(`${TALK} .message:not(.mine) a[download]`, name);
		return this.page.$$eval(
			`${TALK} .message:not(.mine) a[download]`,
			async (links, name) => {
				const link = links.find((link) => link.textContent === name);
				const bytes = await (await fetch(link.href)).arrayBuffer();
				const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
				return { name: link.download, hash: Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") };
			},
			name,
		);
	}

	/** The button on the right of a conversation's head: cancel, disconnect, connect again. */
	async toggle() {
		await this.click(`${TALK} .toggle`);
	}

	async back() {
		await this.click(`${TALK} .back`);
	}

	/** Nothing on the page is hard to use for anyone, as far as axe can tell. */
	async isAccessible() {
		await this.page.evaluate(await readFile(AXE, "utf8"));
		const { violations } = await this.page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
		const lines = violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`));
		assert.deepEqual(lines, []);
	}

	/** Nothing has moved by itself so far: the page was opened with `noteShifts`. */
	async stayedInPlace() {
		await this.page.bringToFront();
		assert.deepEqual(await this.page.evaluate(() => globalThis.shifts()), []);
	}

	/** How many pixels the page is wider than the screen. */
	overflow() {
		return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	}
}

/** In the page: the pixels of an SVG. */
async function rasterize(svg) {
	const image = new Image();
	svg = svg.cloneNode(true);
	svg.setAttribute("width", 400);
	svg.setAttribute("height", 400);
	image.src = `data:image/svg+xml,${encodeURIComponent(svg.outerHTML)}`;
	await image.decode();
	const context = new OffscreenCanvas(400, 400).getContext("2d");
	context.fillStyle = "#fff";
	context.fillRect(0, 0, 400, 400);
	context.drawImage(image, 0, 0);
	return { width: 400, height: 400, data: [...context.getImageData(0, 0, 400, 400).data] };
}
