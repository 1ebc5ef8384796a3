// A data connection over streams, as PeerJS exports it for serializers that
// write and read bytes without regard to messages.

import { DataConnection } from "./connection.js";
import { logger } from "./logger.js";
import { whenTaking } from "./taking.js";

export class StreamConnection extends DataConnection {
	/** Bytes that go in one message of the channel. */
	_CHUNK_SIZE = 32 * 1024;

	/** Resolves when the channel takes what is sent. */
	$taking = Promise.resolve();

	/** Aborts when the application has cancelled what comes. */
	$unread = new AbortController();

	_splitStream = new TransformStream({
		transform: (bytes, controller) => {
			for (let at = 0; at < bytes.length; at += this._CHUNK_SIZE) {
				controller.enqueue(bytes.subarray(at, at + this._CHUNK_SIZE));
			}
		},
	});

	_rawSendStream = new WritableStream({ write: (bytes) => this.$taking.then(() => hand(this, bytes)) });

	/** Takes Uint8Arrays, which must not change until they are sent. */
	writer = this._splitStream.writable.getWriter();

	/** What comes from the channel, ArrayBuffer by ArrayBuffer, until nobody reads it any more. */
	_rawReadStream = new ReadableStream({
		start: (controller) => {
			const { signal } = this.$unread;
			this.once("open", () => {
				this.dataChannel.addEventListener("message", ({ data }) => controller.enqueue(data), { signal });
				this.dataChannel.addEventListener("close", () => controller.close(), { signal });
			});
		},
		cancel: () => this.$unread.abort(),
	});

	/** Lets what waits for room in the channel go on. */
	$goOn = () => {};

	constructor(peer, provider, { ordered, maxRetransmits, maxPacketLifeTime, ...options } = {}) {
		// Bytes in order, and all of them: anything else would cut the stream.
		super(peer, provider, { ...options, reliable: true });
		this._splitStream.readable.pipeTo(this._rawSendStream).catch((error) => {
			logger.error(`DC#:${this.connectionId} Error when sending:`, error);
			this.close();
		});
	}

	_initializeDataChannel(channel) {
		super._initializeDataChannel(channel);
		channel.binaryType = "arraybuffer";
		channel.bufferedAmountLowThreshold = DataConnection.MAX_BUFFERED_AMOUNT / 2;
		if (this.options._payload) this.$taking = new Promise((resolve) => whenTaking(channel, resolve));
	}

	close(options) {
		super.close(options);
		if (this.open) return;
		// The channel tells nobody of a close that is this end's own.
		this.$goOn();
		// Chromium keeps what is piped from one stream to another until that ends. It rejects
		// where the stream has failed, which was told, or is closed already.
		this.writer.close().catch(() => {});
	}
}

/** Gives bytes to the channel when it has room. */
async function hand(connection, bytes) {
	const channel = connection.dataChannel;
	if (channel?.bufferedAmount > DataConnection.MAX_BUFFERED_AMOUNT - bytes.length) {
		const arrived = new AbortController();
		await new Promise((resolve) => {
			connection.$goOn = resolve;
			for (const event of ["bufferedamountlow", "close"]) channel.addEventListener(event, resolve, { signal: arrived.signal });
		});
		arrived.abort();
	}
	if (channel?.readyState !== "open") throw new Error("The connection is closed.");
	channel.send(bytes);
}
