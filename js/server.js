// What a Peer asks of the server through HTTP: an id, and who is there.

import { logger } from "./logger.js";
import { util } from "./util.js";

/** What we say of ourselves to the server: the PeerJS that we stand for. */
export const VERSION = "1.5.5";

/** How long an answer may be, in UTF-16 units: more would fill the memory. */
const ANSWER_LENGTH = 67_108_864;

/** Text in an address. Half of a pair is U+FFFD, as where the browser encodes it. */
export const inAddress = (text) => encodeURIComponent(`${text}`.replace(/[\ud800-\udfff]/gu, "\ufffd"));

/** Whether the server is PeerServer's cloud, which is always reached through TLS. */
export const isCloud = ({ host }) => host === util.CLOUD_HOST;

/** Asks for an id, under which the socket is then opened. */
export function fetchId(peer) {
	// A Proxy around the Peer gives it back as it is.
	const request = (peer.$idRequest = Symbol());
	return ask(peer, {
		method: "/id",
		what: "ID",
		text: (options) =>
			`Could not get an ID from the server.${options.path === "/" && !isCloud(options) ? " If you passed in a `path` to your self-hosted PeerServer, you'll also need to pass in that same path when creating a new Peer." : ""}`,
		read: "text",
		// The application may have ended the Peer, or have reconnected it, which asks again.
		isWanted: () => !peer._disconnected && peer.$idRequest === request,
		use: (id) => peer._initialize(id),
	});
}

/** Asks who is there; the answer goes to `callback`, and what that throws ends the Peer, as with PeerJS. */
export function listAllPeers(peer, callback) {
	return ask(peer, {
		method: "/peers",
		what: "list peers",
		text: () => "Could not get list peers from the server.",
		read: "json",
		isWanted: () => true,
		use: (list) => callback(list),
	});
}

const abort = (peer, error) => peer._abort("server-error", error);

const address = ({ secure, host, port, path, key }, method) => `http${secure ? "s" : ""}://${host}:${port}${path}${inAddress(key)}${method}`;

/** Uses what the server answers. What fails, in that too, ends the Peer, unless the answer is wanted no more. */
async function ask(peer, { method, what, text, read, isWanted, use }) {
	const options = peer._options;
	let answer;
	try {
		answer = await request(options, method, read);
	} catch (reason) {
		logger.error(`Error retrieving ${what}`, reason);
		if (isWanted()) abort(peer, new Error(`${text(options)} (${address(options, method)}: ${reason?.message})`, { cause: reason }));
		return;
	}
	if (!isWanted()) return;
	try {
		await use(answer);
	} catch (error) {
		abort(peer, error);
	}
}

/** The body of an answer; rejects one that is too long, or never ends. */
async function readBody(response, kind) {
	const reader = response.body?.getReader?.();
	// A `fetch` that the application has put there, as tests do.
	if (!reader) return response[kind]();
	const decoder = new TextDecoder();
	let text = "";
	for (;;) {
		const { done, value } = await reader.read();
		text += decoder.decode(value, { stream: !done });
		if (done) return kind === "json" ? JSON.parse(text) : text;
		if (text.length <= ANSWER_LENGTH) continue;
		reader.cancel();
		throw new Error("The answer is too long.");
	}
}

/** What the server answers; rejects unless it is with status 200. */
async function request(options, method, read) {
	// No cache may answer.
	const url = `${address(options, method)}?ts=${Date.now()}${Math.random()}&version=${VERSION}`;
	const response = await fetch(url, { referrerPolicy: options.referrerPolicy });
	if (response.status === 200) return readBody(response, read);
	if (response.status !== 401 || method !== "/peers") throw new Error(`Error. Status:${response.status}`);
	const help = isCloud(options)
		? "It looks like you're using the cloud server. You can email team@peerjs.com to enable peer listing for your API key."
		: "You need to enable `allow_discovery` on your self-hosted PeerServer to use this feature.";
	throw new Error(`It doesn't look like you have permission to list peers IDs. ${help}`);
}
