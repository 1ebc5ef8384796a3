// What all connections have, and data connections: the fields are PeerJS's own,
// the behaviour is in src/api/connection and src/api/data.

import { EventEmitterWithError } from "./errors.js";
import * as op from "./op.js";
import { call } from "./rust.js";
import { randomToken } from "./util.js";

export class BaseConnection extends EventEmitterWithError {
	_open = false;

	constructor(peer, provider, options) {
		super();
		this.peer = peer;
		this.provider = provider;
		this.options = options;
		this.metadata = options.metadata;
	}

	get open() {
		return this._open;
	}
}

export class DataConnection extends BaseConnection {
	constructor(peer, provider, options) {
		super(peer, provider, options);
		this.connectionId = options.connectionId || `dc_${randomToken()}`;
		this.label = options.label || this.connectionId;
		this.reliable = !!options.reliable;
		call(op.DATA_START, this);
	}

	get type() {
		return "data";
	}

	_initializeDataChannel(channel) {
		call(op.DATA_ATTACH, this, channel);
	}

	handleMessage(message) {
		call(op.DATA_MESSAGE, this, message);
	}

	send(data, chunked = false) {
		if (call(op.DATA_SEND, this)) return this._send(data, chunked);
	}

	close(options) {
		call(op.DATA_CLOSE, this, options);
	}
}

/** A data connection that queues what the channel cannot take yet. */
export class BufferedConnection extends DataConnection {
	/** Messages, and transfers of messages that are chunked, in order. */
	_buffer = [];
	_bufferSize = 0;

	get bufferSize() {
		return this._bufferSize;
	}

	_initializeDataChannel(channel) {
		super._initializeDataChannel(channel);
		call(op.BUFFERED_ATTACH, this, channel);
	}

	_bufferedSend(message) {
		call(op.BUFFERED_SEND, this, message);
	}

	close(options) {
		call(op.BUFFERED_CLOSE, this, options);
	}
}
