// What all connections have, and data connections: the fields are PeerJS's own,
// the behaviour is in src/api/connection and src/api/data.

import { attach, held } from "./channel.js";
import { EventEmitterWithError } from "./errors.js";
import * as op from "./op.js";
import { call } from "./rust.js";
import { randomToken } from "./util.js";

export class BaseConnection extends EventEmitterWithError {
	_open = false;
	/** Whether both ends read our frames: so it is, unless one says otherwise in its offer or answer. */
	$framed = true;
	/** Whether a message of the channel may be lost. */
	$lossy = false;

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

	/** The version of our protocol that this end reads. */
	get $protocol() {
		return 0;
	}

	/** PeerJS's, by which applications see that a connection is closed. */
	get _negotiator() {
		return this.provider ? { connection: this } : null;
	}

	set _negotiator(_) {}
}

export class DataConnection extends BaseConnection {
	static ID_PREFIX = "dc_";
	static MAX_BUFFERED_AMOUNT = 8 << 20;

	/** Whether it is to close when all that was sent before has left. */
	$closing = false;
	/** When it opened, by `performance.now()`. */
	$opened;

	constructor(peer, provider, options) {
		super(peer, provider, options);
		this.connectionId = options.connectionId || DataConnection.ID_PREFIX + randomToken();
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

	/** Resolves at once: events tell what comes of a message. */
	async handleMessage(message) {
		call(op.DATA_MESSAGE, this, message);
	}

	send(data, chunked = false) {
		if (this.open && !this.$closing) return this._send(data, chunked);
		call(op.DATA_REFUSE, this);
	}

	close(options) {
		call(op.DATA_CLOSE, this, options);
	}
}

/** A data connection that queues what the channel cannot take yet. */
export class BufferedConnection extends DataConnection {
	/** Messages, and transfers of messages that are chunked, in order. */
	_buffer = [];
	/** Transfer id → the chunks that have come. */
	_chunkedData = {};
	/** How many messages were chunked. */
	$transfers = 0;
	/** The transfers that were refused last, the rest of which may be on its way. */
	$refused = new Set();
	_bufferSize = 0;
	/** Bytes that were ever accepted, and those of them in the queue. */
	$accepted = 0;
	$queued = 0;
	/** Small messages that have gone out by themselves since the last turn of which the end was seen. */
	$turn = 0;
	/** Whether the channel says that it is open, and may not be yet. */
	$early = false;
	/** Whether there is a `drain` to come. */
	$full = false;
	/** Messages that the channel has taken, and that it has brought. */
	$handed = 0;
	$received = 0;
	/** What `sendAsync` and `ready` have promised, and the former is about to. */
	$ticket;
	$tickets = [];
	$ready = [];

	get bufferSize() {
		return this._bufferSize;
	}

	get bufferedAmount() {
		return Math.trunc(this.$queued) + (held(this) ?? 0);
	}

	_initializeDataChannel(channel) {
		super._initializeDataChannel(channel);
		attach(channel, this);
	}

	_bufferedSend(message) {
		call(op.BUFFERED_SEND, this, message);
	}

	ready() {
		return new Promise((resolve, reject) => call(op.READY, this, { resolve, reject }));
	}

	sendAsync(data, options) {
		return new Promise((resolve, reject) => {
			const { signal, onProgress } = options ?? {};
			signal?.throwIfAborted();
			const abort = () => call(op.ABORT, this, ticket);
			const end = (settle) => (result) => {
				signal?.removeEventListener("abort", abort);
				settle(result);
			};
			const ticket = { signal, onProgress, resolve: end(resolve), reject: end(reject) };
			signal?.addEventListener("abort", abort);
			call(op.SEND_ASYNC, this, data, ticket);
		});
	}

	close(options) {
		call(op.BUFFERED_CLOSE, this, options);
	}
}
