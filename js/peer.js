// The Peer: its fields are PeerJS's own, its behaviour is in src/api/peer.

import { EventEmitterWithError } from "./errors.js";
import { MediaConnection } from "./media.js";
import * as op from "./op.js";
import { call, ready } from "./rust.js";
import { BinaryPack, Json, Raw } from "./serializers.js";
import { Socket } from "./socket.js";
import { randomToken, util } from "./util.js";

export class Peer extends EventEmitterWithError {
	_serializers = { raw: Raw, json: Json, binary: BinaryPack, "binary-utf8": BinaryPack, default: BinaryPack };
	_id = null;
	_lastServerId = null;
	_destroyed = false;
	_disconnected = false;
	_open = false;
	/** Remote id → its connections. */
	_connections = new Map();
	/** Connection id → messages that came before the connection. */
	_lostMessages = new Map();

	constructor(id, options) {
		super();
		let userId;
		if (id && id.constructor == Object) options = id;
		else if (id) userId = id.toString();
		this._options = {
			debug: 0,
			host: util.CLOUD_HOST,
			port: util.CLOUD_PORT,
			path: "/",
			key: "peerjs",
			token: randomToken(),
			config: util.defaultConfig,
			referrerPolicy: "strict-origin-when-cross-origin",
			serializers: {},
			...options,
		};
		this._serializers = { ...this._serializers, ...this._options.serializers };
		ready();
		call(op.PEER_START, this, userId);
	}

	get id() {
		return this._id;
	}

	get options() {
		return this._options;
	}

	get open() {
		return this._open;
	}

	get socket() {
		return this._socket;
	}

	get connections() {
		return Object.assign(Object.create(null), Object.fromEntries(this._connections));
	}

	get destroyed() {
		return this._destroyed;
	}

	get disconnected() {
		return this._disconnected;
	}

	_createServerConnection() {
		const { secure, host, port, path, key, pingInterval } = this._options;
		const socket = new Socket(secure, host, port, path, key, pingInterval);
		socket._peer = this;
		socket.on("message", (message) => call(op.PEER_MESSAGE, this, message));
		socket.on("error", (error) => call(op.PEER_SOCKET_ERROR, this, error));
		socket.on("disconnected", () => call(op.PEER_SOCKET_LOST, this));
		socket.on("close", () => call(op.PEER_SOCKET_CLOSED, this));
		return socket;
	}

	_createCall(peer, options) {
		return new MediaConnection(peer, this, options);
	}

	connect(peer, options = {}) {
		return call(op.PEER_CONNECT, this, peer, { serialization: "default", ...options });
	}

	call(peer, stream, options = {}) {
		return call(op.PEER_CALL, this, peer, { ...options, _stream: stream });
	}

	disconnect() {
		call(op.PEER_DISCONNECT, this);
	}

	reconnect() {
		call(op.PEER_RECONNECT, this);
	}

	destroy() {
		call(op.PEER_DESTROY, this);
	}

	listAllPeers(callback = util.noop) {
		call(op.PEER_LIST, this, callback);
	}

	getConnection(peerId, connectionId) {
		return call(op.PEER_GET_CONNECTION, this, peerId, connectionId);
	}

	_removeConnection(connection) {
		call(op.PEER_REMOVE_CONNECTION, this, connection);
	}

	_getMessages(connectionId) {
		return call(op.PEER_TAKE_MESSAGES, this, connectionId);
	}
}
