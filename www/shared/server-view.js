// Shows how the page stands with the server: server.html.

import { $ } from "./dom.js";
import { serverWords } from "./server-words.js";

/** `broken` says why the page could not even start. */
export function showServer({ state, reason, server, broken }) {
	const { title, text, action = "" } = broken ? { title: "Not started", text: broken } : serverWords({ state, reason, server });
	$("#server").dataset.state = state;
	$("#server h2").textContent = title;
	$("#server p").textContent = text;
	$("#server button").textContent = action;
	$("#server button").hidden = !action;
}
