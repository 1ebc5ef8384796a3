// The view of one conversation: its log and the field to write in.

import { make } from "../shared/dom.js";
import { fileCard, pastFile } from "./file-card.js";
import { conversationWords, problemWords } from "./words.js";

export class Talk {
	/** Set by the page. */
	onBack;
	onConnect;

	#conversation;
	#root;
	#list;
	#text;
	/** Transfer → the function that shows how far it is. */
	#files = new WeakMap();

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
		for (const entry of conversation.log) this.#append(this.#render(entry));
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
			const { note: text, isError } = conversationWords(conversation);
			this.#append(note(text, isError));
		});
		conversation.addEventListener("entry", ({ detail }) => this.#append(this.#render(detail), detail.mine));
		conversation.addEventListener("change", ({ detail }) => this.#files.get(detail)());

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
			conversation.sendFiles([...input.files]);
			input.value = "";
		});
		this.#text.addEventListener("paste", (event) => this.#take(event, event.clipboardData));
		const over = (event, isOver) => {
			event.preventDefault();
			this.#root.classList.toggle("over", isOver);
		};
		this.#root.addEventListener("dragover", (event) => over(event, true));
		this.#root.addEventListener("dragleave", (event) => over(event, this.#root.contains(event.relatedTarget)));
		this.#root.addEventListener("drop", (event) => {
			over(event, false);
			this.#take(event, event.dataTransfer);
		});
	}

	/** Sends the files of a paste or a drop. */
	#take(event, transfer) {
		// The cells of a spreadsheet come as a picture, too: they are meant as text. A file has its name with it, at most.
		if (event.type === "paste" && ["text/plain", "text/html"].every((type) => transfer.types.includes(type))) return;
		const { files, folders } = sorted(transfer);
		if (!files.length && !folders.length) return;
		event.preventDefault();
		for (const name of folders) this.#conversation.refuse("folder", name);
		this.#conversation.sendFiles(files);
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
		this.#$(".toggle").textContent = { closed: "Connect again", connecting: "Cancel", dropped: "Give up" }[state] ?? "Disconnect";
		this.#$("form button").disabled = this.#$("input").disabled = !["open", "interrupted"].includes(state);
	}

	#append(item, isMine) {
		this.#list.append(item);
		// The style sheet keeps the log at its end, but for those who read further up.
		if (isMine) item.scrollIntoView({ block: "end" });
	}

	#render(entry) {
		if (entry.kind === "text") return this.#message(entry, make("p", "bubble", entry.text));
		if (entry.kind === "file") return this.#message(entry, this.#file(entry));
		if (entry.kind === "past") return this.#message(entry, pastFile(entry));
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
		const { box, show } = fileCard(entry);
		this.#files.set(entry, show);
		return box;
	}
}

function note(text, isError) {
	return make("li", isError ? "note error" : "note", text);
}

/** The files of a drop, and the names of folders among them, which browsers do not read. */
function sorted({ files, items }) {
	const folders = new Set([...items].filter((item) => item.kind === "file" && item.webkitGetAsEntry?.()?.isDirectory).map((item) => item.getAsFile()?.name));
	return { files: [...files].filter(({ name }) => !folders.has(name)), folders: [...folders] };
}
