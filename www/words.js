// Every state and error in plain words, with what to do next.

import { MAX_MEGABYTES } from "./files.js";

const SERVER_PROBLEMS = {
	"browser-incompatible": "This browser has no WebRTC. Use a current Firefox, Chrome, Edge or Safari.",
	"invalid-id": "Not allowed as an id: use letters, digits, single - _ or space.",
	"invalid-key": "The server does not accept this page's key. Check config.json.",
	network: "The server was lost. Open conversations go on; reconnect for new ones.",
	"no-network": "This device has no network. The page reconnects when it is back.",
	"server-error": "The server does not answer, or refused us. Is it running? Then reconnect.",
	"socket-closed": "The server closed the connection. Reconnect to be reachable again.",
	"socket-error": "The connection to the server failed. Reconnect to try again.",
	"ssl-unavailable": "The server has no TLS. Open this page over http, or use another server.",
	timeout: "The server did not answer in time. Check your network, then reconnect.",
	"unavailable-id": "Somebody else has this id now. A new id ends open conversations.",
	webrtc: "The browser could not set up a direct connection. Try to connect again.",
};

/** { title, text, action } for a session. */
export function serverWords({ state, problem, server }) {
	const text = SERVER_PROBLEMS[problem];
	if (state === "starting") {
		return { title: "Connecting to the server…", text: "It gives you an id, and introduces you to others." };
	}
	if (state === "online") {
		return { title: "Online", text: text ?? `People who have your id can connect to you, introduced by ${server}.` };
	}
	const action = problem === "unavailable-id" ? "Get a new id" : "Reconnect";
	return { title: "Offline", text: text ?? SERVER_PROBLEMS.network, action };
}

/** Why another id was not given to us. */
export function renameWords(problem, id) {
	if (problem === "unavailable-id") return `“${id}” is taken. Choose another id.`;
	return SERVER_PROBLEMS[problem] ?? `That did not work (${problem}). Try again.`;
}

const CLOSED = {
	"connection-closed": "The connection was closed.",
	disconnected: "Not connected: you are offline. Reconnect to the server first.",
	"hung-up": "You disconnected.",
	left: "They disconnected, or the connection was lost.",
	"negotiation-failed": "No direct connection: a firewall is in the way, or a network was lost. Try another network.",
	"peer-unavailable": "Nobody with this id is online. Check the id, and that their page is open.",
	timeout: "No answer. Check that their page is open, then try again.",
};

const LIVE = {
	connecting: { label: "Connecting…", note: "Connecting…" },
	open: { label: "Connected", note: "Connected." },
	interrupted: { label: "Interrupted", note: "The connection is interrupted. It may come back by itself." },
};

/** { label, note } for a conversation: a word or two for lists, a sentence for the log. */
export function conversationWords({ state, reason }) {
	const label = reason === "peer-unavailable" ? "Not found" : "Not connected";
	return LIVE[state] ?? { label, note: CLOSED[reason] ?? `The connection failed (${reason}). Try again.` };
}

const PROBLEMS = {
	"message-too-big": () => "Not sent: it is too large for this connection.",
	"not-open-yet": () => "Not sent: you are not connected.",
	"not-sent": (name) => `${name} was not sent: you are not connected.`,
	"too-large": (name) => `${name} was not sent: a file can have up to ${MAX_MEGABYTES} MB.`,
	unknown: () => "Something arrived that this page cannot show.",
	unreadable: (name) => `${name} was not sent: it cannot be read. Zip folders first.`,
};

/** What went wrong within a conversation that goes on. */
export function problemWords({ reason, name }) {
	return PROBLEMS[reason]?.(name) ?? `Something went wrong (${reason}).`;
}
