// The entry for applications in Rust, which src/rust_api binds.

import { Peer as Base } from "./peer.js";
import "./embed.js";

/** Tells of what PeerJS has no events for, and applications in Rust wait for. */
export class Peer extends Base {
	/** Every end of a connection comes by here: `$ended` is its only event where it was never open. */
	_removeConnection(connection) {
		super._removeConnection(connection);
		connection.emit("$ended");
	}
}
