// What Rust calls by name: closures, which only JavaScript can make, and what
// would take many steps from there.

import { call } from "./heap.js";
import { logger } from "./logger.js";
import { decode, encodeParts } from "./pack.js";
import { Transfer } from "./parts.js";

let scratch = new Uint8Array(0);

export const host = {
	/** Sets the handler `on…` of a browser object to an operation on `self`. */
	listen(target, handler, op, self) {
		target[handler] = (event) => call(op, self, event, target);
	},

	/** Runs `op` when a promise is resolved, `op + 1` when it is rejected. */
	settle(promise, op, self, extra, instead) {
		promise.then(
			(value) => call(op, self, value ?? instead, extra),
			(error) => call(op + 1, self, error, extra),
		);
	},

	timeout: (milliseconds, op, self, a, b) => setTimeout(() => call(op, self, a, b), milliseconds),

	/** Has the messages of a channel given to the method that a subclass may override. */
	receive(channel, connection) {
		channel.addEventListener("message", (event) => connection._handleDataMessage(event));
	},

	setLogging(print, level) {
		if (print) logger.setLogFunction(print);
		logger.logLevel = level || 0;
	},

	/** An Error with a cause. */
	failure: (message, cause) => new Error(message, cause && { cause }),
	reject: (reason) => Promise.reject(reason),
	keysOf: (map) => [...map.keys()],
	count: (object) => Object.keys(object).length,
	remove: (object, key) => delete object[key],

	encodeParts,
	decode,
	transfer: (parts) => new Transfer(parts),
	encodeText: (text) => new TextEncoder().encode(text),
	decodeText: (bytes) => new TextDecoder().decode(bytes),
	/** A view of a buffer, or so many bytes that are zero. */
	bytes: (bufferOrSize) => new Uint8Array(bufferOrSize),
	/** The first bytes of a buffer that is used again and again. */
	scratch(size) {
		if (scratch.length < size) scratch = new Uint8Array(Math.max(size, 1 << 18));
		return scratch.subarray(0, size);
	},
};
