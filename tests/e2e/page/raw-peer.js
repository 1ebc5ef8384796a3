// A remote peer that has no library: an RTCPeerConnection and a WebSocket that
// speak the protocol, and say whatever a test makes them say.

window.RawPeer = class {
	/** Candidates that came before the answer. */
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
		this.connectionId = `dc_${this.id}`;
		const arrives = this.t.event(peer, "connection");
		this.pc = new RTCPeerConnection();
		const about = { type: "data", connectionId: this.connectionId };
		this.pc.onicecandidate = ({ candidate }) => candidate?.candidate && this.send("CANDIDATE", peer.id, { candidate, ...about });
		const channel = this.pc.createDataChannel(label, { ordered: true });
		await this.pc.setLocalDescription();
		this.send("OFFER", peer.id, { sdp: this.pc.localDescription, label, serialization, reliable: true, peerjsWasm, ...about });
		const connection = await arrives;
		await this.t.until(() => channel.readyState === "open" && connection.open, "the channel opens");
		return { channel, connection };
	}

	async #heard({ type, payload }) {
		if (type === "OPEN") this.welcomed();
		else if (type === "ANSWER") {
			// To an offer that was sent again.
			if (!this.#early) return;
			await this.pc.setRemoteDescription(payload.sdp);
			for (const candidate of this.#early) this.pc.addIceCandidate(candidate);
			this.#early = undefined;
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
 * A hostile peer that is connected to a Peer of ours: `attack(context)` is what it
 * does. What the connection tells stands in `told`.
 */
window.attacked = async (t, options, attack) => {
	const { peer: peerOptions, ...connectOptions } = options;
	const peer = await t.openPeer("victim", peerOptions);
	const mallory = new RawPeer(t, "mallory");
	const { channel, connection } = await mallory.connect(peer, connectOptions);
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
