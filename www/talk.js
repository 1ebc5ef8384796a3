// The view of one conversation: its log and the field to write in.

import { sizeWords } from "./files.js";
import { conversationWords, problemWords } from "./words.js";

const PROGRESS = { sending: "sending…", done: "", failed: "not sent: the connection was closed" };

export class Talk {
	/** Set by the page. */
	onBack;
	onConnect;

	#conversation;
	#root;
	#list;
	#text;
	/** File entry → the element that shows its progress. */
	#progress = new WeakMap();

	constructor(conversation) {
		this.#conversation = conversation;
		this.#root = document.querySelector("template").content.firstElementChild.cloneNode(true);
		this.#list = this.#$("ol");
		this.#text = this.#$("textarea");
		this.#$("h2").textContent = conversation.id;
		this.#root.setAttribute("aria-label", `Conversation with ${conversation.id}`);
		this.#root.hidden = true;
		this.#listen();
		this.#showState();
		document.querySelector("#talks").append(this.#root);
	}

	set hidden(hidden) {
		this.#root.hidden = hidden;
	}

	/** Whether it is in view: on a phone the home view may be in front. */
	get onScreen() {
		return this.#root.offsetParent !== null;
	}

	focus() {
		// On a touch screen the keyboard would cover the log.
		(matchMedia("(pointer: fine)").matches ? this.#text : this.#$("h2")).focus();
	}

	#$(selector) {
		return this.#root.querySelector(selector);
	}

	#listen() {
		const conversation = this.#conversation;
		conversation.addEventListener("state", () => {
			this.#showState();
			const { reason } = conversation;
			this.#append(note(conversationWords(conversation).note, reason && reason !== "hung-up"));
		});
		conversation.addEventListener("entry", ({ detail }) => this.#append(this.#render(detail), detail.mine));
		conversation.addEventListener("change", ({ detail }) => this.#showProgress(detail));

		this.#$(".back").addEventListener("click", () => this.onBack());
		this.#$(".toggle").addEventListener("click", () => {
			if (conversation.state === "closed") this.onConnect();
			else conversation.close();
		});
		this.#$("form").addEventListener("submit", (event) => this.#send(event));
		this.#text.addEventListener("keydown", (event) => {
			if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.#send(event);
		});

		const input = this.#$("input");
		input.addEventListener("change", () => {
			void conversation.sendFiles([...input.files]);
			input.value = "";
		});
		this.#text.addEventListener("paste", (event) => this.#take(event, event.clipboardData));
		this.#root.addEventListener("dragover", (event) => event.preventDefault());
		this.#root.addEventListener("drop", (event) => this.#take(event, event.dataTransfer));
	}

	/** Sends the files of a paste or a drop. */
	#take(event, { files }) {
		if (!files.length) return;
		event.preventDefault();
		void this.#conversation.sendFiles([...files]);
	}

	#send(event) {
		event.preventDefault();
		const text = this.#text.value.trim();
		if (text && this.#conversation.send(text)) this.#text.value = "";
	}

	#showState() {
		const { state } = this.#conversation;
		const shown = this.#$(".state");
		shown.textContent = conversationWords(this.#conversation).label;
		shown.dataset.state = state;
		this.#$(".toggle").textContent = { closed: "Connect again", connecting: "Cancel" }[state] ?? "Disconnect";
		this.#$("form button").disabled = this.#$("input").disabled = state === "closed" || state === "connecting";
	}

	#append(item, isMine) {
		this.#list.append(item);
		// The style sheet keeps the log at its end, but for those who read further up.
		if (isMine) item.scrollIntoView({ block: "end" });
	}

	#render(entry) {
		if (entry.kind === "text") return this.#message(entry, make("p", "bubble", entry.text));
		if (entry.kind === "file") return this.#message(entry, this.#file(entry));
		return note(problemWords(entry), true);
	}

	#message({ mine, at }, content) {
		const item = make("li", mine ? "message mine" : "message");
		const time = make("time", "", at.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" }));
		const previous = this.#list.lastElementChild;
		// One time is enough for a run of messages.
		if (previous?.className === item.className && previous.lastChild.textContent === time.textContent) {
			previous.lastChild.remove();
		}
		item.append(make("span", "unseen", mine ? "You:" : `${this.#conversation.id}:`), content, time);
		return item;
	}

	#file(entry) {
		const box = make("div", "bubble");
		if (entry.image) {
			const image = box.appendChild(make("img"));
			image.src = entry.url;
			image.alt = "";
			image.addEventListener("error", () => image.remove());
		}
		const link = box.appendChild(make("a", "", entry.name));
		link.href = entry.url;
		link.download = entry.name;
		const progress = make("small");
		this.#progress.set(entry, progress);
		this.#showProgress(entry);
		box.append(make("small", "", sizeWords(entry.size)), progress);
		return box;
	}

	#showProgress(entry) {
		this.#progress.get(entry).textContent = PROGRESS[entry.progress];
	}
}

function note(text, isError) {
	return make("li", isError ? "note error" : "note", text);
}

function make(tag, className = "", text = "") {
	const element = document.createElement(tag);
	element.className = className;
	element.textContent = text;
	return element;
}
