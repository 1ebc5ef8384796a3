// The demo as a visitor gets it: www/ with the library under test beside it, and
// a PeerServer behind a proxy that a test can take down and bring back.

import { readFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { connect, createServer as createTcpServer } from "node:net";
import { basename, extname, join } from "node:path";

import { LIBRARIES, ROOT } from "../support/environment.mjs";

const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json" };

/** Resolves to `{ url, down(), up(), close() }`. */
export async function startDemo(lib, peerServerPort) {
	const proxy = await startProxy(peerServerPort);
	const config = JSON.stringify({ host: "127.0.0.1", port: proxy.port, path: "/" });
	const pages = createHttpServer(async (request, response) => {
		// The pages are one flat folder.
		const name = basename(new URL(request.url, "http://localhost").pathname) || "index.html";
		try {
			const body = name === "config.json" ? config : await readFile(join(name === "peerjs.min.js" ? LIBRARIES[lib] : join(ROOT, "www"), name));
			response.writeHead(200, { "content-type": TYPES[extname(name)] ?? "application/octet-stream" }).end(body);
		} catch {
			response.writeHead(404).end();
		}
	});
	await listen(pages);
	return {
		url: `http://127.0.0.1:${pages.address().port}/`,
		down: proxy.down,
		up: proxy.up,
		close() {
			pages.closeAllConnections();
			pages.close();
			return proxy.down();
		},
	};
}

/** A TCP proxy on loopback: `down` cuts its connections and frees its port, `up` takes it again. */
async function startProxy(target) {
	const sockets = new Set();
	const server = createTcpServer((client) => {
		const upstream = connect(target, "127.0.0.1");
		for (const [socket, other] of [[client, upstream], [upstream, client]]) {
			sockets.add(socket);
			// A socket that is cut may report it as an error first.
			socket.on("error", () => {});
			socket.on("close", () => {
				sockets.delete(socket);
				other.destroy();
			});
			socket.pipe(other);
		}
	});
	await listen(server);
	const { port } = server.address();
	return {
		port,
		up: async () => server.listening || listen(server, port),
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
