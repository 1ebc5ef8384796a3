// A remote peer that has no library: an RTCPeerConnection and a WebSocket that
// speak the protocol, and say whatever a test makes them say.

window.RawPeer = class {
	/** What came, to be answered. */
	offers = [];
	/** Candidates that came before the other end's description. */
	#early = [];

	constructor(t, name) {
		this.t = t;
		this.id = t.id(name);
		const { port, server } = t.setup;
		this.socket = new WebSocket(`ws://127.0.0.1:${port}/peerjs?key=${server.key ?? "peerjs"}&id=${this.id}&token=raw`);
		this.socket.onmessage = ({ data }) => this.#heard(JSON.parse(data));
		this.welcome = new Promise((resolve) => (this.welcomed = resolve));
	}

	send(type, dst, payload) {
		this.socket.send(JSON.stringify({ type, dst, payload }));
	}

	/**
	 * Connects, as one of ours if `peerjsWasm`; resolves to the channel when it is open, and
	 * to the connection that the Peer has.
	 */
	async connect(peer, { serialization = "binary", peerjsWasm, label = "raw" } = {}) {
		await this.welcome;
		const arrives = this.t.event(peer, "connection");
		const about = this.#begin(peer.id, `dc_${this.id}`);
		const channel = this.pc.createDataChannel(label, { ordered: true });
		await this.pc.setLocalDescription();
		this.send("OFFER", peer.id, { sdp: this.pc.localDescription, label, serialization, reliable: true, peerjsWasm, ...about });
		const connection = await arrives;
		await this.t.until(() => channel.readyState === "open" && connection.open, "the channel opens");
		return { channel, connection };
	}

	/** The first offer, when it has come. */
	offer() {
		return this.t.until(() => this.offers[0], "an offer comes");
	}

	/** Answers an offer, as one of ours if `peerjsWasm`; resolves to the channel when it is open. */
	async answer({ src, payload }, { peerjsWasm } = {}) {
		const about = this.#begin(src, payload.connectionId);
		const arrives = new Promise((resolve) => (this.pc.ondatachannel = ({ channel }) => resolve(channel)));
		await this.#describe(payload.sdp);
		await this.pc.setLocalDescription();
		this.send("ANSWER", src, { sdp: this.pc.localDescription, peerjsWasm, ...about });
		const channel = await arrives;
		await this.t.until(() => channel.readyState === "open", "the channel opens");
		return channel;
	}

	/** The same the other way round: the Peer connects. */
	async called(peer, { serialization = "binary", peerjsWasm } = {}) {
		await this.welcome;
		const connection = peer.connect(this.id, { serialization, reliable: true });
		const channel = await this.answer(await this.offer(), { peerjsWasm });
		await this.t.until(() => connection.open, "the channel opens");
		return { channel, connection };
	}

	/** Makes the RTCPeerConnection; what each message says of the connection. */
	#begin(remote, connectionId) {
		this.connectionId = connectionId;
		this.pc = new RTCPeerConnection();
		const about = { type: "data", connectionId };
		this.pc.onicecandidate = ({ candidate }) => candidate?.candidate && this.send("CANDIDATE", remote, { candidate, ...about });
		return about;
	}

	async #describe(sdp) {
		await this.pc.setRemoteDescription(sdp);
		for (const candidate of this.#early) this.pc.addIceCandidate(candidate);
		this.#early = undefined;
	}

	#heard({ type, src, payload }) {
		if (type === "OPEN") this.welcomed();
		else if (type === "OFFER") this.offers.push({ src, payload });
		else if (type === "ANSWER") {
			// But for one to an offer that was sent again.
			if (this.#early) return this.#describe(payload.sdp);
		} else if (type === "CANDIDATE") {
			if (this.#early) this.#early.push(payload.candidate);
			else this.pc.addIceCandidate(payload.candidate);
		}
	}

	close() {
		this.socket.onmessage = null;
		this.pc.close();
		this.socket.close();
	}
};

/**
 * A hostile peer that is connected to a Peer of ours, or that ours has connected to if
 * `answers`: `attack(context)` is what it does. What the connection tells stands in `told`.
 */
window.attacked = async (t, options, attack) => {
	const { peer: peerOptions, answers = false, ...connectOptions } = options;
	const peer = await t.openPeer("victim", peerOptions);
	const mallory = new RawPeer(t, "mallory");
	const { channel, connection } = await mallory[answers ? "called" : "connect"](peer, connectOptions);
	const told = [];
	connection.on("data", (data) => told.push(`data ${t.describe(data)}`));
	connection.on("error", ({ type }) => told.push(`error ${type}`));
	connection.on("close", () => told.push("close"));
	const bytes = (...values) => new Uint8Array(values);
	/** Sends when there is room, as no browser takes without end. */
	const send = async (message) => {
		while (channel.bufferedAmount > 1 << 20) {
			await new Promise((resolve) => {
				channel.bufferedAmountLowThreshold = 1 << 18;
				channel.onbufferedamountlow = resolve;
			});
		}
		channel.send(message);
	};
	const { pack } = peerjs.util;
	const chunk = (message) => send(pack({ n: 0, total: 2, data: new ArrayBuffer(1_000), ...message }));
	/** All that was sent has been handled: its last is a text that arrives. */
	const barrier = async () => {
		const end = t.until(() => told.at(-1) === 'data "barrier"', "the barrier arrives");
		await send(connection.serialization === "json" ? new TextEncoder().encode('"barrier"') : pack("barrier"));
		await end;
		told.pop();
	};
	await attack({ t, peer, mallory, channel, connection, told, send, bytes, pack, chunk, barrier });
	mallory.close();
	peer.destroy();
};
