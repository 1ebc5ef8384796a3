// The view of the page's own side: server, id, connecting, the list of conversations.

import { $, say } from "../shared/dom.js";
import { renameWords } from "../shared/server-words.js";
import { showServer } from "../shared/server-view.js";
import { startSettings } from "../shared/settings.js";
import { readId, share, startShare } from "../shared/share.js";
import { conversationWords } from "./words.js";

const CONNECT_HINT = "Paste an id, or the link you were sent.";
const TITLE = document.title;
const RENAME_HINT = "Letters, digits, single - _ or space. Ends open conversations.";

export class Home {
	/** Set by the page. `onConnect` returns what is wrong, if anything; `onRename` a promise. */
	onReconnect;
	onRename = () => Promise.reject("not started");
	onConnect = () => "The page has not started.";
	onSelect;

	/** Conversation → its line in the list. */
	#lines = new Map();

	constructor() {
		say($("#connect-hint"), CONNECT_HINT);
		say($("#rename-hint"), RENAME_HINT);
		$("#server button").addEventListener("click", () => this.onReconnect());
		startShare();
		startSettings();
		$("#connect").addEventListener("submit", (event) => this.#connect(event));
		$("#rename").addEventListener("submit", (event) => this.#rename(event));
	}

	/** The page cannot even start. */
	broken(text) {
		showServer({ state: "offline", broken: text });
	}

	status(session) {
		showServer(session);
		$("#own-id").textContent = session.id ?? "";
		share(session.id);
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
		$(".people ul").appendChild(document.createElement("li")).append(button);
		$(".people").hidden = false;
		const line = { button, state, badge, unread: 0 };
		this.#lines.set(conversation, line);
		return line;
	}

	#count(conversation, unread) {
		const line = this.#lines.get(conversation);
		line.unread = unread;
		line.badge.textContent = unread ? `${unread} new` : "";
		const total = [...this.#lines.values()].reduce((sum, line) => sum + line.unread, 0);
		document.title = total ? `(${total}) ${TITLE}` : TITLE;
	}

	#connect(event) {
		event.preventDefault();
		const input = $("#peer-id");
		const id = readId(input.value.trim());
		const problem = id ? this.onConnect(id) : "Type or paste an id first.";
		say($("#connect-hint"), problem ?? CONNECT_HINT, problem);
		if (!problem) input.value = "";
	}

	async #rename(event) {
		event.preventDefault();
		const input = $("#rename input");
		const id = input.value.trim();
		if (!id) return say($("#rename-hint"), "Type an id first.", true);
		$("#rename button").disabled = true;
		say($("#rename-hint"), RENAME_HINT);
		try {
			await this.onRename(id);
			input.value = "";
			$("#rename").parentElement.open = false;
			say($("#copied"), `You are now “${id}”.`);
		} catch (problem) {
			say($("#rename-hint"), renameWords(problem, id), true);
		}
		$("#rename button").disabled = false;
	}
}
