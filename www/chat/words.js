// Every state and error in plain words, with what to do next.

import { sizeWords, timeWords } from "../shared/format.js";

const CLOSED = {
	"connection-closed": "They disconnected, or closed the page.",
	disconnected: "Not connected: you are offline. Reconnect to the server first.",
	"hung-up": "You disconnected.",
	left: "They disconnected, or the connection was lost.",
	"not-back": "The connection was lost, and did not come back. Check both networks, then connect again.",
	"negotiation-failed": "No direct connection: a firewall is in the way, or a network was lost. Try another network, or ask the Doctor page.",
	"peer-unavailable": "Nobody with this id is online. Check the id, and that their page is open.",
	timeout: "No answer. Check that their page is open, then try again.",
};

const LIVE = {
	connecting: { label: "Connecting…", note: "Connecting…" },
	open: { label: "Connected", note: "Connected." },
	dropped: { label: "Reconnecting…", note: "The connection was lost. Trying to get it back; files go on where they were.", isError: true },
	interrupted: { label: "Interrupted", note: "The connection is interrupted. It may come back by itself." },
};

const RELOADED = { label: "Connecting…", note: "The page was loaded again. Connecting…" };

/** Ways to end that are as somebody wished. */
const WISHED = ["hung-up", "left"];

/** { label, note, isError } for a conversation: a word or two for lists, a sentence for the log. */
export function conversationWords({ state, reason }) {
	if (reason === "reloaded") return RELOADED;
	const label = reason === "peer-unavailable" ? "Not found" : "Not connected";
	return LIVE[state] ?? { label, note: CLOSED[reason] ?? `The connection failed (${reason}). Try again.`, isError: !WISHED.includes(reason) };
}

const PROBLEMS = {
	"deserialization-failed": () => "Something arrived that could not be read.",
	folder: (name) => `${name} is a folder. Zip it first, then send the zip file.`,
	"message-too-big": () => "Not sent: it is too large for this connection.",
	"not-open-yet": () => "Not sent: you are not connected.",
	"send-failed": () => "Not sent: the browser refused it. Try again.",
	unknown: () => "Something arrived that this page cannot show.",
};

/** What went wrong within a conversation that goes on. */
export function problemWords({ reason, name }) {
	return PROBLEMS[reason]?.(name) ?? `Something went wrong (${reason}).`;
}

const FAILED = {
	"disk-full": "Not saved: the disk is full, or the file may not be written. Make room, then ask for it again.",
	"memory-full": "Not received: it does not fit into memory. Ask for it again, in a browser that can save to disk.",
	unreadable: "Not sent: it cannot be read any more. Was it moved, or is it a folder? Choose it again.",
};

/** How a file stands, under its name. */
export function fileWords(transfer) {
	const { state, mine, size, done, rate, left, reason, onDisk } = transfer;
	const all = sizeWords(size);
	const part = `${sizeWords(done)} of ${all}`;
	switch (state) {
		case "offered":
			return mine ? `${all}. Waits until they take it.` : all;
		case "moving":
			return [part, rate ? `${sizeWords(rate)}/s` : "", left === undefined ? "" : `${timeWords(left)} left`].filter(Boolean).join(" · ");
		case "paused":
			return `${part}. Waits for the connection.`;
		case "done":
			return mine ? `${all} · sent` : `${all}${onDisk ? " · saved to disk" : ""}`;
		case "canceled":
			return mine ? `${part}. You stopped it.` : `${all}. You did not take it.`;
		case "refused":
			return mine ? `${all}. They did not take it.` : `${part}. They stopped it.`;
		default:
			return FAILED[reason] ?? "It failed. Try again.";
	}
}

/** How a file stands that came or went before the page was loaded again. */
export function pastFileWords({ mine, size, state, onDisk }) {
	const all = sizeWords(size);
	if (state !== "done") return `${all}. Not ${mine ? "sent" : "received"} before the page was loaded again.`;
	if (mine || onDisk) return `${all} · ${mine ? "sent" : "saved to disk"}`;
	return `${all}. It was in memory, and is gone with the page unless you saved it.`;
}

/** Sizes from which memory is no good place any more. */
const MUCH = 500_000_000;
const TOO_MUCH = 2_000_000_000;

/** What to know before a file is taken that has to be asked for. */
export function askWords({ size, reason }, canSaveToDisk) {
	if (reason === "no-disk") return "That place cannot be written. Choose another one.";
	if (canSaveToDisk) return "It is written to the file you choose as it comes.";
	if (size > TOO_MUCH) return `This browser cannot save straight to disk, and ${sizeWords(size)} will hardly fit into memory. Open the page in Chrome or Edge on a computer.`;
	if (size > MUCH) return `This browser keeps it in memory until you save it: ${sizeWords(size)} may be more than there is. Chrome and Edge on a computer save straight to disk.`;
	return "This browser keeps it in memory until you save it.";
}
