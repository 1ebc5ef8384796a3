// Calls: the fields are PeerJS's own, the behaviour is in src/api/media.

import { BaseConnection } from "./connection.js";
import * as op from "./op.js";
import { call } from "./rust.js";
import { util } from "./util.js";

export class MediaConnection extends BaseConnection {
	static ID_PREFIX = "mc_";

	/** The streams that were told of. */
	$shown = new WeakSet();

	constructor(peer, provider, options) {
		super(peer, provider, options);
		this._localStream = options._stream;
		this.connectionId = options.connectionId || MediaConnection.ID_PREFIX + util.randomToken();
		call(op.MEDIA_START, this);
	}

	get type() {
		return "media";
	}

	get localStream() {
		return this._localStream;
	}

	get remoteStream() {
		return this._remoteStream;
	}

	_initializeDataChannel(channel) {
		call(op.MEDIA_ATTACH, this, channel);
	}

	addStream(stream) {
		call(op.MEDIA_STREAM, this, stream);
	}

	handleMessage(message) {
		call(op.MEDIA_MESSAGE, this, message);
	}

	answer(stream, options = {}) {
		call(op.MEDIA_ANSWER, this, stream, options);
	}

	close() {
		call(op.MEDIA_CLOSE, this);
	}
}
