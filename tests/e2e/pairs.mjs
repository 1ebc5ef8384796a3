// Who connects to whom. Data flows both ways in every pair, so these three cover
// each library's every role: offering, answering, sending, receiving.

import { BROWSER, LIB } from "../support/environment.mjs";

const LIBRARIES = [
	{ connector: "ours", acceptor: "ours" },
	{ connector: "ours", acceptor: "peerjs" },
	{ connector: "peerjs", acceptor: "ours" },
];

const BROWSER_PAIRS = [
	{ connector: "chromium", acceptor: "firefox" },
	{ connector: "firefox", acceptor: "chromium" },
];

/** The pairs with both ends in the browser under test. */
export const PAIRS = LIBRARIES.map((libraries) => pair(libraries, { connector: BROWSER, acceptor: BROWSER }));

/** The pairs between two browsers. */
export const CROSS_PAIRS = BROWSER_PAIRS.flatMap((browsers) => LIBRARIES.map((libraries) => pair(libraries, browsers)));

function pair(libraries, browsers) {
	const end = (role) => ({ lib: libraries[role], browser: browsers[role] });
	const [connector, acceptor] = [end("connector"), end("acceptor")];
	const across = connector.browser !== acceptor.browser;
	const text = ({ lib, browser }) => (across ? `${lib} in ${browser}` : lib);
	return { name: `${text(connector)} to ${text(acceptor)}`, connector, acceptor };
}

/** Whether an end runs our library: with LIB=peerjs none does. */
export const isOurs = ({ lib }) => lib === "ours" && LIB === "ours";

/**
 * Whether a value or a behaviour that PeerJS gets wrong is right between these
 * ends. `by`: whose being ours repairs it; undefined: nothing was broken.
 */
export function holds(by, sender, receiver) {
	const [s, r] = [isOurs(sender), isOurs(receiver)];
	return { undefined: true, sender: s, receiver: r, either: s || r, both: s && r }[by];
}
