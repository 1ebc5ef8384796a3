// The examples of the API reference, docs/examples: each is run as it stands, and
// must log what its comments say.
//
//   BROWSER=firefox node --test tests/e2e/reference-examples.test.mjs
//   ONLY=call       only examples whose name contains it

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { readExamples } from "../../xtask/node/reference/examples.mjs";
import { BROWSER, LIB } from "../support/environment.mjs";
import { freshPeerServer } from "../support/peer-server.mjs";
import { describeWithWorld } from "../support/world.mjs";

const TIMEOUT = 120_000;

describeWithWorld(`reference examples in ${BROWSER}`, { concurrency: 4, skip: LIB !== "ours" && "they import the modules" }, (world) => {
	let page;
	let server;
	before(async () => {
		// Quick to find out that nobody has an id.
		const port = await freshPeerServer({ allow_discovery: true, expire_timeout: 200, cleanup_out_msgs: 200 });
		server = { host: "127.0.0.1", port, config: { iceServers: [] } };
		page = await world.open(LIB, { scripts: ["/e2e/reference-examples.js"] });
	});
	after(() => page && world.release(page));

	for (const { name, output } of readExamples()) {
		if (!name.includes(process.env.ONLY ?? "")) continue;
		test(name, { timeout: TIMEOUT }, async () => {
			const wrong = await page.evaluate((...args) => examples.run(...args), name, output, server);
			if (wrong) await world.keep(`reference ${BROWSER} ${name}`, wrong, [page]);
			assert.equal(wrong, "");
		});
	}
});
