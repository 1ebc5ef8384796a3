// A conversation with one other peer, over one connection or several: both may
// have dialled at once, and a new one may come before the old is known to be gone.

import { drained, fileFrom, readFile, tooLarge } from "./files.js";

/** How long a connection may take to open, in ms. */
const CONNECT_TIMEOUT = 30_000;

/**
 *          begin(), add()            open
 *   closed ---------------> connecting ---> open <--> interrupted
 *     ^                         |             |            |
 *     +--- fail(), close() -----+-------------+------------+
 *
 * Events: `state`; `entry` when there is something new to show, `change` when
 * an entry has changed. Their detail is the entry:
 *
 *   { kind: "text", mine, at, text }
 *   { kind: "file", mine, at, name, size, url, image, progress: "sending" | "done" | "failed" }
 *   { kind: "problem", reason, name }
 */
export class Conversation extends EventTarget {
	state = "closed";
	/** Why it is closed: a PeerJS error type, or one of the reasons in words.js. */
	reason;

	#connections = new Set();
	#timer;

	constructor(id) {
		super();
		this.id = id;
	}

	/** Starts an attempt; the connection may follow later. */
	begin() {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.fail("timeout"), CONNECT_TIMEOUT);
		this.#set("connecting");
	}

	/** Takes a connection, dialled by either side. */
	add(connection) {
		if (!this.#open()) this.begin();
		this.#connections.add(connection);
		connection.on("open", () => this.#opened());
		connection.on("data", (value) => this.#received(value));
		connection.on("close", () => this.#lost(connection, "left"));
		connection.on("error", ({ type }) => this.#failed(connection, type));
		connection.on("iceStateChanged", (state) => this.#iceChanged(state));
	}

	/** Ends an attempt that came to nothing; what is open stays. */
	fail(reason) {
		if (this.state !== "connecting") return;
		this.#closeAll();
		this.#set("closed", reason);
	}

	/** Hangs up. */
	close() {
		if (this.state === "closed") return;
		this.#closeAll();
		this.#set("closed", "hung-up");
	}

	/** Sends text; says whether it could. */
	send(text) {
		const connection = this.#open();
		if (connection) {
			connection.send(text);
			this.#emit("entry", { kind: "text", mine: true, at: new Date(), text });
		} else {
			this.#problem("not-open-yet");
		}
		return Boolean(connection);
	}

	/** Sends files one after the other. */
	async sendFiles(files) {
		for (const file of files) await this.#sendFile(file);
	}

	async #sendFile(file) {
		if (tooLarge(file)) return this.#problem("too-large", file.name);
		const value = await readFile(file);
		if (!value) return this.#problem("unreadable", file.name);
		const connection = this.#open();
		if (!connection) return this.#problem("not-sent", file.name);
		const entry = { kind: "file", mine: true, at: new Date(), ...fileFrom(value), progress: "sending" };
		this.#emit("entry", entry);
		connection.send(value);
		entry.progress = (await drained(connection)) ? "done" : "failed";
		this.#emit("change", entry);
	}

	#received(value) {
		const at = new Date();
		const file = fileFrom(value);
		if (typeof value === "string") this.#emit("entry", { kind: "text", at, text: value });
		else if (file) this.#emit("entry", { kind: "file", at, ...file, progress: "done" });
		else this.#problem("unknown");
	}

	#opened() {
		clearTimeout(this.#timer);
		this.#set("open");
	}

	#failed(connection, type) {
		if (connection.open) this.#problem(type);
		else this.#lost(connection, type);
	}

	#iceChanged(state) {
		if (!this.#open()) return;
		if (state === "disconnected") this.#set("interrupted");
		if (state === "connected" || state === "completed") this.#set("open");
	}

	#lost(connection, reason) {
		// One that we closed ourselves has already been taken out.
		if (!this.#connections.delete(connection) || this.#open()) return;
		if (this.#connections.size) return this.begin();
		clearTimeout(this.#timer);
		this.#set("closed", reason);
	}

	#closeAll() {
		clearTimeout(this.#timer);
		const connections = this.#connections;
		this.#connections = new Set();
		for (const connection of connections) connection.close();
	}

	/** The newest: an older one may be dead without knowing it. */
	#open() {
		return [...this.#connections].findLast((connection) => connection.open);
	}

	#problem(reason, name) {
		this.#emit("entry", { kind: "problem", reason, name });
	}

	#set(state, reason) {
		if (state === this.state && reason === this.reason) return;
		this.state = state;
		this.reason = reason;
		this.#emit("state");
	}

	#emit(type, detail) {
		this.dispatchEvent(new CustomEvent(type, { detail }));
	}
}
