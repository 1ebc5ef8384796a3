// The serializations that PeerJS's script has.

import { BufferedConnection } from "./connection.js";
import * as op from "./op.js";
import { decode } from "./pack.js";
import { call } from "./rust.js";
import { jsonDecoder } from "./text.js";
import { util } from "./util.js";

/** Frames are not for a class that reads messages itself. */
function protocol({ _handleDataMessage }, { prototype }) {
	return _handleDataMessage === prototype._handleDataMessage ? 1 : 0;
}

export class BinaryPack extends BufferedConnection {
	serialization = "binary";
	/** PeerJS's, by which applications know such a connection. */
	chunker = { chunkedMTU: 16300, chunk: util.chunk };

	_handleDataMessage({ data }) {
		call(op.RECEIVE, this, data);
	}

	get $protocol() {
		return protocol(this, BinaryPack);
	}

	$decode(message, asBuffers) {
		return decode(message, asBuffers);
	}

	_send(data, chunked) {
		return call(op.BINARY_SEND, this, data, chunked);
	}
}

export class Json extends BufferedConnection {
	serialization = "json";
	stringify = JSON.stringify;
	parse = JSON.parse;

	_handleDataMessage({ data }) {
		call(op.RECEIVE, this, data);
	}

	get $protocol() {
		return protocol(this, Json);
	}

	$decode(message) {
		return this.parse(typeof message === "string" ? message : jsonDecoder.decode(message));
	}

	_send(data) {
		call(op.JSON_SEND, this, data, util.chunkedMTU);
	}
}

export class Raw extends BufferedConnection {
	serialization = "raw";

	_handleDataMessage({ data }) {
		this.emit("data", data);
	}

	_send(data) {
		this._bufferedSend(data);
	}

	close(options) {
		call(op.RAW_CLOSE, this, options);
	}
}
