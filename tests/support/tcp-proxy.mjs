// A proxy whose connections can be left half-open: they stay, and nothing comes
// through any more, as when a cable is pulled. It can be a long one, too.

import { once } from "node:events";
import { connect, createServer } from "node:net";
import { Transform } from "node:stream";

/**
 * Starts one to a loopback port; resolves to `{ port, pull(), close() }`. All that
 * comes goes on after so many milliseconds of `delay`.
 */
export async function startTcpProxy(target, { delay = 0 } = {}) {
	const sockets = new Set();
	const server = createServer((client) => {
		const upstream = connect(target, "127.0.0.1");
		for (const socket of [client, upstream]) {
			sockets.add(socket);
			socket.on("error", () => socket.destroy());
		}
		if (delay) client.pipe(late(delay)).pipe(upstream).pipe(late(delay)).pipe(client);
		else client.pipe(upstream).pipe(client);
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	return {
		port: server.address().port,
		/** Leaves the connections that there are half-open; those that follow are served. */
		pull() {
			for (const socket of sockets) socket.unpipe().pause();
		},
		close() {
			server.close();
			for (const socket of sockets) socket.destroy();
		},
	};
}

/** What goes in comes out so many milliseconds later. */
function late(delay) {
	return new Transform({
		transform(data, _, done) {
			setTimeout(() => this.push(data), delay);
			done();
		},
		flush: (done) => void setTimeout(done, delay),
	});
}
