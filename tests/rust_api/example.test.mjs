// The example of an application in Rust, in a tab, and a page that talks with it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { startMortalPeerServer } from "../support/peer-server.mjs";
import { describeWithWorld } from "../support/world.mjs";

const VALUES = [1, "text", { list: [true, null, -0.5], nested: { größe: "π" } }, "x".repeat(300_000)];

/** The example in a tab, and the id that it shows. */
async function openExample(world, port) {
	const tab = await world.open(LIB, { path: `/examples/echo/index.html?host=localhost&port=${port}` });
	return { tab, id: await idOf(tab) };
}

/** What the example shows when it is open. */
async function idOf(tab) {
	const shown = await tab.waitForFunction(() => document.body.innerText.trim().match(/^[0-9a-f-]{36}$/)?.[0]);
	return shown.jsonValue();
}

/** What a page gets back for what it sends, after bytes that nobody can read. */
function echoOf(page, port, id, values) {
	return page.evaluate(async ({ port, id, values }) => {
		const peer = new Peer({ host: "localhost", port });
		await new Promise((resolve) => peer.on("open", resolve));
		const connection = peer.connect(id, { reliable: true });
		await new Promise((resolve) => connection.on("open", resolve));
		const received = [];
		const all = new Promise((resolve) => {
			connection.on("data", (value) => received.push(value) === values.length && resolve());
		});
		connection.dataChannel.send(new Uint8Array([0xd8]));
		for (const value of values) connection.send(value);
		await all;
		peer.destroy();
		return received;
	}, { port, id, values });
}

describeWithWorld(`the example in ${BROWSER}`, (world) => {
	for (const lib of ["peerjs", LIB]) {
		test(`it gives a page with ${lib} everything back`, { timeout: 60_000 }, async () => {
			const { port } = await world.setup();
			const { tab, id } = await openExample(world, port);
			const page = await world.open(lib);
			assert.deepEqual(await echoOf(page, port, id, VALUES), VALUES);
			await Promise.all([tab, page].map((tab) => tab.close()));
		});
	}

	test("it returns to a server that was lost", { timeout: 60_000 }, async () => {
		const server = await startMortalPeerServer();
		const { tab, id } = await openExample(world, server.port);
		await server.kill();
		await tab.waitForFunction(() => document.body.innerText.includes("Lost connection to server"));
		await server.restart();
		assert.equal(await idOf(tab), id);
		const page = await world.open(LIB);
		assert.deepEqual(await echoOf(page, server.port, id, VALUES), VALUES);
		await Promise.all([tab, page].map((tab) => tab.close()));
		await server.kill();
	});
});
