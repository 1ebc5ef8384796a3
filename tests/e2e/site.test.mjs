// Every page of the site, as it is when it is opened.
//
//   ONLY=chat/ node --test tests/e2e/site.test.mjs

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { Site } from "../../xtask/node/site/files.mjs";
import { SLOWLY, startSite } from "./site-server.mjs";
import { noteShifts, TELLS_SHIFTS, visit } from "./site-visitor.mjs";

const TIMEOUT = 120_000;

/** In ms. It is under 1,000 on a machine that has nothing else to do. */
const FIRST_PAINT = 10_000;

const LOOKS = {
	light: ["desktop", "phone"],
	dark: ["desktop"],
};

const files = await new Site().files();
const wanted = [...files.keys()].filter((path) => path.endsWith("index.html")).map((path) => path.replace("index.html", "")).filter((path) => path.includes(process.env.ONLY ?? ""));

for (const [scheme, devices] of Object.entries(LOOKS)) {
	describeWithWorld(`site in ${BROWSER}, ${scheme}`, { launch: { scheme } }, (world) => {
		onSite(world, (site) => {
			for (const path of wanted) {
				for (const device of devices) {
					test(`/${path} ${device}, ${scheme}`, { timeout: TIMEOUT }, (t) => check(t, world, site, path, { scheme, device }));
				}
			}
		});
	});
}

describeWithWorld(`site in ${BROWSER}, as it loads`, (world) => {
	onSite(world, (site) => {
		for (const path of wanted) {
			test(`/${path} has no dead links`, { timeout: TIMEOUT }, () => links(site, path));
			for (const device of ["desktop", "phone"]) {
				const skip = !TELLS_SHIFTS && "this browser does not tell layout shifts";
				test(`/${path} ${device}: nothing moves`, { timeout: TIMEOUT, skip }, () => staysInPlace(world, site, path, device));
			}
		}
	});
});

function onSite(world, declare) {
	const site = {};
	before(async () => {
		const { port } = await world.setup();
		Object.assign(site, await startSite(LIB, port));
	});
	after(() => site.close?.());
	declare(site);
}

async function check(t, world, site, path, look) {
	const visitor = await visit(world.browsers.get(BROWSER), `${site.url}${path}`, look);
	try {
		assert.ok(await visitor.page.evaluate((scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches, look.scheme));
		assert.equal(await visitor.overflow(), 0, "wider than the screen");
		t.diagnostic(`first paint after ${await firstPaint(visitor)} ms`);
		await visitor.isAccessible();
		assert.deepEqual(visitor.errors, []);
	} finally {
		await visitor.page.close();
	}
}

async function firstPaint(visitor) {
	await visitor.page.bringToFront();
	const after = await visitor.page.evaluate(
		() =>
			new Promise((resolve) => {
				const observer = new PerformanceObserver((list) => {
					for (const { name, startTime } of list.getEntries()) if (name === "first-contentful-paint") resolve(startTime);
				});
				observer.observe({ type: "paint", buffered: true });
			}),
	);
	assert.ok(after < FIRST_PAINT, `first paint after ${after} ms`);
	return Math.round(after);
}

async function links(site, path) {
	const html = String(await files.get(`${path}index.html`)());
	const addresses = [...html.matchAll(/(?:href|src)="(\.[^"#?]*)/g)].map(([, address]) => new URL(address, site.url + path).href);
	assert.ok(addresses.length);
	for (const address of new Set(addresses)) {
		const { status } = await fetch(address);
		assert.equal(status, 200, address);
	}
	// Those within the page.
	for (const [, id] of html.matchAll(/href="#([^"]+)"/g)) assert.ok(html.includes(`id="${id}"`), `#${id}`);
}

/** While it loads, bit by bit, and comes to know the server, and what the doctor finds: no layout shift at all. */
async function staysInPlace(world, site, path, device) {
	const visitor = await visit(world.browsers.get(BROWSER), `${site.url}${path}${SLOWLY}`, { device, prepare: noteShifts });
	try {
		await visitor.page.bringToFront();
		await visitor.page.waitForFunction(isSettled, { polling: 100 });
		await visitor.stayedInPlace();
	} finally {
		await visitor.page.close();
	}
}

/** In the page: all that it does by itself is done. */
function isSettled() {
	const server = document.querySelector("#server");
	const run = document.querySelector("#run");
	// Lazy ones come when they are in view.
	const missing = [...document.images].find(({ complete }) => !complete);
	missing?.scrollIntoView({ behavior: "instant" });
	return document.readyState === "complete" && !missing && (!server || server.dataset.state === "online") && (!run || !run.disabled);
}
