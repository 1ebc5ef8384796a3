// The view of the page's own side: server, id, connecting, the list of conversations.

import { conversationWords, renameWords, serverWords } from "./words.js";

const $ = (selector) => document.querySelector(selector);

const CONNECT_HINT = "Paste an id, or the link you were sent.";
const RENAME_HINT = "Letters, digits, single - _ or space. Ends open conversations.";

export class Home {
	/** Set by the page. `onConnect` returns what is wrong, if anything; `onRename` a promise. */
	onReconnect;
	onRename = () => Promise.reject("not started");
	onConnect = () => "The page has not started.";
	onSelect;

	#id;
	/** Conversation → its line in the list. */
	#lines = new Map();

	constructor() {
		say("#connect-hint", CONNECT_HINT);
		say("#rename-hint", RENAME_HINT);
		$("#server button").addEventListener("click", () => this.onReconnect());
		$("#copy-id").addEventListener("click", () => copy(this.#id, "Id copied."));
		$("#copy-link").addEventListener("click", () => copy(link(this.#id), "Link copied. Send it to someone."));
		$("#connect").addEventListener("submit", (event) => this.#connect(event));
		$("#rename").addEventListener("submit", (event) => this.#rename(event));
	}

	/** The page cannot even start. */
	broken(text) {
		showServer("offline", { title: "Not started", text });
	}

	status(session) {
		this.#id = session.id;
		showServer(session.state, serverWords(session));
		$("#own-id").textContent = session.id ?? "";
		$("#copy-id").disabled = $("#copy-link").disabled = !session.id;
	}

	/** Lists a conversation, or brings its line up to date. */
	conversation(conversation) {
		const { state } = this.#lines.get(conversation) ?? this.#add(conversation);
		state.textContent = conversationWords(conversation).label;
		state.dataset.state = conversation.state;
	}

	/** Marks the conversation that is open. */
	select(conversation) {
		for (const [other, { button }] of this.#lines) button.setAttribute("aria-current", other === conversation);
	}

	unread(conversation) {
		this.#count(conversation, this.#lines.get(conversation).unread + 1);
		this.announce(`New message from ${conversation.id}`);
	}

	read(conversation) {
		this.#count(conversation, 0);
	}

	/** Puts the focus on a conversation's line. */
	focus(conversation) {
		this.#lines.get(conversation)?.button.focus();
	}

	/** Tells those who do not see the screen. */
	announce(text) {
		$("#announcer").textContent = text;
	}

	#add(conversation) {
		const button = document.createElement("button");
		const [id, state, badge] = ["id", "state", "badge"].map((className) => {
			const part = button.appendChild(document.createElement("span"));
			part.className = className;
			return part;
		});
		id.translate = false;
		id.textContent = conversation.id;
		button.addEventListener("click", () => this.onSelect(conversation));
		$("nav ul").appendChild(document.createElement("li")).append(button);
		$("nav").hidden = false;
		const line = { button, state, badge, unread: 0 };
		this.#lines.set(conversation, line);
		return line;
	}

	#count(conversation, unread) {
		const line = this.#lines.get(conversation);
		line.unread = unread;
		line.badge.textContent = unread ? `${unread} new` : "";
		const total = [...this.#lines.values()].reduce((sum, line) => sum + line.unread, 0);
		document.title = total ? `(${total}) Peer chat` : "Peer chat";
	}

	#connect(event) {
		event.preventDefault();
		const input = $("#peer-id");
		const id = readId(input.value.trim());
		const problem = id ? this.onConnect(id) : "Type or paste an id first.";
		say("#connect-hint", problem ?? CONNECT_HINT, problem);
		if (!problem) input.value = "";
	}

	async #rename(event) {
		event.preventDefault();
		const input = $("#rename input");
		const id = input.value.trim();
		if (!id) return say("#rename-hint", "Type an id first.", true);
		$("#rename button").disabled = true;
		say("#rename-hint", RENAME_HINT);
		try {
			await this.onRename(id);
			input.value = "";
			$("details").open = false;
			say("#copied", `You are now “${id}”.`);
		} catch (problem) {
			say("#rename-hint", renameWords(problem, id), true);
		}
		$("#rename button").disabled = false;
	}
}

function showServer(state, { title, text, action = "" }) {
	$("#server").dataset.state = state;
	say("#server h2", title);
	say("#server p", text);
	say("#server button", action);
	$("#server button").hidden = !action;
}

function say(selector, text, isError) {
	$(selector).textContent = text;
	$(selector).classList.toggle("error", Boolean(isError));
}

async function copy(text, done) {
	try {
		await navigator.clipboard.writeText(text);
		say("#copied", done);
	} catch {
		// The page was not loaded over https, or the user said no.
		say("#copied", `Copy this: ${text}`);
	}
}

/** This page's address, with `id` to connect to. */
function link(id) {
	const url = new URL(location.href);
	url.searchParams.set("connect", id);
	return url.href;
}

/** An id as it was typed, or out of a link that was pasted. */
function readId(text) {
	return (URL.canParse(text) && new URL(text).searchParams.get("connect")) || text;
}
