// What a page finds again when it is loaded again in its tab: who we were, and what was
// said. It is there only while the page is out of sight or gone. So a tab that is
// duplicated finds nothing, and is somebody else.

const KEY = "peerjs-wasm chat";

/** Entries of a conversation that are kept at most: it is written whole each time. */
const MOST = 1_000;

/** Keeps `{ id, server, selected, conversations }`, with as much of the logs as there is room for. */
export function remember(state) {
	for (let room = MOST; room >= 1; room = Math.floor(Math.min(room, longest(state)) / 2)) {
		const conversations = state.conversations.map(({ log, ...rest }) => ({ ...rest, log: log.slice(-room) }));
		try {
			return sessionStorage.setItem(KEY, JSON.stringify({ ...state, conversations }));
		} catch (error) {
			// Without storage nothing is kept; the page works all the same.
			if (error.name === "SecurityError") return;
		}
	}
}

/** What was kept, if anything was. */
export function recall() {
	try {
		return JSON.parse(sessionStorage.getItem(KEY)) ?? undefined;
	} catch {
		return undefined;
	}
}

export function forget() {
	try {
		sessionStorage.removeItem(KEY);
	} catch {
		// There is nothing to be forgotten, either.
	}
}

const longest = ({ conversations }) => Math.max(0, ...conversations.map(({ log }) => log.length));
