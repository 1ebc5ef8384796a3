// How a Peer begins: in JavaScript, so that it is on its way to the server while the
// wasm module is compiled.

import { logger } from "./logger.js";
import * as op from "./op.js";
import { begin, call } from "./rust.js";
import { isCloud } from "./server.js";
import { canConnect, util } from "./util.js";

/** Completes the options, and goes for the server: with the id that the application gave, or for one. */
export function start(peer, id) {
	complete(peer._options);
	peer._socket = peer._createServerConnection();
	if (!canConnect()) abortLater(peer, "browser-incompatible", "The current browser does not support WebRTC");
	else if (!id) peer.$retrieveId();
	else if (!util.validateId(id)) abortLater(peer, "invalid-id", `ID "${id}" is invalid`);
	else {
		try {
			peer._initialize(id);
		} catch (error) {
			// The address is none.
			abortLater(peer, "server-error", error);
		}
	}
	// The server does not answer sooner.
	setTimeout(() => {
		if (peer._destroyed) return;
		begin((reason) => giveUp(peer, reason?.message ?? reason));
		call(op.PEER_START, peer);
	});
}

/** Normalises what the application gave. */
function complete(options) {
	if (options.host === "/") options.host = globalThis.location?.hostname;
	if (options.path) {
		if (options.path[0] !== "/") options.path = `/${options.path}`;
		if (!options.path.endsWith("/")) options.path += "/";
	}
	if (isCloud(options)) options.secure = true;
	else if (options.secure === undefined) options.secure = util.isSecure();
	if (options.logFunction) logger.setLogFunction(options.logFunction);
	logger.logLevel = options.debug || 0;
}

/** Gives up when the application has had time to listen. */
function abortLater(peer, type, error) {
	setTimeout(() => peer._abort(type, error));
}

/** Gives up where there is no Rust to do it. */
function giveUp(peer, reason) {
	if (peer._destroyed) return;
	peer._socket.$release();
	peer._id = null;
	peer.emitError("browser-incompatible", `No WebAssembly: ${reason}. If a Content-Security-Policy forbids it, script-src needs 'wasm-unsafe-eval'.`);
	peer.destroy();
}
