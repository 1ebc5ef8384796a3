// The page's Peer: its id, how it stands with the server, its conversations.

import { serverName } from "../shared/server.js";
import { Stateful } from "../shared/stateful.js";
import { Conversation } from "./conversation.js";
import { METADATA } from "./texts.js";

/** How long to wait for the next attempt to bring a dropped conversation back, in ms. */
const REDIAL_AFTER = 3_000;

/** How long the side waits that has not dialled, in ms. */
const REDIAL_THEIRS_AFTER = 10_000;

/** How long the server may take to let us in, in ms. */
const SERVER_TIMEOUT = 10_000;

/** How often an id of before is asked for: until the server has seen the page of before go. */
const RETURN_ATTEMPTS = 30;

/**
 * Where the page stands with the server:
 *
 *             open           disconnected
 *   starting ------> online ---------------> offline
 *      ^ |                                    ^ |
 *      | +---------- error, timeout ----------+ |
 *      +-------------- reconnect() -------------+
 *
 * Open conversations survive `offline`.
 *
 * Its reason is what went wrong last: a PeerJS error type, `timeout` or `no-network`.
 *
 * Events: `state`; `conversation`, whose detail is a new Conversation.
 */
export class Session extends Stateful {
	/** The id under which we are, or were last, known. */
	id;
	/** The name of the server. */
	server;

	#options;
	#peer;
	#timer;
	#conversations = new Map();
	/** Conversation → the timer of its next attempt. */
	#redials = new Map();
	/** Conversations to be dialled once we are online. */
	#waiting = new Set();
	/** The id of before, while it is asked for, and how often it may still be. */
	#former;
	#attempts = 0;

	constructor(options) {
		super("starting");
		this.#options = options;
		this.server = serverName(options);
	}

	/** Asks the server for a fresh id. */
	start() {
		this.#adopt(new Peer(this.#options));
	}

	/** Is again who it was before the page was loaded again; `past` is what `toJSON` gave then. */
	resume({ id, server, conversations }) {
		this.#adopt(new Peer(id, this.#options));
		this.id = this.#former = id;
		this.#attempts = RETURN_ATTEMPTS;
		for (const past of conversations) {
			const conversation = this.#conversation(past.id, past);
			// At another server there are others.
			if (!past.live || server !== this.server) continue;
			conversation.begin("reloaded");
			this.#waiting.add(conversation);
		}
	}

