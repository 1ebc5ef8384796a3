// Real PeerServers (peer@1.0.2) on random loopback ports.

import { Worker } from "node:worker_threads";

let worker;
let tickets = 0;
const waiting = new Map();
const shared = new Map();

/**
 * The port of a PeerServer with these options. Equal options share one server:
 * tests keep out of each other's way by their ids.
 */
export function peerServer(options = {}) {
	const key = JSON.stringify(options);
	if (!shared.has(key)) shared.set(key, freshPeerServer(options));
	return shared.get(key);
}

/** The port of a PeerServer that nobody else uses: for `listAllPeers` and fixed ids. */
export function freshPeerServer(options = {}) {
	if (!worker) {
		worker = new Worker(new URL("./peer-server-worker.mjs", import.meta.url));
		worker.on("message", ({ ticket, port }) => {
			waiting.get(ticket)(port);
			waiting.delete(ticket);
			if (waiting.size === 0) worker.unref();
		});
	}
	const ticket = ++tickets;
	worker.ref();
	worker.postMessage({ ticket, options });
	return new Promise((resolve) => waiting.set(ticket, resolve));
}

/** Ends all of them. */
export async function stopPeerServers() {
	await worker?.terminate();
	worker = undefined;
	shared.clear();
}
