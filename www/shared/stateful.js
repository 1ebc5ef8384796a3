// What has a state, and says so when that may be another one.

/** Event: `state`. */
export class Stateful extends EventTarget {
	state;
	/** Why it came to that, where there is more to say; a page's words.js knows the reasons. */
	reason;

	constructor(state) {
		super();
		this.state = state;
	}

	/** For subclasses. */
	set(state, reason) {
		this.state = state;
		this.reason = reason;
		this.emit("state");
	}

	/** For subclasses. */
	emit(type, detail) {
		this.dispatchEvent(new CustomEvent(type, { detail }));
	}
}
