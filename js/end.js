// How a Peer ends: in JavaScript, so that the server knows it no more, and its id is free,
// also where the wasm module is still to come.

import { logger } from "./logger.js";
import * as op from "./op.js";
import { call } from "./rust.js";

/** Ends the link to the server; connections stay. */
export function disconnect(peer) {
	if (peer._disconnected) return;
	const id = peer._id;
	logger.log("Disconnect peer with ID:", id);
	peer._lastServerId = id;
	letGo(peer);
	peer.emit("disconnected", id);
}

/** Ends everything. */
export function destroy(peer) {
	if (peer._destroyed) return;
	peer.disconnect();
	cleanUp(peer);
	peer._lostMessages.clear();
	// By a listener that has reconnected.
	if (!peer._disconnected) {
		letGo(peer);
		closeAll(peer);
	}
	peer._destroyed = true;
	peer.emit("close");
}

/**
 * Reports a fatal error, and destroys the Peer; or only disconnects it if the server has
 * known it, so that its connections stay.
 */
export function abort(peer, type, error) {
	logger.error("Aborting!");
	peer.emitError(type, error);
	if (peer._lastServerId) peer.disconnect();
	else peer.destroy();
}

/** Closes all connections, and listens to the socket no more. */
export function cleanUp(peer) {
	closeAll(peer);
	peer._socket.removeAllListeners();
}

/** Lets go of the server. */
function letGo(peer) {
	peer._disconnected = true;
	peer._open = false;
	peer._id = null;
	clearTimeout(peer.$timer);
	peer._socket.close();
}

/** Without a module there is none yet. */
function closeAll(peer) {
	if (peer._connections.size) call(op.PEER_CLOSE_ALL, peer);
}
