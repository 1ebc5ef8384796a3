// The entry for applications in Rust, which src/rust_api binds.

import { Peer as Base } from "./peer.js";
import "./embed.js";

/** Milliseconds within which a server that opens a WebSocket refuses a Peer: PeerServer does it at once. */
const REFUSED_WITHIN = 500;

/** Tells of what PeerJS has no events for, and applications in Rust wait for. */
export class Peer extends Base {
	/** Every end of a connection comes by here: `$ended` is its only event where it was never open. */
	_removeConnection(connection) {
		super._removeConnection(connection);
		connection.emit("$ended");
	}

	/** A PeerServer that still has the Peer's last WebSocket serves the next one without an OPEN. */
	_initialize(id) {
		super._initialize(id);
		const socket = this._socket;
		const webSocket = socket._socket;
		if (!webSocket || !this.$greeted) return;
		const { onopen } = webSocket;
		webSocket.onopen = (event) => {
			onopen(event);
			setTimeout(() => {
				if (socket._socket === webSocket && !this._open) socket.emit("message", { type: "OPEN" });
			}, REFUSED_WITHIN);
		};
	}
}
