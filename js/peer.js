// The Peer: its fields are PeerJS's own, its behaviour is in src/api/peer.

import { abort, cleanUp, destroy, disconnect } from "./end.js";
import { EventEmitterWithError } from "./errors.js";
import { logger } from "./logger.js";
import { MediaConnection } from "./media.js";
import * as op from "./op.js";
import { call } from "./rust.js";
import { BinaryPack, Json, Raw } from "./serializers.js";
import { fetchId, listAllPeers } from "./server.js";
import { Socket } from "./socket.js";
import { start } from "./start.js";
import "./user-media.js";
import { util } from "./util.js";

const NO_MORE = "You cannot connect to a new Peer because you called .disconnect() on this Peer and ended your connection with the server. You can create a new Peer to reconnect";

export class Peer extends EventEmitterWithError {
	static DEFAULT_KEY = "peerjs";

	_serializers = { raw: Raw, json: Json, binary: BinaryPack, "binary-utf8": BinaryPack, default: BinaryPack };
	_id = null;
	/** The last request for an id: the one whose answer counts. */
	$idRequest;
	_lastServerId = null;
	_destroyed = false;
	_disconnected = false;
	_open = false;
	/** Remote id → its connections. */
	_connections = new Map();
	/** Connection id → messages that came before the connection. */
	_lostMessages = new Map();
	/** Connections that others have begun and that have not opened → when. */
	$pending = new Map();

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
			key: Peer.DEFAULT_KEY,
			token: util.randomToken(),
			config: util.defaultConfig,
			referrerPolicy: "strict-origin-when-cross-origin",
			serializers: {},
			...options,
		};
		this._serializers = { ...this._serializers, ...this._options.serializers };
		start(this, userId);
	}

	/** Takes an id and opens the socket under it. */
	_initialize(id) {
		this._id = id;
		this._socket.start(id, this._options.token);
	}

	/** Asks the server for an id, to go on with. */
	$retrieveId() {
		fetchId(this);
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
		socket.$peer = this;
		socket.on("message", (message) => this._handleMessage(message));
		socket.on("error", (error) => call(op.PEER_SOCKET_ERROR, this, error));
		socket.on("disconnected", () => call(op.PEER_SOCKET_LOST, this));
		socket.on("close", () => call(op.PEER_SOCKET_CLOSED, this));
		return socket;
	}

	$createCall(peer, options) {
		return new MediaConnection(peer, this, options);
	}

	// What these two return is made here, since that is at once, also where the module
	// is still to come.

	connect(peer, options = {}) {
		if (this._disconnected) return this.$refuse(", or call reconnect on this peer if you believe its ID to still be available.");
		options = { serialization: "default", ...options };
		const Serializer = this.$serializer(options.serialization);
		if (!Serializer) throw new TypeError(`Unknown serialization: ${options.serialization}`);
		return this.$add(peer, new Serializer(peer, this, options));
	}

	call(peer, stream, options = {}) {
		if (this._disconnected) return this.$refuse(".");
		if (!stream) return logger.error("To call a peer, you must provide a stream from your browser's `getUserMedia`.");
		return this.$add(peer, this.$createCall(peer, { ...options, _stream: stream }));
	}

	$refuse(more) {
		logger.warn(NO_MORE + more);
		this.emitError("disconnected", "Cannot connect to new Peer after disconnecting from server.");
	}

	/** The class for a serialization. `none`, which the documentation promises, is `raw`. */
	$serializer(name) {
		const classes = this._serializers;
		const has = (name) => Object.prototype.hasOwnProperty.call(classes, name);
		if (name === "none" && !has(name)) name = "raw";
		return has(name) ? classes[name] : undefined;
	}

	$add(peer, connection) {
		call(op.PEER_ADD, this, peer, connection);
		return connection;
	}

	disconnect() {
		disconnect(this);
	}

	reconnect() {
		call(op.PEER_RECONNECT, this);
	}

	destroy() {
		destroy(this);
	}

	listAllPeers(callback = util.noop) {
		listAllPeers(this, callback);
	}

	getConnection(peerId, connectionId) {
		return this._connections.get(peerId)?.find((connection) => connection.connectionId === connectionId) ?? null;
	}

	_removeConnection(connection) {
		call(op.PEER_REMOVE_CONNECTION, this, connection);
	}

	_getMessages(connectionId) {
		return call(op.PEER_TAKE_MESSAGES, this, connectionId);
	}

	/** Handles what the server sends: applications put theirs before it. */
	_handleMessage(message) {
		call(op.PEER_MESSAGE, this, message);
	}

	_abort(type, error) {
		abort(this, type, error);
	}

	_cleanupPeer(id) {
		for (const connection of [...(this._connections.get(id) ?? [])]) connection.close();
	}

	_cleanup() {
		cleanUp(this);
	}
}
