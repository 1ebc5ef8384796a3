// A data connection over streams, as PeerJS exports it for serializers that
// write and read bytes without regard to messages.

import { DataConnection } from "./connection.js";
import { logger } from "./logger.js";
import { whenTaking } from "./taking.js";

/** Bytes that the channel may hold before more have to wait. */
const HIGH_WATER = 8 << 20;

export class StreamConnection extends DataConnection {
	/** Bytes that go in one message of the channel. */
	_CHUNK_SIZE = 32 * 1024;

	/** Resolves when the channel takes what is sent. */
	_taking = Promise.resolve();

	_splitStream = new TransformStream({
		transform: (bytes, controller) => {
			for (let at = 0; at < bytes.length; at += this._CHUNK_SIZE) {
				controller.enqueue(bytes.subarray(at, at + this._CHUNK_SIZE));
			}
		},
	});

	_rawSendStream = new WritableStream({ write: (bytes) => this._taking.then(() => hand(this.dataChannel, bytes)) });

	/** Takes Uint8Arrays, which must not change until they are sent. */
	writer = this._splitStream.writable.getWriter();

	/** What comes from the channel, ArrayBuffer by ArrayBuffer. */
	_rawReadStream = new ReadableStream({
		start: (controller) => {
			this.once("open", () => {
				this.dataChannel.addEventListener("message", ({ data }) => controller.enqueue(data));
				this.dataChannel.addEventListener("close", () => controller.close(), { once: true });
			});
		},
	});

	constructor(peer, provider, options) {
		super(peer, provider, { ...options, reliable: true });
		this._splitStream.readable.pipeTo(this._rawSendStream).catch((error) => {
			logger.error(`DC#:${this.connectionId} Error when sending:`, error);
			this.close();
		});
	}

	_initializeDataChannel(channel) {
		super._initializeDataChannel(channel);
		channel.binaryType = "arraybuffer";
		channel.bufferedAmountLowThreshold = HIGH_WATER / 2;
		if (this.options._payload) this._taking = new Promise((resolve) => whenTaking(channel, resolve));
	}
}

/** Gives bytes to the channel when it has room. */
async function hand(channel, bytes) {
	if (channel?.bufferedAmount > HIGH_WATER - bytes.length) {
		await new Promise((resolve) => {
			channel.addEventListener("bufferedamountlow", resolve, { once: true });
			channel.addEventListener("close", resolve, { once: true });
		});
	}
	if (channel?.readyState !== "open") throw new Error("The connection is closed.");
	channel.send(bytes);
}
