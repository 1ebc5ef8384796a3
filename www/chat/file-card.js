// A file in the log: its name, how far it is, what can be done with it.

import { make } from "../shared/dom.js";
import { canSaveToDisk } from "./files/sinks.js";
import { askWords, fileWords, pastFileWords } from "./words.js";

/** An element for a transfer, and a function that brings it up to date. */
export function fileCard(transfer) {
	const box = make("div", "bubble file");
	const name = box.appendChild(make("strong", "", transfer.name));
	const bar = box.appendChild(make("progress"));
	bar.max = transfer.size || 1;
	bar.setAttribute("aria-label", transfer.name);
	const words = box.appendChild(make("small", "figures"));
	const ask = box.appendChild(make("p", "hint"));
	const actions = box.appendChild(make("div", "actions"));
	const save = button("Save to disk…", () => transfer.save());
	const keep = button("Receive", () => transfer.keep());
	const cancel = button("Cancel", () => transfer.cancel());
	actions.append(save, keep, cancel);

	const show = () => {
		const { state, url, asks, mine, size, done } = transfer;
		box.dataset.state = state;
		bar.value = state === "done" ? bar.max : done;
		bar.hidden = !(state === "moving" || state === "paused");
		words.textContent = fileWords(transfer);
		const toDisk = canSaveToDisk();
		ask.hidden = !asks;
		ask.textContent = asks ? askWords(transfer, toDisk) : "";
		save.hidden = !(asks && toDisk);
		keep.hidden = !(asks && (!toDisk || transfer.reason === "no-disk"));
		keep.textContent = `Receive in memory`;
		cancel.hidden = transfer.ended;
		cancel.textContent = asks ? "Decline" : "Cancel";
		cancel.setAttribute("aria-label", `${cancel.textContent} ${transfer.name}`);
		save.classList.toggle("primary", !save.hidden);
		actions.hidden = save.hidden && keep.hidden && cancel.hidden;
		if (url && !mine && name.firstElementChild === null) name.replaceChildren(download(transfer));
		if (url && transfer.image && size && box.firstElementChild === name) box.prepend(image(url));
	};
	show();
	return { box, show };
}

/** An element for a file of before the page was loaded again. */
export function pastFile(file) {
	const box = make("div", "bubble file");
	box.append(make("strong", "", file.name), make("small", "", pastFileWords(file)));
	return box;
}

function button(text, act) {
	const element = make("button", "", text);
	element.type = "button";
	element.addEventListener("click", act);
	return element;
}

function download({ url, name }) {
	const link = make("a", "", name);
	link.href = url;
	link.download = name;
	return link;
}

function image(url) {
	const image = make("img");
	image.src = url;
	image.alt = "";
	image.addEventListener("error", () => image.remove());
	return image;
}
