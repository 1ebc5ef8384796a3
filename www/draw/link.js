// The other side: a connection for movements, that loses rather than waits, and one for
// what must arrive.

import { Stateful } from "../shared/stateful.js";
import { decode, encodeStroke, encodeTime, PING, PONG, STROKE } from "./message.js";

const FAST = "movements";
const SURE = "commands";

/** How long the two may take to open, in ms. */
const PATIENCE = 30_000;

const PING_EVERY = 500;

/**
 * `alone`, `connecting` or `together`.
 *
 * Events: `state`; `stroke`, whose detail is a piece of their line; `clear`; `round-trip`,
 * whose detail is in ms.
 */
export class Link extends Stateful {
	other;
	/** Since they are together. */
	sent = 0;
	received = 0;
	/** Of the other side's messages, those that did not come. */
	lost = 0;

	#station;
	#fast;
	#sure;
	/** Whether they have dialled: then it is for us to say that they are welcome. */
	#hosts = false;
	#welcome = false;
	#highest = 0;
	#timer;

	constructor(station) {
		super("alone");
		this.#station = station;
		station.addEventListener("connection", ({ detail }) => this.#invited(detail));
		station.addEventListener("unavailable", ({ detail }) => this.state === "connecting" && detail === this.other && this.#end("peer-unavailable"));
	}

	async start(id) {
		// They have dialled, and we are to say that they are welcome.
		if (this.state === "connecting" && this.#hosts && id === this.other) return;
		if (this.state !== "alone") this.#end("left");
		this.other = id;
		this.#connecting(false);
		const peer = await this.#station.online();
		if (this.state !== "connecting" || this.other !== id) return;
		this.#take(peer.connect(id, { label: SURE, reliable: true }));
		this.#take(peer.connect(id, { label: FAST, ordered: false, maxRetransmits: 0 }));
	}

	stroke(stroke) {
		if (this.state === "together") this.#fast.send(encodeStroke(++this.sent, stroke));
	}

	clear() {
		if (this.state === "together") this.#sure.send({ kind: "clear" });
	}

	leave() {
		this.#end("you-left");
	}

	/** One of two comes in; a third would be one too many. */
	#invited(connection) {
		const known = connection.peer === this.other;
		if (this.state !== "alone" && !known) return refuse(connection);
		if (this.state === "connecting" && !this.#hosts) {
			// Both have dialled: one of the two attempts goes on.
			if (this.#station.peer?.id < this.other) return;
			this.#drop();
			this.#connecting(true);
		}
		// They begin again, and we have not heard yet that they had gone.
		if (this.state === "together") this.#end("they-left");
		if (this.state === "alone") {
			this.other = connection.peer;
			this.#connecting(true);
		}
		this.#take(connection);
	}

	#take(connection) {
		if (!connection) return this.#end("disconnected");
		if (connection.label === FAST) this.#fast = connection;
		else this.#sure = connection;
		const only = (act) => (value) => (connection === this.#fast || connection === this.#sure) && act(value);
		connection.on("open", only(() => this.#meet()));
		connection.on("data", only((data) => (connection === this.#fast ? this.#moved(data) : this.#told(data))));
		connection.on("close", only(() => this.#end(this.state === "connecting" && !this.#hosts ? "busy" : "they-left")));
		connection.on("error", only(({ type }) => this.#end(type)));
	}

	/** Both connections are open, and nobody else was there first. */
	#meet() {
		if (this.state !== "connecting" || !this.#fast?.open || !this.#sure?.open) return;
		if (this.#hosts) this.#sure.send({ kind: "welcome" });
		if (this.#hosts || this.#welcome) this.#together();
	}

	#connecting(hosts) {
		this.#hosts = hosts;
		this.#welcome = false;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#end("timeout"), PATIENCE);
		this.set("connecting");
	}

	#together() {
		clearTimeout(this.#timer);
		this.sent = this.received = this.lost = this.#highest = 0;
		this.#timer = setInterval(() => this.#fast.send(encodeTime(PING, ++this.sent, performance.now())), PING_EVERY);
		this.set("together");
	}

	#moved(data) {
		const message = decode(data);
		if (!message || this.state !== "together") return;
		this.received += 1;
		this.#highest = Math.max(this.#highest, message.number);
		this.lost = Math.max(0, this.#highest - this.received);
		if (message.kind === STROKE) this.emit("stroke", message.stroke);
		if (message.kind === PING) this.#fast.send(encodeTime(PONG, ++this.sent, message.time));
		if (message.kind === PONG) this.emit("round-trip", performance.now() - message.time);
	}

	#told(message) {
		if (message?.kind === "clear") this.emit("clear");
		if (message?.kind === "welcome") {
			this.#welcome = true;
			this.#meet();
		}
	}

	#end(reason) {
		if (this.state === "alone") return;
		clearTimeout(this.#timer);
		this.#drop();
		this.set("alone", reason);
	}

	#drop() {
		const connections = [this.#fast, this.#sure];
		this.#fast = this.#sure = undefined;
		for (const connection of connections) connection?.close();
	}
}

/** Closed before it is open, the other side would never hear of it. */
function refuse(connection) {
	connection.on("open", () => connection.close());
}
