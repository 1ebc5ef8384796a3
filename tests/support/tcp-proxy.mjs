// A proxy whose connections can be left half-open: they stay, and nothing comes
// through any more, as when a cable is pulled. It can keep answers back, and be a long
// one, too.

import { once } from "node:events";
import { connect, createServer } from "node:net";
import { Transform } from "node:stream";

/** What the head of an HTTP answer ends with. */
const HEAD_END = "\r\n\r\n";

/**
 * Starts one to a loopback port; resolves to `{ port, pull(), keep(), close() }`. All
 * that comes goes on after so many milliseconds of `delay`.
 */
export async function startTcpProxy(target, { delay = 0 } = {}) {
	const sockets = new Set();
	const halfOpen = new Set();
	/** What becomes of answers. */
	let answers = () => [];
	const server = createServer((client) => {
		const upstream = connect(target, "127.0.0.1");
		for (const socket of [client, upstream]) {
			sockets.add(socket);
			socket.on("error", () => socket.destroy());
		}
		// Where nobody listens, or does no more.
		upstream.on("close", (isBroken) => isBroken && !halfOpen.has(client) && client.end());
		const late = delay ? () => [later(delay)] : () => [];
		through(client, ...late(), upstream, ...late(), ...answers(), client);
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	return {
		port: server.address().port,
		/** Leaves the connections that there are half-open; those that follow are served. */
		pull() {
			for (const socket of sockets) halfOpen.add(socket.unpipe().pause());
		},
		/**
		 * Keeps the answers on the connections that follow, or what is behind the `heads` of
		 * them; resolves when there is one to keep. Those after that are served.
		 */
		keep: ({ heads = false } = {}) =>
			new Promise((resolve) => {
				answers = () => [keeper(heads, () => {
					answers = () => [];
					resolve();
				})];
			}),
		close() {
			server.close();
			for (const socket of sockets) socket.destroy();
		},
	};
}

/** Pipes each stream into the next. */
const through = (...streams) => streams.reduce((from, to) => from.pipe(to));

/** What goes in comes out so many milliseconds later. */
function later(delay) {
	return new Transform({
		transform(data, _, done) {
			setTimeout(() => this.push(data), delay);
			done();
		},
		flush: (done) => void setTimeout(done, delay),
	});
}

/** What goes in stays there, but for the head of an HTTP answer if that may pass. */
function keeper(heads, told) {
	let passes = heads;
	return new Transform({
		transform(data, _, done) {
			let length = 0;
			if (passes) {
				const end = data.indexOf(HEAD_END);
				passes = end < 0;
				length = passes ? data.length : end + HEAD_END.length;
			}
			if (length < data.length) told();
			done(null, data.subarray(0, length));
		},
	});
}
