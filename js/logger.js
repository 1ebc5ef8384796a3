// Logging, at the level of the newest Peer's `debug` option.

const PREFIX = "PeerJS: ";

class Logger {
	/** 0 nothing, 1 errors, 2 warnings too, 3 all. */
	logLevel = 0;

	log(...args) {
		if (this.logLevel >= 3) this._print(3, ...args);
	}

	warn(...args) {
		if (this.logLevel >= 2) this._print(2, ...args);
	}

	error(...args) {
		if (this.logLevel >= 1) this._print(1, ...args);
	}

	/** Replaces the console: `print(level, ...what)`. */
	setLogFunction(print) {
		this._print = print;
	}

	_print(level, ...args) {
		const line = [PREFIX, ...args].map((part) => (part instanceof Error ? `(${part.name}) ${part.message}` : part));
		if (level >= 3) console.log(...line);
		else if (level >= 2) console.warn("WARNING", ...line);
		else console.error("ERROR", ...line);
	}
}

export const logger = new Logger();
