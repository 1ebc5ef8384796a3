// The site as a visitor gets it, with the library under test, under a folder as on some
// static hosts; and a PeerServer behind a proxy that a test can take down and bring back,
// and that can keep from the server that clients go.

import { createServer as createHttpServer } from "node:http";
import { connect, createServer as createTcpServer } from "node:net";
import { join } from "node:path";

import { LIBRARIES, scriptOf } from "../support/environment.mjs";
import { serveSite } from "../../xtask/node/site/serve.mjs";

const FOLDER = "/some/folder/";

/** At the end of an address: its page comes bit by bit, while what belongs to it comes at once. */
export const SLOWLY = "?slowly";
const PIECES = 10;
const PAUSE = 40;

/** Resolves to `{ url, config, down(), up(), hold(), lose(), close() }`; `config` are the options of a Peer. */
export async function startSite(lib, peerServerPort) {
	const proxy = await startProxy(peerServerPort);
	const script = join(LIBRARIES[lib], scriptOf(lib));
	const config = { host: "127.0.0.1", port: proxy.port, path: "/" };
	const serve = serveSite({ script, config }, FOLDER);
	const pages = createHttpServer((request, response) => {
		if (request.url.endsWith(SLOWLY)) response.end = trickle(response);
		return serve(request, response);
	});
	await listen(pages);
	return {
		url: `http://127.0.0.1:${pages.address().port}${FOLDER}`,
		config,
		down: proxy.down,
		up: proxy.up,
		hold: proxy.hold,
		lose: proxy.lose,
		close() {
			pages.closeAllConnections();
			pages.close();
			return proxy.down();
		},
	};
}

/** An `end` for a response that takes its time. */
function trickle(response) {
	const { end } = response;
	return async (text = "") => {
		const body = Buffer.from(text);
		for (let piece = 0; piece < PIECES; piece++) {
			response.write(body.subarray((body.length * piece) / PIECES, (body.length * (piece + 1)) / PIECES));
			await new Promise((resolve) => setTimeout(resolve, PAUSE));
		}
		end.call(response);
	};
}

/**
 * A TCP proxy on loopback: `down` cuts its connections and frees its port, `up` takes it
 * again. From `hold(count)` on the server hears nothing more of those who are connected,
 * until so many others have come. With `lose` clients lose the server, which does not hear
 * of it: as when they change their network.
 */
async function startProxy(target) {
	const sockets = new Set();
	/** WebSockets: the browser asks for ids by HTTP connections that it uses again. */
	const clients = new Map();
	const lost = new Set();
	let held = [];
	let newcomers = Infinity;
	const release = () => {
		newcomers = Infinity;
		for (const [client, upstream] of held.splice(0)) client.pipe(upstream);
	};
	const server = createTcpServer((client) => {
		const upstream = connect(target, "127.0.0.1");
		for (const [socket, other] of [[client, upstream], [upstream, client]]) {
			sockets.add(socket);
			// A socket that is cut may report it as an error first.
			socket.on("error", () => {});
			socket.on("close", () => {
				sockets.delete(socket);
				if (!lost.has(socket)) other.destroy();
			});
			socket.pipe(other);
		}
		client.once("data", (head) => /^upgrade: websocket/im.test(head) && clients.set(client, upstream));
		client.on("close", () => clients.delete(client));
		if (--newcomers === 0) release();
	});
	await listen(server);
	const { port } = server.address();
	return {
		port,
		hold(count) {
			newcomers = count;
			held = [...clients];
			for (const [client, upstream] of held) client.unpipe(upstream).pause();
		},
		lose() {
			for (const [client, upstream] of clients) {
				lost.add(client);
				client.unpipe(upstream).destroy();
			}
		},
		up: async () => {
			release();
			return server.listening || listen(server, port);
		},
		down() {
			const closed = new Promise((resolve) => server.close(resolve));
			for (const socket of sockets) socket.destroy();
			return closed;
		},
	};
}

function listen(server, port = 0) {
	return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}
