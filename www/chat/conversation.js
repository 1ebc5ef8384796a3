// A conversation with one other peer, over one connection or several: both may
// have dialled at once, and a new one may come before the old is known to be gone.

import { Stateful } from "../shared/stateful.js";
import { Transfers } from "./files/transfers.js";
import { Texts } from "./texts.js";

/** How long a connection may take to open, in ms. */
const CONNECT_TIMEOUT = 30_000;

/** How long a dropped conversation may take to come back, in ms. */
const RETURN_TIMEOUT = 120_000;

/** Of an open connection: nobody has ended it, the network has. */
const DROP = "negotiation-failed";

/** Nobody has the id. */
const MISSING = "peer-unavailable";

/** Those that it survives. */
const PASSING = ["message-too-big", "not-open-yet", "deserialization-failed", "send-failed"];

/**
 *          begin(), add()            open                   drop
 *   closed ---------------> connecting ---> open <--> interrupted ---> dropped
 *     ^                         |             |            |             | open: back
 *     +--- fail(), close() -----+-------------+------------+-------------+ to open
 *
 * Events: `state`; `entry` when there is something new to show, `change` when
 * an entry has changed. Their detail is the entry:
 *
 *   { kind: "text", mine, at, text, number, heard }   the latter two as Texts has them
 *   a Transfer of files/, whose kind is "file"
 *   { kind: "past", mine, at, name, size, state, onDisk }   a file of before the page was loaded again
 *   { kind: "problem", reason, name }
 */
export class Conversation extends Stateful {
	/** Whether we have dialled: then it is for us to dial again. */
	ours = false;
	/** All entries so far. */
	log = [];

	#connections = new Set();
	/** Those of all of them that we have dialled. */
	#dialled = new WeakSet();
	#timer;
	#texts = new Texts((entry) => this.#enter(entry));
	#transfers = new Transfers(
		(message, connection) => void connection?.send(message),
		(entry, isNew) => (isNew ? this.#enter(entry) : this.emit("change", entry)),
	);

	/** `past` is what `toJSON` gave before the page was loaded again. */
	constructor(id, past) {
		super("closed");
		this.id = id;
		if (!past) return;
		this.reason = past.reason;
		this.ours = past.ours;
		this.log = past.log.map((entry) => ({ ...entry, at: new Date(entry.at) }));
		this.#texts.resume(this.log);
	}

	/** What is worth keeping of it. */
	toJSON() {
		const { id, reason, ours, state } = this;
		return { id, reason, ours, live: state !== "closed", log: this.log.flatMap(past) };
	}

	/** Whether no attempt is on its way. */
	get idle() {
		return this.#connections.size === 0;
	}

	/** Whether we look for the other side again, whose page may be about to be loaded again, too. */
	get returning() {
		return this.state === "connecting" && this.reason === "reloaded";
	}

	/** Starts an attempt, or gives it more time; the connection may follow later. */
	begin(reason = this.state === "connecting" ? this.reason : undefined) {
		this.#within(CONNECT_TIMEOUT);
		this.set("connecting", reason);
	}

	/** Takes a connection, dialled by either side. */
	add(connection, isOurs = false) {
		if (isOurs) this.#dialled.add(connection);
		if (!this.#open() && this.state !== "dropped") this.begin();
		this.#connections.add(connection);
		connection.on("open", () => this.#opened(connection));
		connection.on("data", (value) => this.#received(value, connection));
		connection.on("close", () => this.#lost(connection, "left"));
		connection.on("error", ({ type }) => this.#failed(connection, type));
		connection.on("iceStateChanged", (state) => this.#iceChanged(connection, state));
	}

	/** Ends our attempt, which came to nothing; the other side's goes on, and what is open stays. */
	fail(reason) {
		if (this.state !== "connecting") return;
		for (const connection of this.#connections) {
			if (!this.#dialled.has(connection)) continue;
			this.#connections.delete(connection);
			connection.close();
		}
		if (this.#connections.size || (this.returning && reason === MISSING)) return;
		clearTimeout(this.#timer);
		this.set("closed", reason);
	}

	/** Hangs up. */
	close() {
		if (this.state === "closed") return;
		this.#closeAll();
		this.set("closed", "hung-up");
	}

	/** Sends text; says whether it could. */
	send(text) {
		const connection = this.#open();
		if (connection) {
			this.#texts.send(text, connection);
		} else {
			this.#enter({ kind: "problem", reason: "not-open-yet" });
		}
		return Boolean(connection);
	}

	/** Offers files, all at once. */
	sendFiles(files) {
		this.#transfers.add(files);
	}

	/** Something that could not even be offered. */
	refuse(reason, name) {
		this.#enter({ kind: "problem", reason, name });
	}

	#enter(entry) {
		this.log.push(entry);
		this.emit("entry", entry);
	}

	#received(value, connection) {
		if (!this.#texts.take(value, connection) && !this.#transfers.take(value, connection)) this.#enter({ kind: "problem", reason: "unknown" });
	}

	#opened(connection) {
		clearTimeout(this.#timer);
		this.set("open");
		this.#connected(connection);
	}

	#connected(connection) {
		this.#texts.connected(connection, this.#dialled.has(connection));
		this.#transfers.connected(connection);
	}

	#failed(connection, type) {
		if (PASSING.includes(type)) this.refuse(type);
		else this.#lost(connection, type);
	}

	#iceChanged(connection, state) {
		if (connection !== this.#open()) return;
		if (state === "disconnected") this.set("interrupted");
		if (state === "connected" || state === "completed") this.set("open");
	}

	#lost(connection, reason) {
		// One that we closed ourselves has already been taken out.
		if (!this.#connections.delete(connection)) return;
		const other = this.#open();
		if (other) return this.#connected(other);
		this.#transfers.disconnected();
		// A further attempt is on its way, or will be made.
		if (this.state === "dropped" || (this.returning && reason === MISSING)) return;
		const wasOpen = this.state === "open" || this.state === "interrupted";
		const isDrop = reason === DROP || this.state === "interrupted";
		if (wasOpen && isDrop) return this.#dropped();
		if (this.#connections.size) return this.begin();
		clearTimeout(this.#timer);
		this.set("closed", reason);
	}

	#dropped() {
		this.#within(RETURN_TIMEOUT);
		this.set("dropped");
	}

	/** Closes, unless it opens in time. */
	#within(time) {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			const reason = this.state === "dropped" ? "not-back" : "timeout";
			this.#closeAll();
			this.set("closed", reason);
		}, time);
	}

	#closeAll() {
		clearTimeout(this.#timer);
		const connections = this.#connections;
		this.#connections = new Set();
		for (const connection of connections) connection.close();
		this.#transfers.disconnected();
	}

	/** Each change is a line in the log: none twice. */
	set(state, reason) {
		if (state !== this.state || reason !== this.reason) super.set(state, reason);
	}

	/** The newest: an older one may be dead without knowing it. */
	#open() {
		return [...this.#connections].findLast((connection) => connection.open);
	}
}

/** What of an entry outlives the page, in a list. */
function past(entry) {
	const { kind, mine, at, text, number, heard, name, size, state, onDisk } = entry;
	if (kind === "text") return [{ kind, mine, at, text, number, heard }];
	if (kind === "file" || kind === "past") return [{ kind: "past", mine, at, name, size, state, onDisk }];
	return [];
}
