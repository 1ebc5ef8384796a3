// The connection to the signalling server.

import { EventEmitter } from "./emitter.js";
import * as op from "./op.js";
import { host } from "./host.js";
import { call } from "./rust.js";
import { VERSION, inAddress } from "./server.js";

/** Emits `message`, `disconnected`, `error` and `close`; a Peer listens. */
export class Socket extends EventEmitter {
	_disconnected = true;
	_id;
	/** What is to be sent when the WebSocket is open. */
	_messagesQueue = [];
	_socket;
	_wsPingTimer;
	/** The Peer it belongs to: what waits for the server depends on its state. */
	$peer;

	constructor(secure, host, port, path, key, pingInterval = 5000) {
		super();
		this.pingInterval = pingInterval;
		this._baseUrl = `${secure ? "wss" : "ws"}://${host}:${port}${path}peerjs?key=${inAddress(key)}`;
	}

	start(id, token) {
		this._id = id;
		if (this._socket || !this._disconnected) return;
		const [name, secret] = [id, token].map(inAddress);
		try {
			this._socket = new WebSocket(`${this._baseUrl}&id=${name}&token=${secret}&version=${VERSION}`);
		} catch (error) {
			// What it says has the token in it, and may be logged.
			throw new Error(`No WebSocket at ${this._baseUrl}: ${error.name}`);
		}
		this._disconnected = false;
		host.listen(this._socket, "onopen", op.SOCKET_OPENED, this);
		host.listen(this._socket, "onmessage", op.SOCKET_FRAME, this);
		host.listen(this._socket, "onclose", op.SOCKET_CLOSED, this);
	}

	/** Lets go of the WebSocket. What waits for it waits for the next: what its connections have left there goes when they close. */
	$release() {
		clearTimeout(this._wsPingTimer);
		this._disconnected = true;
		const socket = this._socket;
		if (!socket) return;
		socket.onopen = socket.onmessage = socket.onclose = null;
		this._socket = undefined;
		socket.close();
	}

	send(message) {
		call(op.SOCKET_SEND, this, message);
	}

	// PeerJS's own, by which applications keep the WebSocket open.

	_wsOpen() {
		return this._socket?.readyState === 1;
	}

	_sendHeartbeat() {
		call(op.SOCKET_HEARTBEAT, this);
	}

	close() {
		if (!this._disconnected) this.$release();
	}
}
