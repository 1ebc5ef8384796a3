// A signalling server that does what the page tells it: malformed frames, HTTP
// errors, a socket that breaks. Only the server is scripted; the client under
// test is the real one, talking through real sockets.
//
//   /scripted/<session>/…                the server the library is pointed at
//   /control/<session>/<command> (POST)  what the test asks of it, see COMMANDS

import { createServer } from "node:http";
import { Readable } from "node:stream";

import { WebSocketServer } from "ws";

/** Starts it; resolves to `{ port, close() }`. One serves any number of sessions. */
export async function startScriptedServer() {
	const sessions = new Map();
	const session = (name) => {
		if (!sessions.has(name)) sessions.set(name, new Session());
		return sessions.get(name);
	};
	const sockets = new WebSocketServer({ noServer: true });

	const server = createServer(async (request, response) => {
		response.setHeader("access-control-allow-origin", "*");
		const [, kind, name, ...rest] = request.url.split("/");
		if (kind === "scripted") return session(name).http(request, response);
		let body = "";
		for await (const chunk of request) body += chunk;
		const result = await COMMANDS[rest[0]](session(name), body ? JSON.parse(body) : {});
		response.end(JSON.stringify(result ?? null));
	});
	server.on("upgrade", (request, socket, head) => {
		const one = session(request.url.split("/")[2]);
		one.record(request);
		if (one.refuse) return socket.destroy();
		if (one.mute) return socket.on("error", () => {});
		sockets.handleUpgrade(request, socket, head, (webSocket) => one.accept(webSocket, request));
	});

	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		port: server.address().port,
		close() {
			for (const client of sockets.clients) client.terminate();
			server.closeAllConnections();
			server.close();
		},
	};
}

function* repeat(text) {
	for (;;) yield text;
}

class Session {
	/** What it answers to `…/<key>/id` and `…/<key>/peers`; one that `isEndless`, for ever. */
	replies = {
		id: { status: 200, type: "text/html", body: "scripted-id" },
		peers: { status: 200, type: "application/json", body: "[]" },
	};
	/** Frames sent as soon as a socket opens. */
	greet = ['{"type":"OPEN"}'];
	/** Whether frames are passed on to whom they name, as PeerServer does. */
	relay = false;
	/** Whether WebSockets are cut before they open. */
	refuse = false;
	/** Whether WebSockets get no answer. */
	mute = false;
	/** Whether HTTP requests get no answer, until this is false again. */
	hold = false;
	/** The answers to requests that wait for that. */
	held = new Set();
	requests = [];
	frames = [];
	sockets = [];
	/** Id → the newest socket of that Peer. */
	byId = new Map();
	closed = 0;
	waiting = [];

	record(request) {
		this.requests.push({ method: request.method, url: request.url, referer: request.headers.referer });
		this.wake();
	}

	async http(request, response) {
		this.record(request);
		this.held.add(response);
		await this.until(() => !this.hold && this.held.has(response));
		this.held.delete(response);
		const reply = this.replies[new URL(request.url, "http://localhost").pathname.split("/").pop()];
		if (!reply) return response.writeHead(404).end();
		response.writeHead(reply.status, { "content-type": reply.type ?? "text/plain" });
		if (!reply.isEndless) return response.end(reply.body);
		const endless = Readable.from(repeat(reply.body));
		endless.pipe(response);
		response.on("close", () => endless.destroy());
	}

	accept(socket, { url }) {
		const id = new URL(url, "http://localhost").searchParams.get("id");
		this.sockets.push(socket);
		this.byId.set(id, socket);
		socket.on("message", (data) => {
			this.frames.push(data.toString());
			if (this.relay) this.pass(id, JSON.parse(data));
			this.wake();
		});
		socket.on("error", () => {});
		socket.on("close", () => {
			this.closed++;
			this.wake();
		});
		for (const frame of this.greet) socket.send(frame);
		this.wake();
	}

	pass(src, { type, dst, payload }) {
		this.byId.get(dst)?.send(JSON.stringify({ type, src, dst, payload }));
	}

	wake() {
		this.waiting = this.waiting.filter((check) => !check());
	}

	/** Resolves when `ready()` is true; the page has the timeout. */
	until(ready) {
		return new Promise((resolve) => {
			const check = () => ready() && (resolve(), true);
			if (!check()) this.waiting.push(check);
		});
	}
}

const COMMANDS = {
	configure(session, { replies, ...settings }) {
		Object.assign(session, settings);
		Object.assign(session.replies, replies);
		session.wake();
	},
	/** Fails the first request that is held, as a proxy does that waits no longer. */
	timeOut(session) {
		const [first] = session.held;
		session.held.delete(first);
		first.writeHead(504).end();
	},
	/** Sends a frame on the newest socket, once there is one that is open. */
	async send(session, { frame, binary = false }) {
		const open = () => session.sockets.at(-1)?.readyState === 1;
		await session.until(open);
		session.sockets.at(-1).send(frame, { binary });
	},
	/** Sends many frames at once. */
	async flood(session, { frames }) {
		await session.until(() => session.sockets.length > 0);
		for (const frame of frames) session.sockets.at(-1).send(frame);
	},
	async close(session, { code = 1000 }) {
		await session.until(() => session.sockets.length > 0);
		session.sockets.at(-1).close(code);
	},
	/** All frames received so far, when there are at least `count`. */
	async frames(session, { count = 0 }) {
		await session.until(() => session.frames.length >= count);
		return session.frames;
	},
	async requests(session, { count = 0 }) {
		await session.until(() => session.requests.length >= count);
		return session.requests;
	},
	/** Resolves when `count` sockets have been closed. */
	async closed(session, { count = 1 }) {
		await session.until(() => session.closed >= count);
	},
};
