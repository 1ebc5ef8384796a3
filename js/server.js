// What a Peer asks of the server through HTTP: an id, and who is there.

import { logger } from "./logger.js";
import * as op from "./op.js";
import { call } from "./rust.js";
import { util } from "./util.js";

/** What we say of ourselves to the server: the PeerJS that we stand for. */
export const VERSION = "1.5.5";

/** Whether the server is PeerServer's cloud, which is always reached through TLS. */
export const isCloud = ({ host }) => host === util.CLOUD_HOST;

/** Asks for an id, under which the socket is then opened. */
export async function fetchId(peer) {
	const options = peer._options;
	let id;
	try {
		id = await ask(options, "/id", (response) => response.text());
	} catch (reason) {
		logger.error("Error retrieving ID", reason);
		if (!isSought(peer)) return;
		const advice = options.path === "/" && !isCloud(options) ? " If you passed in a `path` to your self-hosted PeerServer, you'll also need to pass in that same path when creating a new Peer." : "";
		return abort(peer, failure(`Could not get an ID from the server.${advice}`, options, "/id", reason));
	}
	if (!isSought(peer)) return;
	try {
		peer._initialize(id);
	} catch (error) {
		abort(peer, error);
	}
}

/** Asks who is there; the answer goes to `callback`, and what that throws ends the Peer, as with PeerJS. */
export async function listAllPeers(peer, callback) {
	const options = peer._options;
	let list;
	try {
		list = await ask(options, "/peers", (response) => response.json());
	} catch (reason) {
		logger.error("Error retrieving list peers", reason);
		return abort(peer, failure("Could not get list peers from the server.", options, "/peers", reason));
	}
	try {
		callback(list);
	} catch (error) {
		abort(peer, error);
	}
}

/** Whether the Peer still waits for an id: the application has not ended it, or reconnected it and another answer was first. */
const isSought = ({ _disconnected, _id }) => !_disconnected && _id == null;

const abort = (peer, error) => call(op.PEER_ABORT, peer, "server-error", error);

const address = ({ secure, host, port, path, key }, method) => `http${secure ? "s" : ""}://${host}:${port}${path}${encodeURIComponent(key)}${method}`;

/** What the server answers; rejects unless it is with status 200. */
async function ask(options, method, read) {
	// No cache may answer.
	const url = `${address(options, method)}?ts=${Date.now()}${Math.random()}&version=${VERSION}`;
	const response = await fetch(url, { referrerPolicy: options.referrerPolicy });
	if (response.status === 200) return read(response);
	if (response.status !== 401 || method !== "/peers") throw new Error(`Error. Status:${response.status}`);
	const help = isCloud(options)
		? "It looks like you're using the cloud server. You can email team@peerjs.com to enable peer listing for your API key."
		: "You need to enable `allow_discovery` on your self-hosted PeerServer to use this feature.";
	throw new Error(`It doesn't look like you have permission to list peers IDs. ${help}`);
}

/** An Error that tells which address was asked, and what came of it. */
const failure = (text, options, method, reason) => new Error(`${text} (${address(options, method)}: ${reason?.message})`, { cause: reason });
