// Errors as PeerJS has them, and the emitters that emit them.

import { EventEmitter } from "./emitter.js";
import { logger } from "./logger.js";

/** What an `error` event carries: an Error with a `type`. */
export class PeerError extends Error {
	/**
	 * @param {string} type
	 * @param {string|Error} error A message, or an Error whose own fields are kept.
	 */
	constructor(type, error) {
		if (typeof error === "string") super(error);
		else {
			// A DOMException has no message of its own to be copied below. One that is no text
			// may have none, and throw.
			super(typeof error?.message === "string" ? error.message : undefined, { cause: error });
			Object.assign(this, error);
		}
		this.type = type;
	}
}

export class EventEmitterWithError extends EventEmitter {
	/** Logs an error and emits it as a {@link PeerError}. */
	emitError(type, error) {
		// What the engine says of a message that it cannot read may quote it.
		logger.error("Error:", type === "deserialization-failed" ? type : error);
		this.emit("error", new PeerError(`${type}`, error));
	}
}
