// What PeerJS has for itself and applications have found.

/** In the page: has an RTCPeerConnection say that it has failed. `then` runs in the same turn. */
const fail = `
const fail = async (t, pc, then) => {
	await t.until(() => pc.connectionState === "connected", "it is connected");
	Object.defineProperty(pc, "connectionState", { value: "failed" });
	pc.dispatchEvent(new Event("connectionstatechange"));
	then?.();
};`;

const withFail = (run) => `async (t) => { ${fail} return (${run})(t, fail); }`;

const FAILURE = 'ab error Error "negotiation-failed" "Negotiation of connection to bob failed."';
const TOLD = "what has failed is told, also where the ICE state does not say so";

export default {
	...Object.fromEntries(
		["dataChannel", "peerConnection"].map((name) => [
			`a ${name} that is frozen`,
			{
				run: `async (t) => {
					const { ab, ba } = await t.pair({ reliable: true });
					const came = t.event(ba, "data", (data) => data === 11);
					Object.freeze(ab.${name});
					for (let i = 0; i < 12; i++) t.attempt("send", () => ab.send(i));
					await came;
				}`,
			},
		]),
	),

	"a threshold of the application's own, which cannot be deleted": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			Object.defineProperty(ab.dataChannel, "bufferedAmountLowThreshold", { value: 1, writable: true });
			const came = t.event(ba, "data");
			t.attempt("send", () => ab.send(new Uint8Array(3_000_000)));
			t.log("came", (await came).byteLength);
		},
	},

	"a send of the channel that closes the connection": {
		run: async (t) => {
			const { ab } = await t.pair({ reliable: true });
			t.watch(ab, "ab");
			const { send } = ab.dataChannel;
			ab.dataChannel.send = function (data) {
				send.call(this, data);
				ab.close();
			};
			t.attempt("send", () => ab.send("x"));
		},
	},

	"an RTCPeerConnection of the application's tests: no listeners, no promises": {
		run: async (t) => {
			const { RTCPeerConnection } = window;
			window.RTCPeerConnection = class {
				iceConnectionState = "new";
				signalingState = "stable";
				createDataChannel() {
					return { addEventListener() {}, removeEventListener() {}, close() {} };
				}
				async createOffer() {
					return { type: "offer", sdp: "sdp" };
				}
				setLocalDescription() {}
				close() {}
			};
			const alice = t.watch(await t.openPeer("alice"), "alice");
			const errors = [];
			addEventListener("error", ({ message }) => errors.push(message));
			t.attempt("connect", () => typeof alice.connect("bob"));
			// The server has nobody of this name; the offer has gone out.
			await t.event(alice, "error");
			t.log("errors", errors);
			alice.destroy();
			window.RTCPeerConnection = RTCPeerConnection;
		},
	},

	"an onopen of the application's own": {
		run: async (t) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			for (const serialization of ["binary", "json", "raw"]) {
				const connects = t.event(bob, "connection");
				const ab = alice.connect(bob.id, { serialization, reliable: true });
				ab.dataChannel.onopen = () => {};
				const ba = await connects;
				ba.on("open", () => {
					for (let i = 0; i < 12; i++) ba.send(`${i}`);
					if (serialization === "binary") ba.send(new Uint8Array(100_000));
				});
				t.watch(ab, serialization, ["data"]);
				await t.event(ab, "data", (value) => (serialization === "binary" ? value.length === 100_000 : value === "11"));
				t.log("is open", ab.open);
			}
		},
	},

	"the heartbeat that applications send themselves": {
		run: async (t) => {
			const alice = await t.openPeer("alice");
			const { socket } = alice;
			t.log("open", socket._wsOpen());
			const sent = [];
			const { send } = socket._socket;
			socket._socket.send = function (text) {
				sent.push(text);
				return send.call(this, text);
			};
			if (socket._wsOpen()) socket.send({ type: "HEARTBEAT" });
			socket._sendHeartbeat();
			t.log("sent", sent);
			alice.disconnect();
			t.log("disconnected", socket._wsOpen());
			t.attempt("_sendHeartbeat", () => socket._sendHeartbeat());
			alice.reconnect();
			t.log("connecting", socket._wsOpen());
		},
	},

	"_handleMessage replaced": {
		run: async (t) => {
			class MyPeer extends t.Peer {
				_handleMessage(message) {
					if (message.type !== "CANDIDATE") t.log("subclass", message.type);
					super._handleMessage(message);
				}
			}
			const bob = await t.openPeer("bob");
			const alice = new MyPeer(t.id("alice"), t.options());
			await t.event(alice, "open");
			const handle = bob._handleMessage;
			bob._handleMessage = function (message) {
				if (message.type !== "CANDIDATE") t.log("replaced", message.type);
				return handle.call(this, message);
			};
			const { ab, ba } = await t.link(alice, bob, { reliable: true });
			await t.roundTrip(ab, ba);
		},
	},

	"_cleanup and _abort": {
		run: async (t) => {
			const { ab, ba, alice, bob } = await t.pair({ reliable: true });
			t.watch(alice, "alice");
			t.watch(ab, "ab");
			const closed = t.event(ba, "close");
			alice._cleanup();
			t.log("cleaned up", alice.connections, alice.destroyed, alice.disconnected, alice.socket.eventNames());
			await closed;
			alice.destroy();
			t.attempt("once more", () => alice._cleanup());
			t.watch(bob, "bob");
			t.attempt("_abort", () => bob._abort("network", "the application's reason"));
			t.log("aborted", bob.destroyed, bob.disconnected);
		},
	},

	"a message for the server before there is an id": {
		run: async (t) => {
			const alice = new t.Peer(t.options());
			t.watch(alice, "alice", ["error", "close", "disconnected"]);
			t.attempt("without a type", () => alice.socket.send({ payload: 1 }));
			t.log("it is dropped", alice.socket._messagesQueue.length, alice.destroyed);
			alice.destroy();
		},
	},

	"the handlers of the data channel": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			for (const channel of [ab.dataChannel, ba.dataChannel]) t.log("handlers", typeof channel.onopen, typeof channel.onmessage, typeof channel.onclose);
			const { onmessage } = ba.dataChannel;
			let seen = 0;
			ba.dataChannel.onmessage = function (event) {
				seen += event.data.byteLength > 0;
				onmessage.call(this, event);
			};
			await t.roundTrip(ab, ba);
			t.log("the application's has seen messages", seen > 0);
			const { dataChannel } = ba;
			ba.close();
			t.log("closed", dataChannel.onopen, dataChannel.onmessage, dataChannel.onclose);
		},
	},

	"how many chunks have come": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			const most = {};
			ba.dataChannel.addEventListener("message", () => {
				const [chunks] = Object.values(ba._chunkedData);
				if (!chunks) return;
				most.fits = chunks.count > 0 && chunks.count < chunks.total;
				most.grows = chunks.count > (most.count ?? 0);
				most.count = chunks.count;
				most.rest = chunks.total - chunks.count;
			});
			const data = t.event(ba, "data");
			ab.send(new Uint8Array(3_000_000));
			await data;
			t.log("of some chunks but the last", most.fits, most.grows, most.count > 1, most.rest);
			t.log("none is left", Object.keys(ba._chunkedData).length);
		},
	},

	"util replaced": {
		run: async (t) => {
			const { randomToken, supports } = t.util;
			t.util.randomToken = () => "token-of-the-application";
			const alice = await t.openPeer("alice");
			t.log("token", alice.options.token);
			const stream = document.createElement("canvas").captureStream();
			const call = alice.call(t.id("nobody"), stream);
			t.log("id of a call", call.connectionId);
			t.util.randomToken = randomToken;
			t.util.supports = { ...supports, audioVideo: false, data: false };
			const bob = new t.Peer(t.id("bob"), t.options());
			t.watch(bob, "bob");
			await t.event(bob, "error");
			t.util.supports = supports;
			await t.openPeer("carol");
			t.log("key", t.Peer.DEFAULT_KEY);
		},
	},

	"emitError of the application's own types": {
		run: async (t) => {
			const { ab } = await t.pair();
			ab.on("error", ({ type, message }) => t.log("error", typeof type, type, message));
			for (const type of [5, undefined, "mine"]) t.attempt(String(type), () => ab.emitError(type, "text"));
		},
	},

	"connections that are closed, or of a peer": {
		run: async (t) => {
			const { ab, ba, alice, bob } = await t.pair({ reliable: true });
			const call = alice.call(bob.id, document.createElement("canvas").captureStream());
			t.log("binary", typeof ab.chunker.chunk, ab.chunker.chunkedMTU);
			for (const connection of [ab, ba, call]) t.log("_negotiator", !!connection._negotiator);
			const { peerConnection } = ab;
			// PeerJS forgets every other of several.
			call.close();
			const closed = t.event(ba, "close");
			alice._cleanupPeer(bob.id);
			await closed;
			for (const connection of [ab, ba, call]) t.log("_negotiator", connection._negotiator, connection.open);
			for (const name of ["onicecandidate", "oniceconnectionstatechange", "ondatachannel", "ontrack"]) t.log(name, typeof peerConnection[name]);
			t.attempt("of nobody", () => alice._cleanupPeer("nobody"));
		},
	},

	"a state of the application's own to decide about": {
		run: withFail(async (t, fail) => {
			const { ab, ba } = await t.pair({ reliable: true });
			t.watch(ab, "ab");
			const pc = ab.peerConnection;
			pc.oniceconnectionstatechange = () => t.log("the application's");
			await fail(t, pc);
			await t.roundTrip(ab, ba);
			t.log("still open", ab.open, ba.open);
		}),
	},

	"a state that the application decides about since it was told": {
		run: withFail(async (t, fail) => {
			const { ab, ba } = await t.pair({ reliable: true });
			t.watch(ab, "ab");
			const pc = ab.peerConnection;
			await fail(t, pc, () => (pc.oniceconnectionstatechange = () => {}));
			await t.roundTrip(ab, ba);
			t.log("still open", ab.open, ba.open);
		}),
	},

	"a failed connection, seen by the application's own listener": {
		run: withFail(async (t, fail) => {
			const { ab } = await t.pair({ reliable: true });
			t.watch(ab, "ab");
			const pc = ab.peerConnection;
			await t.until(() => pc.connectionState === "connected", "it is connected");
			for (const name of ["first", "second"]) pc.addEventListener("connectionstatechange", () => t.log(name, ab.peerConnection.connectionState));
			await fail(t, pc, () => t.log("dispatched", ab.open));
			await t.turn();
		}),
		differences: [{ why: TOLD, peerjs: ["dispatched true"], ours: ["dispatched true", FAILURE, "ab close"] }],
	},

	"a failed connection whose channel closes before that is told": {
		run: withFail(async (t, fail) => {
			const { ab } = await t.pair({ reliable: true });
			t.watch(ab, "ab");
			// As in Firefox, where the task of that comes first.
			await fail(t, ab.peerConnection, () => ab.dataChannel.dispatchEvent(new Event("close")));
			t.log("dispatched", ab.open);
			await t.turn();
		}),
		differences: [{ why: TOLD, peerjs: ["ab close"], ours: [FAILURE, "ab close"] }],
	},

	"channels whose limits are the most that there can be": {
		run: async (t) => {
			// As those of node-webrtc.
			for (const name of ["maxRetransmits", "maxPacketLifeTime"]) Object.defineProperty(RTCDataChannel.prototype, name, { value: 65535 });
			const { ab, ba } = await t.pair({ reliable: true });
			const data = t.event(ba, "data");
			ab.on("error", (error) => t.log("error", error.type));
			ab.send(new Uint8Array(300_000));
			t.log("arrives", (await data).byteLength);
		},
	},
};
