// node demo.mjs PORT PEER_PORT
//
// Serves on loopback: the demo pages with the script as ./peerjs.min.js, and a
// PeerServer. The pages learn its address from ./config.json. Ends with its input.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { PeerServer } from "peer";

const [port, peerPort] = process.argv.slice(2).map(Number);
const host = "127.0.0.1";
const root = fileURLToPath(new URL("../..", import.meta.url));

const types = {
	".css": "text/css",
	".html": "text/html; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".json": "application/json",
	".map": "application/json",
	".svg": "image/svg+xml",
};

process.stdin.on("end", () => process.exit()).resume();

process.on("uncaughtException", (error) => {
	const inUse = `Port ${error.port} is in use: choose another with --port or --peer-port.`;
	console.error(error.code === "EADDRINUSE" ? inUse : error);
	process.exit(1);
});

PeerServer({ host, port: peerPort, path: "/" }, () => {
	createServer(answer).listen(port, host, function () {
		console.log(`Demo:       http://${host}:${this.address().port}/`);
		console.log(`PeerServer: http://${host}:${peerPort}/`);
		console.log("Ctrl-C stops both.");
	});
});

async function answer(request, response) {
	const path = new URL(request.url, `http://${host}`).pathname;
	const name = path.endsWith("/") ? `${path}index.html` : path;
	try {
		const body = await content(name);
		const type = types[extname(name)] ?? "application/octet-stream";
		response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(body);
	} catch {
		response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
	}
}

function content(name) {
	if (name === "/config.json") return JSON.stringify({ host, port: peerPort, path: "/" });
	const folder = name.startsWith("/peerjs.") ? "pkg/dist" : "www";
	// An absolute path, normalized, has no ".." that could lead out of the folder.
	return readFile(join(root, folder, normalize(decodeURIComponent(name))));
}
