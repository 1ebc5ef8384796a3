// Calls in plain words, with what to do next.

const STATES = {
	calling: (other) => `Calling ${other}…`,
	ringing: (other) => `${other} is calling.`,
	talking: (other) => `In a call with ${other}.`,
	idle: () => "No call.",
};

const ENDS = {
	"you-hung-up": "You hung up.",
	"they-hung-up": "The other side hung up.",
	"you-rejected": "You did not take the call.",
	"they-rejected": "They do not take the call now. Try again later.",
	"no-answer": "Nobody answered. Ask them to look at their page, then call again.",
	missed: "You missed a call.",
	busy: "They are in another call. Try again later.",
	offline: "Not called: you are offline. Reconnect to the server first.",
	disconnected: "Not called: you are offline. Reconnect to the server first.",
	"peer-unavailable": "Nobody with this id is online. Check the id, and that their page is open.",
	"negotiation-failed": "The connection failed: a firewall is in the way, or a network was lost. Try another network, or ask the Doctor page.",
	"connection-closed": "The connection was closed. Call again.",
};

/** { text, isError } for a line. */
export function lineWords({ state, reason, other }) {
	if (state !== "idle" || !reason) return { text: STATES[state](other), isError: false };
	return { text: ENDS[reason] ?? `The call failed (${reason}). Try again.`, isError: !["you-hung-up", "they-hung-up", "you-rejected"].includes(reason) };
}

const DEVICES = {
	AbortError: "The device did not start. Unplug it and plug it in again, or pick another one.",
	InsecureContext: "Cameras and microphones need a page that came over https, or from this computer. Open it over https.",
	NotAllowedError: "It was not allowed. Allow it in the address bar, or in the system's privacy settings, then press the button again.",
	NotFoundError: "There is none. Plug one in, then press the button again.",
	NotReadableError: "Another program is using it. Close that, then press the button again.",
	OverconstrainedError: "The device that is picked is gone. Pick another one.",
};

/** Why a microphone, a camera or the screen could not be had. */
export function deviceWords(what, { name }) {
	return `${what}: ${DEVICES[name] ?? `it failed (${name}). Try again.`}`;
}
