// A page may end without a word to the other ends of its connections: when a tab
// is closed in Chromium, they wait half a minute for it. So connections are ended
// as the page goes.

import { detect } from "./browser.js";
import { held } from "./channel.js";

/** Bytes that may be on their way when a page goes. */
const MUCH = 65_536;

/**
 * How long the page is held where data is on its way, in milliseconds: the process that
 * sends for it may be behind, and drops what it has not sent when the page is gone.
 */
const LINGER = 40;

/** Weakly, so that connections which the application has forgotten are collected. */
const connections = new Set();

/** How many there may be before it is looked which have been collected. */
const FEW = 64;
let many = FEW;

/** A connection has its RTCPeerConnection: only now is there a page for sure. */
export function opened(connection) {
	if (connections.size === 0) globalThis.addEventListener?.("pagehide", endAll);
	connections.add((connection.$reference = new WeakRef(connection)));
	if (connections.size <= many) return;
	for (const reference of connections) if (!reference.deref()) connections.delete(reference);
	many = Math.max(FEW, 2 * connections.size);
}

/** A connection has its RTCPeerConnection no longer. */
export function closed({ $reference }) {
	connections.delete($reference);
	if (connections.size === 0) globalThis.removeEventListener?.("pagehide", endAll);
}

/**
 * Not in a page that goes into the back/forward cache: it may be shown again. What the
 * application sends in a listener of `pagehide` behind this one, of `visibilitychange` or
 * of `unload`, which come in this order, goes out before the connections end.
 */
function endAll({ persisted }) {
	if (persisted) return;
	if (mayUnload()) globalThis.addEventListener("unload", endNow, { once: true });
	else endNow();
}

/** Whether `unload` is sure to come: in Chromium pages may be without, in Safari it fails to. */
function mayUnload() {
	return globalThis.document?.featurePolicy?.allowsFeature("unload") ?? detect()[0] === "firefox";
}

function endNow() {
	let until = 0;
	for (const reference of connections) {
		const connection = reference.deref();
		if (!connection) continue;
		const { dataChannel: channel, peerConnection } = connection;
		// A channel sends what it holds before it closes. But the other end must agree
		// to that, for which there may be no time: where nothing is held, or too much
		// to be sent before the page ends, the RTCPeerConnection ends with a single word.
		try {
			channel?.close();
		} catch (error) {
			// Of a listener's. The others end all the same.
			globalThis.reportError?.(error);
		}
		const amount = held(connection);
		if (!amount || amount > MUCH) peerConnection?.close();
		if (amount > MUCH) until = performance.now() + LINGER;
	}
	while (performance.now() < until);
}
