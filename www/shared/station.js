// The Peer of a page that has one partner at a time: how it stands with the server, and
// going online again. Chat has a session of its own.

import { $, say } from "./dom.js";
import { peerOptions } from "./peer-options.js";
import { serverName } from "./server.js";
import { showServer } from "./server-view.js";
import { startSettings } from "./settings.js";
import { readId, share, startShare } from "./share.js";
import { Stateful } from "./stateful.js";

/** How long the server may take to let us in, in ms. */
const SERVER_TIMEOUT = 10_000;

/**
 * `starting`, `online` or `offline`, as a Session of the chat.
 *
 * Events: `state`; `connection`, `call`, `unavailable`; their detail is the DataConnection, the
 * MediaConnection, the id that nobody has.
 */
export class Station extends Stateful {
	/** The Peer, while the server knows us. */
	peer;
	server = "";

	#options;
	#peer;
	/** Whether the server has given the Peer its id, under which it can return. */
	#isKnown = false;
	#timer;
	#whenOnline = [];

	/** Starts; `reach(id)` is called for the id in the form, or in the link that was opened. */
	constructor(reach) {
		super("starting");
		this.addEventListener("state", () => showServer(this));
		startShare();
		startSettings();
		$("#server button").addEventListener("click", () => this.#reconnect());
		$("#connect").addEventListener("submit", (event) => {
			event.preventDefault();
			const id = readId($("#peer-id").value.trim());
			const problem = !id ? "Type or paste an id first." : id === this.#peer?.id ? "That is your own id. Send your link to someone else." : undefined;
			this.hint(problem, true);
			if (!problem) reach(id, event.submitter);
		});
		addEventListener("pagehide", () => this.#peer?.destroy());
		addEventListener("pageshow", ({ persisted }) => persisted && this.#begin());
		addEventListener("online", () => this.state === "offline" && this.#reconnect());
		this.#start().catch((error) => showServer({ state: "offline", broken: error.message }));
	}

	/** Says something under the form. */
	hint(text = "", isError = false) {
		say($("#connect-hint"), text, isError);
	}

	async #start() {
		if (!window.Peer) throw new Error("The library did not load. Reload the page; from a checkout, run “cargo xtask build” first.");
		this.#options = await peerOptions();
		this.server = serverName(this.#options);
		this.#begin();
	}

	/** Resolves to the Peer, when the server knows us. */
	online() {
		return this.peer ? Promise.resolve(this.peer) : new Promise((resolve) => this.#whenOnline.push(resolve));
	}

	#begin() {
		this.#peer?.destroy();
		const peer = new Peer(this.#options);
		this.#peer = peer;
		this.#isKnown = false;
		this.#waits();
		peer.on("open", (id) => {
			clearTimeout(this.#timer);
			this.peer = peer;
			this.#isKnown = true;
			$("#own-id").textContent = id;
			share(id);
			this.set("online");
			for (const resolve of this.#whenOnline.splice(0)) resolve(peer);
		});
		peer.on("connection", (connection) => this.emit("connection", connection));
		peer.on("call", (call) => this.emit("call", call));
		peer.on("disconnected", () => this.#offline(peer));
		peer.on("close", () => this.#offline(peer));
		peer.on("error", ({ type, message }) => {
			if (type === "peer-unavailable") return this.emit("unavailable", message.replace("Could not connect to peer ", ""));
			this.set(this.state, type);
		});
	}

	#waits() {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			this.reason = "timeout";
			this.#peer.disconnect();
		}, SERVER_TIMEOUT);
		this.set("starting");
	}

	#offline(peer) {
		if (peer !== this.#peer) return;
		clearTimeout(this.#timer);
		this.peer = undefined;
		this.set("offline", navigator.onLine ? this.reason : "no-network");
	}

	#reconnect() {
		if (!this.#peer || this.#peer.destroyed || !this.#isKnown || this.reason === "unavailable-id") return this.#begin();
		this.#waits();
		this.#peer.reconnect();
	}
}

/** The id in the link that was opened, if one was. */
export const invitedTo = () => new URLSearchParams(location.search).get("connect");
