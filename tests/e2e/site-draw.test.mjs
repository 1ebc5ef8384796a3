// The drawing page: what one draws, the other sees.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { startSite } from "./site-server.mjs";
import { hasOffers, holdSignals, release } from "./site-signals.mjs";
import { withVisitors } from "./site-visitor.mjs";

const TIMEOUT = 180_000;

describeWithWorld(`drawing page in ${BROWSER}`, (world) => {
	let site;

	before(async () => {
		const { port } = await world.setup({ server: { expire_timeout: 200, cleanup_out_msgs: 200 } });
		site = await startSite(LIB, port);
	});
	after(() => site?.close());

	scenario("two draw together, and clear the board", async (open) => {
		const [anna, ben] = await meet(open);
		await draws(ben, 0.3);
		await inked(anna, 0.3);
		await draws(anna, 0.7);
		await inked(ben, 0.7);
		await ben.sees("#sent", "/s");
		await ben.sees("#round-trip", "ms");
		await ben.sees("#lost", "%");
		await ben.isAccessible();
		await anna.click("#clear");
		await ben.page.waitForFunction(isBlank, { polling: 100 });
	});

	// Who has heard of the other's attempt when the own one begins: the one with the smaller id,
	// the greater, none.
	for (const second of ["smaller", "greater", "neither"]) {
		scenario(`both connect to each other, ${second} having heard`, async (open) => {
			// Who answers has not connected before the other has heard it.
			const prepare = [holdSignals, second === "neither" ? "OFFER" : "ANSWER"];
			const both = await Promise.all([open({ prepare }), open({ prepare })]);
			const ids = await Promise.all(both.map((visitor) => visitor.online()));
			const dial = async (visitor) => {
				await visitor.page.$eval("#peer-id", (input, id) => (input.value = id), ids[1 - both.indexOf(visitor)]);
				await visitor.click("#connect .primary");
				await visitor.sees("#line", "Connecting to");
			};
			const [smaller, greater] = ids[0] < ids[1] ? both : both.toReversed();
			await dial(second === "smaller" ? greater : smaller);
			if (second === "smaller") await hasOffers(smaller, "data", 2);
			if (second === "greater") await hasOffers(greater, "data", 2);
			await dial(second === "smaller" ? smaller : greater);
			for (const visitor of both) await release(visitor);
			for (const visitor of both) await visitor.sees("#line", "You draw together with");
			await draws(smaller, 0.3);
			await inked(greater, 0.3);
			await draws(greater, 0.7);
			await inked(smaller, 0.7);
		});
	}

	scenario("a second finger does not draw", async (open) => {
		const anna = await open();
		await anna.page.$eval("#board", (board) => {
			board.setPointerCapture = () => {};
			const { left, top, width, height } = board.getBoundingClientRect();
			const finger = (type, pointerId, x, y) => board.dispatchEvent(new PointerEvent(type, { pointerId, button: 0, clientX: left + x * width, clientY: top + y * height }));
			finger("pointerdown", 1, 0.2, 0.2);
			finger("pointerdown", 2, 0.2, 0.8);
			finger("pointermove", 1, 0.8, 0.2);
			finger("pointermove", 2, 0.8, 0.8);
			finger("pointerup", 2, 0.8, 0.8);
			finger("pointermove", 1, 0.9, 0.2);
			finger("pointerup", 1, 0.9, 0.2);
		});
		for (const across of [0.3, 0.7, 0.88]) assert.ok(await anna.page.evaluate(hasInk, 0.2, across));
		// Neither a line of its own, nor one from finger to finger.
		for (const across of [0.2, 0.5, 0.8]) for (const height of [0.5, 0.8]) assert.ok(!(await anna.page.evaluate(hasInk, height, across)));
	});

	scenario("the keyboard draws, too", async (open) => {
		const [anna, ben] = await meet(open);
		await ben.page.bringToFront();
		await ben.page.focus("#board");
		await ben.page.keyboard.press(" ");
		for (let i = 0; i < 10; i++) await ben.page.keyboard.press("ArrowRight");
		await inked(anna, 0.5, 0.53);
	});

	scenario("a third one is told; one who leaves is missed; an id that nobody has", async (open) => {
		const [anna, ben] = await meet(open);
		const carl = await open({ query: { connect: await anna.online() } });
		await carl.sees("#line.error", "They draw with someone else already.");
		await ben.click("#leave");
		await ben.sees("#line", "You disconnected.");
		await anna.sees("#line", "They left.");
		await ben.type("#peer-id", "nobody-here");
		await ben.click("#connect .primary");
		await ben.sees("#line.error", "Nobody with this id is online.");
		assert.equal(await ben.overflow(), 0);
	}, { device: "phone" });

	scenario("a server that still holds the socket of before is returned to", async (open) => {
		const anna = await open();
		const id = await anna.online();
		site.lose();
		await anna.sees("#server h2", "Offline");
		await anna.click("#server button");
		assert.equal(await anna.online(), id);
		const ben = await open({ query: { connect: id } });
		for (const visitor of [anna, ben]) await visitor.sees("#line", "You draw together with");
	}, { networkReports: true });

	async function meet(open) {
		const anna = await open();
		const ben = await open({ query: { connect: await anna.online() } });
		for (const visitor of [anna, ben]) await visitor.sees("#line", "You draw together with");
		return [anna, ben];
	}

	/** A line across the board at this height, with the mouse. */
	async function draws({ page }, height) {
		await page.bringToFront();
		await page.$eval("#board", (board) => board.scrollIntoView({ block: "center", behavior: "instant" }));
		const { x, y, width, height: all } = await (await page.$("#board")).boundingBox();
		await page.mouse.move(x + width * 0.2, y + all * height);
		await page.mouse.down();
		await page.mouse.move(x + width * 0.8, y + all * height, { steps: 30 });
		await page.mouse.up();
	}

	/** There is ink at a place of the board: of parts that cannot get lost all. */
	async function inked({ page }, height, across = 0.5) {
		await page.waitForFunction(hasInk, { polling: 100 }, height, across);
	}

	function scenario(name, run, options = {}) {
		if (!name.includes(process.env.ONLY ?? "")) return;
		const whole = (open) => run((more) => open({ ...options, ...more }));
		test(name, { timeout: TIMEOUT }, () => withVisitors(world, site, "draw/", name, whole, options));
	}
});

/** In the page. */
function hasInk(height, across) {
	const board = document.querySelector("#board");
	const { data } = board.getContext("2d").getImageData(board.width * across - 20, board.height * height - 20, 40, 40);
	return data.some((part, index) => index % 4 === 3 && part > 0);
}

/** In the page. */
function isBlank() {
	const board = document.querySelector("#board");
	return board.getContext("2d").getImageData(0, 0, board.width, board.height).data.every((part) => part === 0);
}
