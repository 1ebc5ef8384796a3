// The example of an application in Rust, in a tab, and a page that talks with it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { describeWithWorld } from "../support/world.mjs";

const VALUES = [1, "text", { list: [true, null, -0.5], nested: { größe: "π" } }, "x".repeat(300_000)];

describeWithWorld(`the example in ${BROWSER}`, (world) => {
	for (const lib of ["peerjs", LIB]) {
		test(`it gives a page with ${lib} everything back`, { timeout: 60_000 }, async () => {
			const { port } = await world.setup();
			const rust = await world.open(lib, { path: `/examples/echo/index.html?host=localhost&port=${port}` });
			await rust.waitForFunction(() => !["", "opening…"].includes(document.body.innerText.trim()));
			const id = await rust.evaluate(() => document.body.innerText.trim());
			assert.match(id, /^[0-9a-f-]{36}$/);

			const page = await world.open(lib);
			const run = { port, id, values: VALUES };
			const received = await page.evaluate(async ({ port, id, values }) => {
				const peer = new Peer({ host: "localhost", port });
				await new Promise((resolve) => peer.on("open", resolve));
				const connection = peer.connect(id, { reliable: true });
				await new Promise((resolve) => connection.on("open", resolve));
				const received = [];
				const all = new Promise((resolve) => {
					connection.on("data", (value) => received.push(value) === values.length && resolve());
				});
				for (const value of values) connection.send(value);
				await all;
				peer.destroy();
				return received;
			}, run);
			assert.deepEqual(received, VALUES);
			await Promise.all([rust, page].map((tab) => tab.close()));
		});
	}
});
