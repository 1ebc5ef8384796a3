// The connection to the signalling server.

import { EventEmitter } from "./emitter.js";
import * as op from "./op.js";
import { call } from "./rust.js";

/** Emits `message`, `disconnected`, `error` and `close`; a Peer listens. */
export class Socket extends EventEmitter {
	_disconnected = true;
	_id;
	/** What is to be sent when the WebSocket is open. */
	_messagesQueue = [];
	_socket;
	_wsPingTimer;
	/** The Peer it belongs to: what waits for the server depends on its state. */
	_peer;

	constructor(secure, host, port, path, key, pingInterval = 5000) {
		super();
		this.pingInterval = pingInterval;
		this._baseUrl = `${secure ? "wss" : "ws"}://${host}:${port}${path}peerjs?key=${encodeURIComponent(key)}`;
	}

	start(id, token) {
		call(op.SOCKET_START, this, id, token);
	}

	send(message) {
		call(op.SOCKET_SEND, this, message);
	}

	close() {
		call(op.SOCKET_CLOSE, this);
	}
}
