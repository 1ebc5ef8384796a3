// What Rust calls by name: closures, which only JavaScript can make, and what
// would take many steps from there.

import { held, lend, tellAt, turn } from "./channel.js";
import { EventEmitter } from "./emitter.js";
import { PeerError } from "./errors.js";
import { call } from "./heap.js";
import * as op from "./op.js";
import { encodeParts } from "./pack.js";
import { closed, opened } from "./pagehide.js";
import { Transfer } from "./parts.js";
import { inTask } from "./taking.js";
import { encoder } from "./text.js";

/** As many transfers may be refused before a late chunk counts as the first of another. */
const NOTED = 64;

/**
 * Turns of the microtask queue that what was promised has between two messages. By `await`:
 * by `queueMicrotask` they take ten times as long, by `then` nearly twice as long in Firefox;
 * and of those Angular is told, which then looks at the whole page (zone.js).
 */
const TURNS = 32;
/**
 * Where more than 64 come together, so many among them, since in Firefox a turn takes up to
 * half a microsecond; but no fewer than this between two.
 */
const TURNS_TOGETHER = 2048;
const TURNS_MIN = 8;
/** Turns for one who listened to the last message, and not any more, to listen again. */
const TURNS_ABSENT = 256;

/** States of an RTCPeerConnection that do not come to anything any more. */
const ENDS = ["failed", "closed"];

const { listenerCount } = EventEmitter.prototype;

let scratch = new Uint8Array(0);

/**
 * Makes a message: getters and the like may send others meanwhile, which are not that of
 * `sendAsync`. Undefined if they close.
 */
function apart(connection, make) {
	const ticket = connection.$ticket;
	connection.$ticket = undefined;
	const message = make();
	ticket?.signal?.throwIfAborted();
	connection.$ticket = ticket;
	if (!connection.$closing) return message;
}

