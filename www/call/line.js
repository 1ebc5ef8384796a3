// One call at a time. A data connection goes along with it: it says whether the other
// side rings, has taken the call, or does not want it, which a call itself does not.

import { Stateful } from "../shared/stateful.js";

/** How long it rings, in ms. */
const RING = 45_000;

/**
 *   idle --- call() ---> calling ---+ taken
 *     |                             +-------> talking ---> idle
 *     +---- rings -----> ringing ---+ answer(), or both have called
 *
 * Events: `state`; `stream`, whose detail is what the other side sends.
 */
export class Line extends Stateful {
	/** The id of the other side. */
	other;
	/** The MediaConnection. */
	call;
	/** Whether we send anything in this call. */
	sends = false;

	#station;
	/** What we send when it was us who called. */
	#stream;
	#control;
	/** The other side's, when both have called and our call goes on. */
	#crossing;
	/** Of those who have announced a call: id → connection. */
	#announced = new Map();
	#timer;

	constructor(station) {
		super("idle");
		this.#station = station;
		station.addEventListener("connection", ({ detail }) => this.#announce(detail));
		station.addEventListener("call", ({ detail }) => this.#rings(detail));
		station.addEventListener("unavailable", ({ detail }) => this.state === "calling" && detail === this.other && this.#end("peer-unavailable"));
	}

	async start(id, stream) {
		if (this.state !== "idle") return;
		this.other = id;
		this.sends = true;
		this.#stream = stream;
		this.set("calling");
		this.#within(RING);
		const peer = await this.#station.online();
		if (this.state !== "calling" || this.other !== id) return;
		const control = peer.connect(id, { label: "call", reliable: true });
		this.#follow(control);
		control.on("open", () => {
			if (control === this.#control) this.#adopt(peer.call(id, stream));
		});
	}

	/** Takes the call; without a stream only the other side is seen and heard. */
	answer(stream) {
		if (this.state === "ringing") this.#take(stream);
	}

	reject() {
		if (this.state !== "ringing") return;
		tell(this.#control, { kind: "rejected" });
		this.#end("you-rejected");
	}

	hangUp() {
		if (this.state !== "idle") this.#end("you-hung-up");
	}

	#announce(connection) {
		if (connection.label !== "call") return connection.close();
		this.#announced.set(connection.peer, connection);
		connection.on("close", () => {
			if (this.#announced.get(connection.peer) === connection) this.#announced.delete(connection.peer);
		});
	}

	#rings(call) {
		const control = this.#announced.get(call.peer);
		if (this.state === "calling" && call.peer === this.other) return this.#crosses(call, control);
		if (this.state !== "idle") {
			tell(control, { kind: "busy" });
			return call.close();
		}
		this.other = call.peer;
		this.#adopt(call);
		if (control) this.#follow(control);
		this.#within(RING);
		this.set("ringing");
	}

	/** Both have called: the call of the one with the smaller id goes on, and nobody is asked. */
	#crosses(call, control) {
		if (this.#station.peer?.id < call.peer) {
			// Ours gets there, too; then the other side lets go of this one.
			this.#crossing = control;
			return call.close();
		}
		const own = [this.call, this.#control];
		this.call = this.#control = undefined;
		for (const connection of own) connection?.close();
		this.#adopt(call);
		if (control) this.#follow(control);
		this.#take(this.#stream);
	}

	#take(stream) {
		this.sends = Boolean(stream);
		this.call.answer(stream);
		tell(this.#control, { kind: "taken", sends: this.sends });
		this.#talks();
	}

	#adopt(call) {
		if (!call) return this.#end("offline");
		this.call = call;
		const only = (act) => (value) => call === this.call && act(value);
		call.on("stream", only((stream) => {
			if (this.state === "calling") this.#talks();
			this.emit("stream", stream);
		}));
		call.on("close", only(() => this.#end("they-hung-up")));
		call.on("error", only(({ type }) => this.#end(type)));
	}

	#follow(control) {
		this.#control = control;
		const only = (act) => (value) => control === this.#control && act(value);
		control.on("data", only((message) => this.#hears(message)));
		control.on("close", only(() => this.#end("they-hung-up")));
		control.on("error", only(({ type }) => this.#end(type)));
	}

	/** What the other side says; nothing of it is believed. */
	#hears(message) {
		if (this.state !== "calling") return;
		if (message?.kind === "taken") this.#talks();
		if (message?.kind === "rejected") this.#end("they-rejected");
		if (message?.kind === "busy") this.#end("busy");
	}

	#talks() {
		clearTimeout(this.#timer);
		this.#crossing = undefined;
		this.set("talking");
	}

	#within(time) {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#end(this.state === "calling" ? "no-answer" : "missed"), time);
	}

	#end(reason) {
		if (this.state === "idle") return;
		clearTimeout(this.#timer);
		const { call } = this;
		const control = this.#control;
		// Who has called us at the same time waits for what comes of ours.
		if (this.#crossing) tell(this.#crossing, { kind: "rejected" });
		this.call = this.#control = this.#crossing = undefined;
		this.set("idle", reason);
		call?.close();
		// What was said last still gets there. One that is not open yet is closed at once, but for
		// a "rejected", which goes out when it opens; then the other side closes it.
		if (control?.open || reason === "you-rejected") control?.close({ flush: true });
		else control?.close();
	}
}

/** The other side may be a moment ahead of us. */
function tell(control, message) {
	if (control?.open) control.send(message);
	else control?.on("open", () => control.send(message));
}
