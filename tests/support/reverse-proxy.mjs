// A reverse proxy, as servers are put behind one: what comes under its path goes
// on to the server, without the path; WebSockets too.

import { createServer, request } from "node:http";

/** Starts it; resolves to `{ port, close() }`. */
export async function startReverseProxy(path, port) {
	const sockets = new Set();
	const forward = ({ url, method, headers }) => {
		if (url.startsWith(`${path}/`)) return request({ host: "127.0.0.1", port, path: url.slice(path.length), method, headers });
	};

	const proxy = createServer((incoming, response) => {
		const outgoing = forward(incoming);
		if (!outgoing) return response.writeHead(404).end();
		outgoing.on("response", (answer) => {
			response.writeHead(answer.statusCode, answer.headers);
			answer.pipe(response);
		});
		incoming.pipe(outgoing);
	});
	proxy.on("upgrade", (incoming, socket) => {
		const outgoing = forward(incoming);
		if (!outgoing) return socket.destroy();
		outgoing.on("upgrade", (answer, upstream, first) => {
			const headers = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}\r\n`);
			socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers.join("")}\r\n`);
			// What came right behind the answer: PeerServer's OPEN.
			socket.write(first);
			socket.pipe(upstream).pipe(socket);
			for (const end of [socket, upstream]) end.on("error", () => end.destroy());
		});
		outgoing.end();
	});
	proxy.on("connection", (socket) => sockets.add(socket));

	await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve));
	return {
		port: proxy.address().port,
		close() {
			proxy.close();
			for (const socket of sockets) socket.destroy();
		},
	};
}