export const host = {
	/** Sets the handler `on…` of a browser object to an operation on `self`. */
	listen(target, handler, op, self) {
		target[handler] = (event) => call(op, self, event, target);
	},

	/**
	 * The same by a listener, where PeerJS leaves the handler to the application: behind the
	 * application's own, and not where that has put its own in the place of our `handler`,
	 * which decides what becomes of the connection. It does not keep `self`: browsers keep
	 * objects like these for longer than they are used.
	 */
	watch(target, event, op, self, handler) {
		const reference = new WeakRef(self);
		const ours = new WeakRef(target[handler] ?? self);
		// Tests put objects in its place that have only handlers.
		target.addEventListener?.(event, () => {
			const self = reference.deref();
			const decides = () => (target[handler] ?? self) === ours.deref();
			if (!self || !decides()) return;
			self.$changed = true;
			// Most of the time all is well, and a task is not for nothing.
			if (ENDS.includes(target.connectionState)) inTask(() => decides() && call(op, self, undefined, target));
		});
	},

	/** A configuration with `urls` where servers have only `url`, which Safari does not know. */
	configuration(config) {
		const servers = config?.iceServers;
		const isOld = (server) => server?.url && !server.urls;
		if (!Array.isArray(servers) || !servers.some(isOld)) return config;
		return { ...config, iceServers: servers.map((server) => (isOld(server) ? { ...server, urls: server.url } : server)) };
	},

	/** Runs `op` when a promise is resolved, `op + 1` when it is rejected. */
	settle(promise, op, self, extra, instead) {
		Promise.resolve(promise).then(
			(value) => call(op, self, value ?? instead, extra),
			(error) => call(op + 1, self, error, extra),
		);
	},

	timeout: (milliseconds, op, self, a, b) => setTimeout(() => call(op, self, a, b), milliseconds),

	held,
	lend,
	tellAt,
	turn,

	opened,
	closed,

	/** Takes back what a connection has for the server and has not been sent. */
	unqueue(socket, id) {
		const queue = socket?._messagesQueue;
		if (queue) socket._messagesQueue = queue.filter(({ payload }) => payload?.connectionId !== id);
	},

	/**
	 * Delivers messages that shared one of the channel. Between two of them those run who
	 * wait for promises, as they do where each comes by itself: who takes them with
	 * `await` and `once` would miss all but the first.
	 */
	spread(connection, messages) {
		const { length } = messages;
		const enough = Math.max(TURNS_MIN, Math.min(TURNS, TURNS_TOGETHER / length));
		const listening = () => listenerCount.call(connection, "data");
		const deliverOne = (i) => call(op.DELIVER, connection, messages[i], i === length - 1);
		// What `await` goes on with is in no zone.
		const give = globalThis.Zone?.current?.wrap?.(deliverOne, "data") ?? deliverOne;
		const giveRest = async () => {
			let before = listening();
			for (let i = 1; i < length; i++) {
				for (let turn = 0; turn < enough || (turn < TURNS_ABSENT && listening() < before); turn++) await undefined;
				before = listening();
				try {
					give(i);
				} catch (error) {
					queueMicrotask(() => {
						throw error;
					});
				}
			}
		};
		// Before a listener throws.
		giveRest();
		give(0);
	},

	/** Throws an error where the application sees it and nothing of ours is ended by it. */
	report(error) {
		setTimeout(() => {
			throw error;
		});
	},

	now: () => performance.now(),

	peerError: (type, error) => new PeerError(type, error),
	keysOf: (map) => [...map.keys()],
	idsOf: (object) => Object.keys(object).map(Number),
	remove: (object, key) => delete object[key],
	/** Adds to a set; one that holds on to its items keeps the last of them. */
	note(set, item) {
		set.add(item);
		if (set.size > NOTED) set.delete(set.values().next().value);
	},
	/** Takes so many bytes off the positions of tickets that lie behind another. */
	moveUp(tickets, from, size) {
		for (const ticket of tickets) {
			if (ticket.start > from) ticket.start -= size;
			if (ticket.end > from) ticket.end -= size;
		}
	},
	/** The length of a message in bytes; of a text, in UTF-16 units. */
	sizeOf: (message) => message?.byteLength ?? message?.size ?? message?.length,
	/** Bytes of the incomplete messages of a connection; of one whose size is unknown, those that note which chunks have come, and its last chunk. */
	heldBy: (assemblies) => Object.values(assemblies).reduce((sum, { data, seen, held }) => sum + (data ?? seen).length + (held?.length ?? 0), 0),

	/**
	 * How many bytes the channel of a connection holds; undefined where it takes none, or,
	 * if asked so, where anything waits to be handed over or to have left.
	 */
	buffered(connection, isIdle) {
		const { dataChannel } = connection;
		if (isIdle && (connection._buffer.length || connection.$tickets.length || connection.$ticket)) return;
		if (connection.open && !connection.$early && dataChannel?.readyState === "open") return held(connection);
	},

	/** A message past the queue was handed to the channel; returns what that holds. */
	passed(connection, size) {
		connection.$handed++;
		connection.$accepted += size;
		// The application's own `send` may have closed it.
		return connection.dataChannel?.bufferedAmount;
	},

	/** A message as bytes, or in parts. */
	encode(connection, value) {
		const parts = apart(connection, () => encodeParts(value));
		return parts?.length > 1 ? parts : parts?.[0];
	},
	encodeJson(connection, value) {
		const text = apart(connection, () => connection.stringify(value) ?? "null");
		if (text !== undefined) return encoder.encode(text);
	},
	transfer: (message) => new Transfer([message].flat()),
	/** A view of a buffer, or so many bytes that are zero. */
	bytes: (bufferOrSize) => new Uint8Array(bufferOrSize),
	/** A view of a value that came from elsewhere. Throws if it is no binary. */
	binary(value) {
		const { buffer, byteOffset, byteLength } = ArrayBuffer.isView(value) ? value : new DataView(value);
		return new Uint8Array(buffer, byteOffset, byteLength);
	},
	/** The first bytes of a buffer that is used again and again. */
	scratch(size) {
		if (scratch.length < size) scratch = new Uint8Array(Math.max(size, 1 << 18));
		return scratch.subarray(0, size);
	},
};
