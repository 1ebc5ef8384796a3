// A port for a server that is told its port.

import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Resolves to one that is free, for UDP and TCP: below those that the system gives
 * away, one of which a browser could be given before the server has taken it.
 */
export async function freePort() {
	for (;;) {
		const port = randomInt(10_000, 30_000);
		if ((await isFree(createSocket("udp4"), "bind", port)) && (await isFree(createServer(), "listen", port))) return port;
	}
}

async function isFree(socket, take, port) {
	socket[take](port, "127.0.0.1");
	try {
		await once(socket, "listening");
	} catch {
		return false;
	}
	await new Promise((resolve) => socket.close(resolve));
	return true;
}