	/** What is worth keeping of it. */
	toJSON() {
		return { id: this.id, server: this.server, conversations: [...this.#conversations.values()].map((conversation) => conversation.toJSON()) };
	}

	/** Goes online again: with the old id, unless that has been lost. */
	reconnect() {
		const peer = this.#peer;
		if (!peer || peer.destroyed || this.reason === "unavailable-id") {
			this.start();
		} else {
			this.#starting();
			peer.reconnect();
		}
	}

	/** Takes another id; if that fails, rejects with the error's type and nothing has changed. */
	rename(id) {
		return new Promise((resolve, reject) => {
			const peer = new Peer(id, this.#options);
			const fail = (problem) => {
				clearTimeout(timer);
				peer.destroy();
				reject(problem);
			};
			const timer = setTimeout(fail, SERVER_TIMEOUT, "timeout");
			const onError = ({ type }) => fail(type);
			peer.on("error", onError);
			peer.once("open", () => {
				clearTimeout(timer);
				peer.off("error", onError);
				this.#adopt(peer);
				resolve();
			});
		});
	}

	/** Opens a conversation, as soon as we are online. */
	connect(id) {
		const conversation = this.#conversation(id);
		if (conversation.state !== "closed") return conversation;
		conversation.begin();
		conversation.ours = true;
		if (this.state === "online") this.#dial(conversation);
		else if (this.state === "starting") this.#waiting.add(conversation);
		else conversation.fail("disconnected");
		return conversation;
	}

	/** Leaves, and lets the others know at once. */
	stop() {
		this.#peer?.destroy();
	}

	#adopt(peer) {
		const previous = this.#peer;
		this.#former = undefined;
		for (const conversation of this.#conversations.values()) conversation.close();
		this.#follow(peer);
		previous?.destroy();
	}

	#follow(peer) {
		this.#peer = peer;
		// The farewell events of a previous Peer are not about this one.
		const on = (event, listener) => {
			peer.on(event, (value) => {
				if (peer === this.#peer) listener(value);
			});
		};
		on("open", (id) => this.#online(id));
		on("connection", (connection) => this.#conversation(connection.peer).add(connection));
		on("error", (error) => this.#failed(error));
		on("disconnected", () => this.#offline());
		on("close", () => this.#offline());

		if (peer.open) this.#online(peer.id);
		else this.#starting();
	}

	#starting() {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#giveUp(), SERVER_TIMEOUT);
		this.set("starting");
	}

	#online(id) {
		clearTimeout(this.#timer);
		this.id = id;
		this.set("online", this.#former && this.#former !== id ? "former-id-taken" : undefined);
		this.#former = undefined;
		for (const conversation of this.#waiting) {
			// Unless the user has thought better of it.
			if (conversation.state === "connecting") this.#dial(conversation);
		}
		this.#waiting.clear();
	}

	#offline() {
		clearTimeout(this.#timer);
		this.set("offline", navigator.onLine ? this.reason : "no-network");
		for (const conversation of this.#waiting) conversation.fail("disconnected");
		this.#waiting.clear();
	}

	#giveUp() {
		const peer = this.#peer;
		this.reason = "timeout";
		if (peer.id) return peer.disconnect();
		// Still waiting for its first id, it has nothing that is worth keeping.
		this.#peer = undefined;
		peer.destroy();
		this.#offline();
	}

	#failed(error) {
		if (error.type === "peer-unavailable") {
			// PeerJS says only in the message which peer it is.
			for (const conversation of this.#conversations.values()) {
				if (error.message !== `Could not connect to peer ${conversation.id}`) continue;
				// One that was dropped is tried again.
				conversation.fail(error.type);
				if (conversation.returning && conversation.idle) this.#dial(conversation);
			}
			return;
		}
		if (error.type === "unavailable-id" && this.#former) return this.#askAgain();
		// If it was fatal, `disconnected` follows and finds the reason here.
		this.set(this.state, error.type);
	}

	/** The server still takes the page of before for connected; or another tab has the id. */
	#askAgain() {
		this.#attempts -= 1;
		this.#follow(this.#attempts > 0 ? new Peer(this.#former, this.#options) : new Peer(this.#options));
	}

	#dial(conversation) {
		const connection = this.#peer.connect(conversation.id, { reliable: true, metadata: METADATA });
		if (connection) conversation.add(connection, true);
		else conversation.fail("disconnected");
	}

	/** Dials until it is back or given up; goes online for that if need be. */
	#redial(conversation) {
		if (conversation.state !== "dropped") return;
		if (this.state === "offline" && this.reason !== "unavailable-id") this.reconnect();
		if (this.state === "online" && conversation.idle) this.#dial(conversation);
		this.#redialLater(conversation, REDIAL_AFTER);
	}

	#redialLater(conversation, delay) {
		clearTimeout(this.#redials.get(conversation));
		this.#redials.set(conversation, setTimeout(() => this.#redial(conversation), delay));
	}

	#conversation(id, past) {
		let conversation = this.#conversations.get(id);
		if (!conversation) {
			conversation = new Conversation(id, past);
			this.#conversations.set(id, conversation);
			conversation.addEventListener("state", () => {
				if (conversation.state === "dropped") this.#redialLater(conversation, conversation.ours ? 0 : REDIAL_THEIRS_AFTER);
			});
			this.emit("conversation", conversation);
		}
		return conversation;
	}
}
