// A page may end without a word to the other ends of its connections: when a tab
// is closed in Chromium, they wait half a minute for it. So connections are ended
// as the page goes.

import { call } from "./heap.js";
import * as op from "./op.js";

/** Weakly, so that connections which the application has forgotten are collected. */
const connections = new Set();

/** A connection has its RTCPeerConnection: only now is there a page for sure. */
export function opened(connection) {
	if (connections.size === 0) globalThis.addEventListener?.("pagehide", endAll);
	connections.add(new WeakRef(connection));
}

/** A connection has its RTCPeerConnection no longer; others may have been collected. */
export function closed() {
	for (const reference of connections) {
		if (!reference.deref()?.peerConnection) connections.delete(reference);
	}
	if (connections.size === 0) globalThis.removeEventListener?.("pagehide", endAll);
}

/** Not in a page that goes into the back/forward cache: it may be shown again. */
function endAll({ persisted }) {
	if (persisted) return;
	// The channels, and not the RTCPeerConnections, which would take with them
	// what the application has sent last.
	for (const reference of connections) {
		const connection = reference.deref();
		if (connection?._turn) call(op.PUMP, connection);
		connection?.dataChannel?.close();
	}
}
