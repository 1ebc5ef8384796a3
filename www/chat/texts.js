// The texts of one conversation, both ways. The other side acknowledges them, so that what
// was said into a connection that was dead already is said again over the next one.
//
//   text { number, text }  --->
//                          <---  heard { number }
//
// An earlier page of ours knows of none of this. Who dials says in the connection's metadata
// that it does; then the other side answers with a `heard` that has no number. Until then
// texts go as they are, and are not said again.

/** What goes along with a connection that we dial. */
export const METADATA = { heard: true };

/** Texts that are remembered, for each direction: a peer could say and acknowledge what it likes. */
const MOST = 1000;

/** Not known to a page that has talked to an earlier one of ours. */
let numbers = Math.floor(Math.random() * 2 ** 48);

export class Texts {
	/** Whether the other side acknowledges, on the connection of now. */
	#acknowledged = false;
	/** The connections on which it does. */
	#acknowledging = new WeakSet();
	/** Those of ours that it has not, by number. */
	#waiting = new Map();
	/** The numbers of theirs that are here. */
	#heard = new Map();
	#show;

	/** `show(entry)` when there is a text. */
	constructor(show) {
		this.#show = show;
	}

	/** Goes on with what was said before the page was loaded again. */
	resume(log) {
		for (const entry of log) {
			if (!entry.number) continue;
			if (!entry.mine) keep(this.#heard, entry.number);
			else if (!entry.heard) keep(this.#waiting, entry.number, entry);
		}
	}

	send(text, connection) {
		const entry = { kind: "text", mine: true, at: new Date(), text };
		if (this.#acknowledged) {
			entry.number = ++numbers;
			keep(this.#waiting, entry.number, entry);
		}
		say(entry, connection);
		this.#show(entry);
	}

	/** There is a connection, or another one. */
	connected(connection, isOurs) {
		if (!isOurs && connection.metadata?.heard === true) {
			this.#acknowledging.add(connection);
			connection.send({ kind: "heard" });
		}
		this.#acknowledged = this.#acknowledging.has(connection);
		this.#sayAgain(connection);
	}

	/** Takes a message, if it is about a text; nothing of it is believed. */
	take(message, connection) {
		if (typeof message === "string") {
			this.#show({ kind: "text", at: new Date(), text: message });
			return true;
		}
		const { kind, number, text } = message ?? {};
		if (kind === "heard") this.#acknowledge(number, connection);
		else if (kind === "text" && typeof text === "string" && Number.isSafeInteger(number)) this.#hear(number, text, connection);
		else return false;
		return true;
	}

	#hear(number, text, connection) {
		// To be told twice does no harm.
		if (connection.open) connection.send({ kind: "heard", number });
		if (this.#heard.has(number)) return;
		keep(this.#heard, number);
		this.#show({ kind: "text", at: new Date(), text, number });
	}

	#acknowledge(number, connection) {
		const entry = this.#waiting.get(number);
		if (entry) entry.heard = true;
		this.#waiting.delete(number);
		if (this.#acknowledging.has(connection)) return;
		this.#acknowledging.add(connection);
		this.#acknowledged = true;
		this.#sayAgain(connection);
	}

	#sayAgain(connection) {
		if (this.#acknowledged) for (const entry of this.#waiting.values()) say(entry, connection);
	}
}

function say({ number, text }, connection) {
	connection.send(number ? { kind: "text", number, text } : text);
}

/** Adds to what is to stay small; the oldest goes. */
function keep(all, number, entry = true) {
	all.set(number, entry);
	if (all.size > MOST) all.delete(all.keys().next().value);
}
