// Who draws, in plain words, with what to do next.

const ENDS = {
	"you-left": "You disconnected. Draw by yourself, or connect.",
	"they-left": "They left. Draw by yourself, or connect again.",
	busy: "They draw with someone else already. Try again later.",
	timeout: "No answer. Check that their page is open, then connect again.",
	disconnected: "Not connected: you are offline. Reconnect to the server first.",
	"peer-unavailable": "Nobody with this id is online. Check the id, and that their page is open.",
	"negotiation-failed": "The connection failed: a firewall is in the way, or a network was lost. Try another network, or ask the Doctor page.",
	"connection-closed": "The connection was closed. Connect again.",
};

/** { text, isError } for a link. */
export function linkWords({ state, reason, other }) {
	if (state === "connecting") return { text: `Connecting to ${other}…` };
	if (state === "together") return { text: `You draw together with ${other}.` };
	if (!reason) return { text: "Nobody is connected. Draw by yourself, or connect." };
	return { text: ENDS[reason] ?? `The connection failed (${reason}). Try again.`, isError: !["you-left", "they-left"].includes(reason) };
}
