// The credential of a TURN server. It stays in this tab, with the server that it is for,
// and out of the page's address. Links have it only where the user says so, and then
// behind the #, which browsers send to no server.

const KEY = "peerjs-wasm credential";
const IN_LINK = "credential";

/** What is known of the server that the page's address names: `{ credential, inLinks }`. */
export function credential(query = new URLSearchParams(location.search)) {
	takeFromLink(query);
	const { turn, username, ...known } = stored();
	return turn && turn === query.get("turn") && username === query.get("username") ? known : { credential: "", inLinks: false };
}

/** Keeps `{ turn, username, credential, inLinks }`; whether the browser lets us. */
export function keepCredential(known) {
	try {
		sessionStorage.setItem(KEY, JSON.stringify(known));
		return true;
	} catch {
		return false;
	}
}

/** What a link has behind the #. */
export function credentialForLink() {
	const { credential: secret, inLinks } = credential();
	return inLinks ? `${new URLSearchParams({ [IN_LINK]: secret })}` : "";
}

/** Out of the link by which the page was opened; whether there was one. */
export function takeFromLink(query = new URLSearchParams(location.search)) {
	const secret = new URLSearchParams(location.hash.slice(1)).get(IN_LINK);
	if (!secret) return false;
	keepCredential({ turn: query.get("turn"), username: query.get("username"), credential: secret, inLinks: false });
	history.replaceState(history.state, "", location.pathname + location.search);
	return true;
}

function stored() {
	try {
		return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
	} catch {
		// The browser keeps nothing for this page.
		return {};
	}
}
