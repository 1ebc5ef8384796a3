// What runs in the pages of many connections: `bench` there. One page is the hub, the
// other is the crowd around it, with a Peer for each connection.

import { openFloor } from "../../shared/page/floor.js";
import { openLibrary } from "../../shared/page/library.js";
import { BYTES, MESSAGE } from "./message.js";

const KINDS = { raw: openFloor, library: openLibrary };

// How a channel and a connection differ.
const ENDS = {
	raw: {
		message: new Uint8Array(BYTES),
		listen: (channel, listener) => {
			channel.onmessage = listener;
		},
	},
	library: {
		message: MESSAGE,
		listen: (connection, listener) => connection.on("data", listener),
	},
};

let end;
let hub;
const connections = [];
const members = [];
/** Called with the connection that a message came on. */
let heard = () => {};

/** Opens the hub. */
export async function openHub(kind, id, port) {
	end = ENDS[kind];
	hub = await KINDS[kind](id, port);
}

/** Connects the hub to these. */
export function connect(ids) {
	return few(ids, async (id) => add(await hub.connect(id)));
}

/** Opens members of the crowd, whom the hub will connect to. */
export function openMembers(kind, ids, port) {
	end = ENDS[kind];
	return few(ids, async (id) => members.push(await KINDS[kind](id, port, add)));
}

/** A few at a time: a browser hurries no more than so many. */
async function few(ids, action) {
	const AT_ONCE = 5;
	for (let i = 0; i < ids.length; i += AT_ONCE) await Promise.all(ids.slice(i, i + AT_ONCE).map(action));
}

/** Leaves the server, which is needed no more: browsers limit the WebSockets of a page. */
export async function leaveServer(count) {
	while (connections.length < count) await turn();
	for (const member of members.splice(0)) member.leave();
}

function add(connection) {
	connections.push(connection);
	end.listen(connection, () => heard(connection));
}

/** Gets the crowd ready for so many messages, to acknowledge the last. */
export function expect(count) {
	heard = (connection) => {
		if (--count === 0) connection.send(end.message);
	};
}

/** Sends a message to all: how long the loop took, and until the last was acknowledged. */
export async function broadcast() {
	const acknowledged = new Promise((resolve) => (heard = resolve));
	const begin = performance.now();
	for (const connection of connections) connection.send(end.message);
	const sent = performance.now();
	await acknowledged;
	return { blocked: sent - begin, time: performance.now() - begin };
}

/** Queues so many messages on the first connection: how long until the last was acknowledged. */
export async function queue(count) {
	const [connection] = connections;
	const acknowledged = new Promise((resolve) => (heard = resolve));
	const begin = performance.now();
	for (let i = 0; i < count; i++) connection.send(end.message);
	await acknowledged;
	return performance.now() - begin;
}

/** Has all garbage collected. */
export async function collect() {
	for (let i = 0; i < 3; i++) {
		globalThis.gc?.();
		if (globalThis.TestUtils) await TestUtils.gc();
		await turn();
	}
}

const turn = () => new Promise((resolve) => setTimeout(resolve));
