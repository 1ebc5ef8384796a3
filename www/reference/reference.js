// The search, and the buttons that run examples.

import { serverOptions } from "../shared/server.js";

const HERE = new URL("./", import.meta.url);
const MOST = 20;

// --- Search ----------------------------------------------------------------------

const field = document.querySelector("#find");
const results = document.querySelector("#results");
const found = document.querySelector("#found");
const hint = found.textContent;

let names;
const load = () => (names ??= fetch(new URL("names.json", HERE)).then((response) => response.json()));

field.addEventListener("focus", load, { once: true });
field.addEventListener("input", search);
field.addEventListener("keydown", (event) => {
	// The first is what Enter takes.
	if (event.key === "Enter") results.querySelector("a")?.click();
	if (event.key === "Escape") field.value = "";
});
addEventListener("keydown", (event) => {
	if (event.key !== "/" || event.target.closest("input, textarea")) return;
	event.preventDefault();
	field.focus();
});

async function search() {
	const query = field.value.trim().toLowerCase();
	const all = await load();
	// Meanwhile more was typed.
	if (query !== field.value.trim().toLowerCase()) return;
	const hits = query ? rank(all, query) : [];
	found.textContent = query ? (hits.length > 0 ? `${hits.length} found.` : "Nothing has that name.") : hint;
	results.replaceChildren(...hits.slice(0, MOST).map(item));
	results.hidden = hits.length === 0;
}

/** Names that begin so come first, then names that contain it, then what is said of them. */
function rank(all, query) {
	const places = ([name, , text]) => {
		const lower = name.toLowerCase();
		if (lower === query || lower.split(/[."()]+/).includes(query)) return 0;
		if (lower.startsWith(query) || lower.includes(`.${query}`) || lower.includes(`"${query}`)) return 1;
		if (lower.includes(query)) return 2;
		return text.toLowerCase().includes(query) ? 3 : -1;
	};
	const ranked = all.map((entry) => ({ entry, place: places(entry) })).filter(({ place }) => place >= 0);
	return ranked.sort((a, b) => a.place - b.place).map(({ entry }) => entry);
}

function item([name, address, text]) {
	const link = Object.assign(document.createElement("a"), { href: new URL(address, HERE).href });
	link.append(Object.assign(document.createElement("code"), { textContent: name }), Object.assign(document.createElement("span"), { textContent: text }));
	const entry = document.createElement("li");
	entry.append(link);
	return entry;
}

// --- An anchor of PeerJS's documentation opens the list that it is in ---------------

function unfold() {
	const target = location.hash && document.getElementById(anchor());
	const list = target && target.closest("details");
	if (!list || list.open) return;
	list.open = true;
	target.scrollIntoView();
}

function anchor() {
	try {
		return decodeURIComponent(location.hash.slice(1));
	} catch {
		// An address that was cut off, in the middle of a character.
		return "";
	}
}
addEventListener("hashchange", unfold);
unfold();

// --- Examples ----------------------------------------------------------------------

for (const example of document.querySelectorAll("[data-example]")) {
	const title = example.querySelector("figcaption").textContent;
	const button = Object.assign(document.createElement("button"), { textContent: "Run" });
	button.setAttribute("aria-label", `Run: ${title}`);
	button.addEventListener("click", () => run(example, button));
	example.querySelector("figcaption").after(button);
}

/** Runs an example in a frame of its own, in place of what it has shown before. */
async function run(example, button) {
	const name = example.dataset.example;
	example.querySelector("iframe")?.remove();
	const output = example.querySelector("output") ?? example.appendChild(document.createElement("output"));
	output.textContent = "";
	const print = (line) => output.append(`${line}\n`);
	let server;
	try {
		server = await serverOptions();
	} catch ({ message }) {
		return print(message);
	}
	const frame = Object.assign(document.createElement("iframe"), { hidden: true, allow: "camera; microphone", title: `What runs ${name}` });
	frame.src = new URL(`examples/run.html?${new URLSearchParams({ example: name, server: JSON.stringify(server) })}`, HERE).href;
	const listen = ({ source, data }) => {
		if (!frame.isConnected) return removeEventListener("message", listen);
		if (source === frame.contentWindow) print(data.kind === "log" ? data.text : `Uncaught ${data.text}`);
	};
	addEventListener("message", listen);
	example.append(frame);
	button.textContent = "Run again";
}
