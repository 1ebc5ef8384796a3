// A browser and the servers.

import { launch } from "../../tests/support/browser.mjs";
import { startPageServer } from "../../tests/support/page-server.mjs";
import { peerServer, stopPeerServers } from "../../tests/support/peer-server.mjs";

// How long a page may take for one sample, in milliseconds.
const PATIENCE = 600_000;

/** Runs `action` with `{ browser, version, pages, port }`, of which `port` is the PeerServer's. */
export async function onStage(engine, action) {
	const browser = await launch(engine, { protocolTimeout: PATIENCE });
	const pages = await startPageServer();
	try {
		const [version, port] = [await browser.version(), await peerServer()];
		return await action({ browser, version, pages, port });
	} finally {
		await browser.close();
		pages.close();
		await stopPeerServers();
	}
}
