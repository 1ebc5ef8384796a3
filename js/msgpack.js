// The MsgPack serializer: a stream of MessagePack values, as @msgpack/msgpack
// writes and reads them.

import { Decoder, encode } from "./msgpack-codec.js";
import { Peer } from "./peer.js";
import { StreamConnection } from "./stream.js";

export class MsgPack extends StreamConnection {
	serialization = "MsgPack";
	_decoder = new Decoder();

	constructor(peer, provider, options) {
		super(peer, provider, options);
		deliverAll(this, this._rawReadStream.getReader());
	}

	_send(data) {
		const bytes = encode(data);
		return bytes instanceof Promise ? bytes.then((whole) => write(this, whole)) : write(this, bytes.slice());
	}
}

/** Resolves also where the connection closes first, which has an event of its own. */
function write({ writer }, bytes) {
	return writer.write(bytes).catch(() => {});
}

async function deliverAll(connection, reader) {
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return;
		const values = connection._decoder.push(value)[Symbol.iterator]();
		while (connection.open && deliver(connection, values));
	}
}

/** Delivers the next value; returns whether there may be another. */
function deliver(connection, values) {
	let next;
	try {
		next = values.next();
	} catch (error) {
		connection.emitError("deserialization-failed", error);
		return false;
	}
	if (next.done) return false;
	if (next.value?.__peerData?.type === "close") connection.close();
	else {
		try {
			connection.emit("data", next.value);
		} catch (error) {
			// A listener's: to be seen as such, but not to end the connection.
			setTimeout(() => {
				throw error;
			});
		}
	}
	return true;
}

/** A Peer whose connections are MsgPack unless they say otherwise. */
export class MsgPackPeer extends Peer {
	_serializers = { MsgPack, default: MsgPack };
}
