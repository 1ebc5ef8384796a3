// Real PeerServers (peer@1.0.2) on random loopback ports.

import { Worker } from "node:worker_threads";

let worker;
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
	worker ??= new Servers();
	return worker.start(options);
}

/** Ends all of them. */
export async function stopPeerServers() {
	await worker?.kill();
	worker = undefined;
	shared.clear();
}

/** Starts a PeerServer that can be killed, with all that it knows, and started again on its port. */
export async function startMortalPeerServer(options) {
	let servers = new Servers();
	const port = await servers.start(options);
	return {
		port,
		kill: () => servers.kill(),
		async restart() {
			servers = new Servers();
			await servers.start({ ...options, port });
		},
	};
}

/** A thread of PeerServers. */
class Servers {
	#worker = new Worker(new URL("./peer-server-worker.mjs", import.meta.url));
	#tickets = 0;
	#waiting = new Map();

	constructor() {
		this.#worker.on("message", ({ ticket, port }) => {
			this.#waiting.get(ticket)(port);
			this.#waiting.delete(ticket);
			if (this.#waiting.size === 0) this.#worker.unref();
		});
	}

	/** Starts one; resolves to its port. */
	start(options) {
		const ticket = ++this.#tickets;
		this.#worker.ref();
		this.#worker.postMessage({ ticket, options });
		return new Promise((resolve) => this.#waiting.set(ticket, resolve));
	}

	/** Ends them, and their sockets. */
	kill() {
		return this.#worker.terminate();
	}
}
