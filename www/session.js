// The page's Peer: its id, how it stands with the server, its conversations.

import { Conversation } from "./conversation.js";

/** How long the server may take to let us in, in ms. */
const SERVER_TIMEOUT = 10_000;

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
 * Events: `status`; `conversation`, whose detail is a new Conversation.
 */
export class Session extends EventTarget {
	/** `starting`, `online` or `offline`. */
	state = "starting";
	/** What went wrong last: a PeerJS error type, `timeout` or `no-network`. */
	problem;
	/** The id under which we are, or were last, known. */
	id;
	/** The name of the server. */
	server;

	#options;
	#peer;
	#timer;
	#conversations = new Map();
	/** Conversations to be dialled once we are online. */
	#waiting = new Set();

	constructor(options) {
		super();
		this.#options = options;
		this.server = options.host ? `${options.host}:${options.port}` : "0.peerjs.com";
	}

	/** Asks the server for a fresh id. */
	start() {
		this.#adopt(new Peer(this.#options));
	}

	/** Goes online again: with the old id, unless that has been lost. */
	reconnect() {
		const peer = this.#peer;
		if (!peer || peer.destroyed || this.problem === "unavailable-id") {
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
		this.#peer = peer;
		for (const conversation of this.#conversations.values()) conversation.close();
		previous?.destroy();

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
		this.#set("starting");
	}

	#online(id) {
		clearTimeout(this.#timer);
		this.id = id;
		this.#set("online");
		for (const conversation of this.#waiting) {
			// Unless the user has thought better of it.
			if (conversation.state === "connecting") this.#dial(conversation);
		}
		this.#waiting.clear();
	}

	#offline() {
		clearTimeout(this.#timer);
		this.#set("offline", navigator.onLine ? this.problem : "no-network");
		for (const conversation of this.#waiting) conversation.fail("disconnected");
		this.#waiting.clear();
	}

	#giveUp() {
		const peer = this.#peer;
		this.problem = "timeout";
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
				if (error.message === `Could not connect to peer ${conversation.id}`) conversation.fail(error.type);
			}
			return;
		}
		// If it was fatal, `disconnected` follows and finds the reason here.
		this.#set(this.state, error.type);
	}

	#dial(conversation) {
		const connection = this.#peer.connect(conversation.id, { reliable: true });
		if (connection) conversation.add(connection);
		else conversation.fail("disconnected");
	}

	#conversation(id) {
		let conversation = this.#conversations.get(id);
		if (!conversation) {
			conversation = new Conversation(id);
			this.#conversations.set(id, conversation);
			this.#emit("conversation", conversation);
		}
		return conversation;
	}

	#set(state, problem) {
		this.state = state;
		this.problem = problem;
		this.#emit("status");
	}

	#emit(type, detail) {
		this.dispatchEvent(new CustomEvent(type, { detail }));
	}
}
