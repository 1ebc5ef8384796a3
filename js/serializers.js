// The serializations that PeerJS's script has.

import { BufferedConnection } from "./connection.js";
import * as op from "./op.js";
import { call } from "./rust.js";

export class BinaryPack extends BufferedConnection {
	serialization = "binary";
	/** Transfer id → the chunks that have come. */
	_chunkedData = {};
	/** How many messages were chunked. */
	_transfers = 0;

	_handleDataMessage({ data }) {
		call(op.BINARY_RECEIVE, this, data);
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
		call(op.JSON_RECEIVE, this, data);
	}

	_send(data) {
		call(op.JSON_SEND, this, data);
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
