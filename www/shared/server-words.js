// How the page stands with the server, in plain words, with what to do next.

const PROBLEMS = {
	"former-id-taken": "Your id is new: the server holds the one of before, perhaps for another tab. Send your new link.",
	"browser-incompatible": "This browser has no WebRTC, or may not run the library: the doctor tells. Use a current Firefox, Chrome, Edge or Safari.",
	"invalid-id": "Not allowed as an id: use letters, digits, single - _ or space.",
	"invalid-key": "The server does not accept this page's key. Check it under “Server settings”.",
	network: "The server was lost. Open conversations go on; reconnect for new ones.",
	"no-network": "This device has no network. The page reconnects when it is back.",
	"server-error": "The server does not answer, or refused us. Is it running? Reconnect, or ask the Doctor page.",
	"socket-closed": "The server closed the connection. Reconnect to be reachable again.",
	"socket-error": "The connection to the server failed. Reconnect to try again.",
	"ssl-unavailable": "The server has no TLS. Open this page over http, or use another server.",
	timeout: "The server did not answer in time. Check your network, then reconnect.",
	"unavailable-id": "Somebody else has this id now. A new id ends open conversations.",
	webrtc: "The browser could not set up a direct connection. Try to connect again.",
};

/** { title, text, action } for a session. */
export function serverWords({ state, reason, server }) {
	const text = PROBLEMS[reason];
	if (state === "starting") {
		return { title: "Connecting to the server…", text: "It gives you an id, and introduces you to others." };
	}
	if (state === "online") {
		return { title: "Online", text: text ?? `People who have your id can connect to you, introduced by ${server}.` };
	}
	const action = reason === "unavailable-id" ? "Get a new id" : "Reconnect";
	return { title: "Offline", text: text ?? PROBLEMS.network, action };
}

/** Why another id was not given to us. */
export function renameWords(problem, id) {
	if (problem === "unavailable-id") return `“${id}” is taken. Choose another id.`;
	return PROBLEMS[problem] ?? `That did not work (${problem}). Try again.`;
}
