// The files of one conversation, both ways: any number at once, each in pieces that the
// other side acknowledges as it stores them. So a file need not fit into memory, and
// goes on where it was after a drop.
//
//   offer { name, size, type }  --->
//                               <---  accept { at }    the bytes that are there already
//   piece { at, data } …        --->
//                               <---  ack { at } …
//   cancel                      <-->
//
// All have `kind` and the sender's `file`, its number for the file. After a drop both
// sides say again how far they are; to be told twice does no harm.

import { Incoming } from "./incoming.js";
import { Outgoing } from "./outgoing.js";

const KINDS = ["offer", "accept", "piece", "ack", "cancel"];

/** Files that are not done, for each direction: a peer could offer without end. */
const MAX_WAITING = 1000;

/** Bytes of files that were taken into memory, from whomever. */
const memory = { taken: 0 };

export class Transfers {
	#outgoing = new Map();
	#incoming = new Map();
	#send;
	#show;
	#connection;

	/** `send(message, connection)`; `show(entry, isNew)` when something is to be shown. */
	constructor(send, show) {
		this.#send = send;
		this.#show = show;
	}

	/** Offers files to the other side. */
	add(files) {
		for (const file of files) {
			const outgoing = new Outgoing(file, (message) => this.#send(message, this.#connection), this.#show);
			this.#outgoing.set(outgoing.number, outgoing);
			this.#show(outgoing, true);
			if (this.#connection) outgoing.offer();
		}
	}

	/** There is a connection, or another one. */
	connected(connection) {
		this.#connection = connection;
		for (const transfer of this.#unfinished(this.#outgoing)) transfer.offer();
		for (const transfer of this.#unfinished(this.#incoming)) transfer.resume();
	}

	/** There is none. */
	disconnected() {
		this.#connection = undefined;
		for (const transfer of [...this.#unfinished(this.#outgoing), ...this.#unfinished(this.#incoming)]) transfer.pause();
	}

	/** Takes a message, if it is about a file; nothing of it is believed. */
	take(message, connection) {
		const { kind, file: number } = message ?? {};
		if (!KINDS.includes(kind) || !Number.isSafeInteger(number)) return false;
		// A cancel is about a file of either side, which the one who says it knows.
		if (kind === "offer") this.#offered(message);
		else if (kind === "piece") this.#incoming.get(number)?.piece(message);
		else if (kind === "cancel") (message.mine ? this.#incoming : this.#outgoing).get(number)?.canceled();
		else if (this.#outgoing.has(number)) this.#outgoing.get(number)[kind](message, connection);
		// The page has been loaded again and knows nothing of it.
		else this.#send({ kind: "cancel", file: number, mine: true }, connection);
		return true;
	}

	#offered(message) {
		const { file: number, name, size, type } = message;
		const known = this.#incoming.get(number);
		if (known) return known.resume();
		if (typeof name !== "string" || !Number.isSafeInteger(size) || size < 0) return;
		if (this.#unfinished(this.#incoming).length >= MAX_WAITING) return;
		const incoming = new Incoming({ number, name, size, type }, memory, (message) => this.#send(message, this.#connection), this.#show);
		this.#incoming.set(number, incoming);
		this.#show(incoming, true);
		incoming.offered();
	}

	#unfinished(transfers) {
		return [...transfers.values()].filter((transfer) => !transfer.ended);
	}
}
