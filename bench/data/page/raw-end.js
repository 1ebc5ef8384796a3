// The raw channel, as a page of its own would use it: large values are announced
// and cut to messages, which the channel's own events pace.

// The channel never runs dry, and filling it up does not keep the page for long.
// More or less, from 1 MB to 12 MB, moved no faster.
const HIGH = 2 << 20;
const LOW = 1 << 20;
// What is read of a Blob at a time.
const SLICE = 4 << 20;

const ANNOUNCEMENT = "bytes ";

export class RawEnd {
	/** Is given each value that arrives. */
	listener = () => {};
	/** The largest message, in bytes. */
	messageSize;
	/** Rejects when the channel does not live. */
	failed;
	#channel;
	/** What is arriving, and how much of it is there. */
	#incoming;
	#filled = 0;

	constructor(channel) {
		this.#channel = channel;
		channel.binaryType = "arraybuffer";
		channel.bufferedAmountLowThreshold = LOW;
		channel.addEventListener("message", ({ data }) => this.#receive(data));
		this.failed = new Promise((_, reject) => {
			channel.addEventListener("error", ({ error }) => reject(error));
			channel.addEventListener("close", () => reject(new Error("the channel closed")));
		});
	}

	send(value) {
		if (value instanceof Blob) return this.#sendBlob(value);
		if (value.length > this.messageSize) return this.#sendBytes(value);
		this.#channel.send(value);
	}

	/** One has to be cut before the next. */
	async sendAgain(value, count) {
		for (let i = 0; i < count; i++) {
			if (value.length > this.messageSize) await this.#sendBytes(value);
			else await this.#sendParts(value);
		}
	}

	/** A small object as a page without a library may send it: bytes, as many as PeerJS makes of it. */
	message(object) {
		return new Uint8Array(peerjs.util.pack(object));
	}

	async #sendBytes(bytes) {
		this.#announce(bytes.length);
		await this.#sendParts(bytes);
	}

	async #sendBlob(blob) {
		this.#announce(blob.size);
		const read = (start) => blob.slice(start, start + SLICE).arrayBuffer();
		let next = read(0);
		for (let start = 0; start < blob.size; start += SLICE) {
			const slice = await next;
			// Read ahead, so that the disk and the network do not wait for each other.
			next = read(start + SLICE);
			await this.#sendParts(new Uint8Array(slice));
		}
	}

	#announce(size) {
		this.#channel.send(`${ANNOUNCEMENT}${size}`);
	}

	async #sendParts(bytes) {
		for (let start = 0; start < bytes.length; start += this.messageSize) {
			if (this.#channel.bufferedAmount >= HIGH) await this.#drained();
			this.#channel.send(bytes.subarray(start, start + this.messageSize));
		}
	}

	#drained() {
		return new Promise((resolve) => this.#channel.addEventListener("bufferedamountlow", resolve, { once: true }));
	}

	#receive(data) {
		if (this.#incoming) return this.#fill(new Uint8Array(data));
		if (typeof data !== "string" || !data.startsWith(ANNOUNCEMENT)) return this.listener(data);
		this.#incoming = new Uint8Array(Number(data.slice(ANNOUNCEMENT.length)));
		this.#filled = 0;
	}

	#fill(part) {
		this.#incoming.set(part, this.#filled);
		this.#filled += part.length;
		if (this.#filled < this.#incoming.length) return;
		const value = this.#incoming;
		this.#incoming = undefined;
		this.listener(value);
	}
}

// --- Signalling, which the runner carries from page to page -----------------------

let connection;
let opened;

function start() {
	connection = new RTCPeerConnection();
	// In both pages the same, so that neither waits for the other to announce it.
	const channel = connection.createDataChannel("raw", { negotiated: true, id: 0 });
	opened = new Promise((resolve) => channel.addEventListener("open", () => resolve(new RawEnd(channel))));
}

export async function offer() {
	start();
	return describe(await connection.createOffer());
}

export async function answer(offer) {
	start();
	await connection.setRemoteDescription(offer);
	return describe(await connection.createAnswer());
}

export function accept(answer) {
	return connection.setRemoteDescription(answer);
}

/** Resolves to this page's end. */
export const open = () => opened;

/** The description with all candidates in it. */
async function describe(description) {
	const gathered = new Promise((resolve) => {
		connection.addEventListener("icecandidate", ({ candidate }) => candidate || resolve());
	});
	await connection.setLocalDescription(description);
	await gathered;
	return connection.localDescription.toJSON();
}
