// The MsgPack serializer: a stream of MessagePack values, as @msgpack/msgpack
// writes and reads them.

import { Decoder, encode, ExtData } from "./msgpack-codec.js";
import { Peer } from "./peer.js";
import { StreamConnection } from "./stream.js";

/** Asks the other end to close, if that is one of ours: what no application sends. */
const CLOSE = new ExtData(0x50, new Uint8Array(0));

export class MsgPack extends StreamConnection {
	serialization = "MsgPack";
	$decoder = new Decoder();
	/** While a Blob is read: resolves when what was sent last is on its way, or cannot be. */
	$reading = undefined;
	/** Resolves when the other end was asked to close. */
	$flushed;
	_bufferSize = 0;

	constructor(peer, provider, options) {
		super(peer, provider, options);
		deliverAll(this, this._rawReadStream.getReader());
	}

	/** Messages that wait for the channel, as the documentation promises. */
	get bufferSize() {
		return this._bufferSize;
	}

	get $protocol() {
		return 1;
	}

	close(options) {
		if (options?.flush && this.$framed && this.open && !this.$closing) {
			this.$flushed = this._send(CLOSE);
			this.$closing = true;
		} else super.close(options);
	}

	_send(data) {
		let bytes = encode(data);
		// A view of wasm memory does not last.
		if (!(bytes instanceof Promise)) bytes = bytes.slice();
		this._bufferSize++;
		return this.$enqueue(bytes).finally(() => this._bufferSize--);
	}

	$enqueue(bytes) {
		if (!this.$reading && !(bytes instanceof Promise)) return write(this, bytes);
		// What comes after a Blob waits until that was read, or cannot be.
		let written;
		const before = this.$reading;
		const handed = Promise.all([bytes, before]).then(([whole]) => void (written = write(this, whole)));
		const goOn = () => {
			if (this.$reading === reading) this.$reading = undefined;
		};
		const reading = (this.$reading = Promise.allSettled([handed, before]).then(goOn));
		return handed.then(
			() => written,
			(error) => this.open && this.emitError("send-failed", error),
		);
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
		if (typeof value === "string") {
			refuse(connection, "This connection takes no text.");
			continue;
		}
		const values = connection.$decoder.push(value, connection.provider?.options.maxReceiveBytes)[Symbol.iterator]();
		while (connection.open && deliver(connection, values));
	}
}

/** All that the other end has sent is there; what this one has promised to deliver before it closes goes out first. */
function closeAsAsked(connection) {
	if (connection.$closing) connection.$flushed?.then(() => connection.dataChannel?.close());
	else connection.close();
}

/** Delivers the next value; returns whether there may be another. */
function deliver(connection, values) {
	let next;
	try {
		next = values.next();
	} catch (error) {
		refuse(connection, error);
		if (connection.$decoder.isLost) connection.close();
		return false;
	}
	if (next.done) return false;
	const { value } = next;
	const isClose = connection.$framed ? value instanceof ExtData && value.type === CLOSE.type && !value.data.length : value?.__peerData?.type === "close";
	if (isClose) closeAsAsked(connection);
	else contain(() => connection.emit("data", value));
	return true;
}

/** The connection goes on without the message. */
const refuse = (connection, error) => contain(() => connection.emitError("deserialization-failed", error));

/** What a listener throws is to be seen, but not to end the connection. */
function contain(tell) {
	try {
		tell();
	} catch (error) {
		setTimeout(() => {
			throw error;
		});
	}
}

/** A Peer whose connections are MsgPack. */
export class MsgPackPeer extends Peer {
	_serializers = { MsgPack, default: MsgPack };
}
