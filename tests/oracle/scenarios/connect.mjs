// peer.connect(): options, what both ends see, what goes wrong.

/** The fields that applications read. */
const FIELDS = ["peer", "label", "metadata", "serialization", "reliable", "open", "type", "bufferSize", "connectionId", "dataChannel", "peerConnection", "options", "provider"];

/** In the page: logs a connection, with what its channel says. */
const inspect = `const inspect = (lane, label, connection) => {
	for (const name of ${JSON.stringify(FIELDS)}) {
		if (name !== "options") lane.log(label + "." + name, connection[name]);
	}
	if (connection.peerConnection) lane.log(label + ".peerConnection.onconnectionstatechange", connection.peerConnection.onconnectionstatechange);
	const channel = connection.dataChannel;
	if (channel) lane.log(label + ".dataChannel", channel.label === connection.label, channel.ordered, channel.maxRetransmits, channel.maxPacketLifeTime, channel.negotiated, channel.protocol);
};`;

const withInspect = (run) => `async (t) => { ${inspect}; return (${run})(t, inspect); }`;

/** One connection with these options, seen at every stage from both ends. */
const stages = (options) => ({
	run: withInspect(`async (t, inspect) => {
		const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
		const remote = t.lane("bob");
		bob.on("connection", (ba) => inspect(remote, "at connection", ba));
		const arrives = t.event(bob, "connection");
		const ab = alice.connect(bob.id${options === undefined ? "" : `, ${JSON.stringify(options)}`});
		inspect(t, "at once", ab);
		t.log("options", ab.options);
		const opens = t.event(ab, "open");
		const ba = await arrives;
		await Promise.all([opens, ba.open || t.event(ba, "open")]);
		inspect(t, "open", ab);
		inspect(remote, "open", ba);
		remote.log("option keys", Object.keys(ba.options));
		t.log("same ids", ab.connectionId === ba.connectionId, ab.label === ba.label);
		t.log("registered", alice.connections[bob.id], bob.connections[alice.id], alice.getConnection(bob.id, ab.connectionId) === ab);
		const closed = t.event(ba, "close");
		ab.close();
		inspect(t, "closed", ab);
		t.log("registered", alice.connections);
		await closed;
		inspect(remote, "closed", ba);
	}`),
});

export default {
	"no options": stages(),
	"empty options": stages({}),
	"label, metadata": stages({ label: "chat", metadata: { name: "Alice", list: [1, 2, { deep: null }] } }),
	"metadata: a string": stages({ metadata: "just text" }),
	"reliable": stages({ reliable: true }),
	"not reliable": stages({ reliable: false }),
	"serialization binary": stages({ serialization: "binary" }),
	"serialization binary-utf8": stages({ serialization: "binary-utf8" }),
	"serialization json": stages({ serialization: "json" }),
	"serialization raw": stages({ serialization: "raw" }),
	"serialization default": stages({ serialization: "default" }),
	"all together": stages({ label: "all", metadata: 7, serialization: "json", reliable: true, own: "kept" }),
	"a connectionId of one's own": stages({ connectionId: "mine" }),

	"serialization none": {
		run: async (t) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			const connection = t.attempt("connect", () => alice.connect(bob.id, { serialization: "none" }));
			if (!connection) return;
			const ba = await t.event(bob, "connection");
			t.log("serialization", connection.serialization, ba.serialization);
			await t.event(connection, "open");
			const data = t.event(ba, "data");
			connection.send("as it is");
			t.log("data", await data);
		},
		differences: [
			{
				why: "the documentation promises `none`; in 1.5.5 it is missing. Ours: the same as raw",
				peerjs: ["connect throws TypeError"],
				ours: ["connect returns <connection>", 'serialization "raw" "raw"', 'data "as it is"'],
			},
		],
	},

	"unknown serialization": {
		run: async (t) => {
			const peer = t.watch(await t.openPeer("alice"), "alice");
			t.attempt("nonsense", () => peer.connect("bob", { serialization: "nonsense" }));
			t.attempt("empty", () => peer.connect("bob", { serialization: "" }));
			t.attempt("undefined", () => peer.connect("bob", { serialization: undefined }));
			t.attempt("inherited name", () => peer.connect("bob", { serialization: "toString" }));
			t.log("connections", peer.connections);
			t.log("alice goes on", peer.open, peer.connect("bob"));
		},
	},

	"serializers of one's own": {
		run: async (t) => {
			// The script exports no base class: applications take one from a Peer.
			const { raw: Raw } = t.peer("donor")._serializers;
			class Shout extends Raw {
				serialization = "shout";
				_handleDataMessage({ data }) {
					this.emit("data", `${data}!`);
				}
				_send(data) {
					this._bufferedSend(String(data).toUpperCase());
				}
			}
			const { alice, ab, ba } = await t.pair({ serialization: "shout" }, { serializers: { shout: Shout } });
			t.log("classes", ab instanceof Shout, ba instanceof Shout, ab instanceof Raw);
			t.log("known", Object.keys(alice._serializers));
			const data = t.event(ba, "data");
			t.log("send", ab.send("hello"));
			t.log("data", await data);
		},
	},

	"a serializer that replaces the default": {
		run: async (t) => {
			const { raw: Raw } = t.peer("donor")._serializers;
			const { ab, ba } = await t.pair({}, { serializers: { default: Raw } });
			t.log("serialization", ab.serialization, ba.serialization, ab instanceof Raw);
		},
	},

	"stringify and parse of one's own": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ serialization: "json" });
			t.log("at first", ab.stringify === JSON.stringify, ab.parse === JSON.parse);
			ab.stringify = (value) => JSON.stringify({ wrapped: value });
			ba.parse = (text) => JSON.parse(text).wrapped;
			const data = t.event(ba, "data");
			ab.send("hello");
			t.log("data", await data);
		},
	},

	"sdpTransform": {
		run: async (t) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			bob.on("connection", (connection) => t.log("bob", connection.metadata));
			const ab = alice.connect(bob.id, {
				metadata: 1,
				sdpTransform: (sdp) => {
					t.log("sdpTransform", sdp.startsWith("v=0"));
					return `${sdp}a=x-test:1\r\n`;
				},
			});
			await t.event(ab, "open");
			t.log("on the wire", t.sent("OFFER")[0].payload.sdp.sdp.includes("x-test"));
		},
	},

	"a channel that says twice that it is open": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			for (const [name, connection] of [["ab", ab], ["ba", ba]]) {
				t.watch(connection, name, ["open"]);
				connection.dataChannel.dispatchEvent(new Event("open"));
				t.log(name, connection.open);
			}
			await t.roundTrip(ab, ba);
		},
		// Chromium does so, on a busy machine, of a channel that the other end has made.
		differences: ["ab", "ba"].map((name) => ({ why: "a connection opens once", peerjs: [`${name} open`, `${name} true`], ours: [`${name} true`] })),
	},

	"ids that are not strings": {
		run: async (t) => {
			const alice = t.watch(await t.openPeer("alice"), "alice", ["close", "disconnected"]);
			const bob = new t.Peer(7, t.options());
			await t.event(bob, "open");
			const connection = alice.connect(7);
			t.log("peer", connection.peer, Object.keys(alice.connections));
			// The server keeps its clients by text, so 7 is nobody.
			const end = await Promise.race([t.event(connection, "open").then(() => "open"), t.event(alice, "error").then(({ type }) => type)]);
			t.log("end", end);
		},
		server: { expire_timeout: 200, cleanup_out_msgs: 100 },
		fresh: true,
	},

	"before open": {
		run: async (t) => {
			// The id is held back, so that the offer is ready before there is a socket.
			await t.scripted.configure({ hold: true });
			const alice = new t.Peer(t.scripted.options());
			const early = alice.connect("bob", { label: "early" });
			t.log("at once", early.open, early.peer, alice.connections);
			await t.until(() => early.peerConnection.signalingState === "have-local-offer", "early offer");
			await t.turn();
			const opens = t.event(alice, "open");
			await t.scripted.configure({ hold: false });
			await opens;
			alice.connect("bob", { label: "late" });
			await t.until(() => t.sent("OFFER").some(({ payload }) => payload.label === "late"), "late offer");
			t.log("offers", t.sent("OFFER").map(({ payload }) => payload.label));
		},
		differences: [
			{
				why: "the documentation promises that messages made before open are queued; PeerJS drops them (#652)",
				peerjs: ['offers ["late"]'],
				ours: ['offers ["early", "late"]'],
			},
		],
	},

	"while it reconnects": {
		run: async (t) => {
			const alice = await t.openScripted("alice");
			alice.disconnect();
			// The socket is open, and OPEN, long after the offer is ready.
			const { WebSocket } = window;
			let open;
			window.WebSocket = class extends EventTarget {
				constructor(url) {
					super();
					open = () => {
						const socket = new WebSocket(url);
						for (const handler of ["onopen", "onmessage", "onclose"]) socket[handler] = (event) => this[handler]?.(event);
						this.send = (data) => socket.send(data);
						this.close = () => socket.close();
						Object.defineProperty(this, "readyState", { get: () => socket.readyState });
					};
				}
			};
			alice.reconnect();
			const early = alice.connect("bob", { label: "early" });
			await t.until(() => early.peerConnection.signalingState === "have-local-offer", "early offer");
			await t.turn();
			open();
			await t.event(alice, "open");
			alice.connect("bob", { label: "late" });
			await t.until(() => t.sent("OFFER").some(({ payload }) => payload.label === "late"), "late offer");
			t.log("offers", t.sent("OFFER").map(({ payload }) => payload.label));
		},
		differences: [
			{ why: "messages wait for the server, as documented; PeerJS drops the offer", peerjs: ['offers ["late"]'], ours: ['offers ["early", "late"]'] },
		],
	},

	"several connections between the same two": {
		run: async (t) => {
			const { alice, bob, ab, ba } = await t.pair({ label: "one", reliable: true });
			const two = await t.link(alice, bob, { label: "two", reliable: true });
			const back = await t.link(bob, alice, { label: "three", reliable: true });
			t.log("labels", alice.connections[bob.id].map(({ label }) => label), bob.connections[alice.id].map(({ label }) => label));
			t.watch(ba, "one");
			t.watch(two.ba, "two");
			await t.roundTrip(ab, ba);
			await t.roundTrip(two.ab, two.ba);
			await t.roundTrip(back.ab, back.ba);
			const closed = t.event(ba, "close");
			ab.close();
			t.log("labels", alice.connections[bob.id].map(({ label }) => label));
			await closed;
			t.log("labels", bob.connections[alice.id].map(({ label }) => label));
		},
	},

	"keys of a connection": {
		run: async (t) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			for (const serialization of ["binary", "json", "raw"]) {
				const { ab, ba } = await t.link(alice, bob, { serialization, metadata: { some: 1 } });
				const names = ["peer", "provider", "options", "metadata", "connectionId", "label", "reliable", "serialization", "peerConnection", "dataChannel", "_open", "stringify", "parse"];
				for (const [end, connection] of Object.entries({ ab, ba })) {
					const own = Object.keys(connection);
					t.log(`${serialization} ${end} own`, names.filter((name) => own.includes(name)));
					const copy = { ...connection };
					t.log(`${serialization} ${end} copy`, copy.label === connection.label, copy.metadata, copy.serialization, copy.open, copy.peerConnection === connection.peerConnection);
					t.log(`${serialization} ${end} in`, [...names, "open", "type", "bufferSize", "send", "close", "handleMessage", "emitError"].filter((name) => name in connection));
				}
			}
		},
	},

	"the browser's own objects": {
		run: async (t) => {
			const { alice, ab } = await t.pair();
			t.log("classes", ab.peerConnection instanceof RTCPeerConnection, ab.dataChannel instanceof RTCDataChannel);
			t.log("channel", ab.dataChannel.readyState, ab.dataChannel.binaryType);
			t.log("handlers", ["onicecandidate", "oniceconnectionstatechange", "ondatachannel", "ontrack"].map((name) => typeof ab.peerConnection[name]));
			t.log("provider", ab.provider === alice, ab.provider.options.config);
			t.log("configuration", ab.peerConnection.getConfiguration().iceServers);
		},
	},

	"servers with url, in a browser that does not know it": {
		run: async (t) => {
			const { RTCPeerConnection } = window;
			window.RTCPeerConnection = class extends RTCPeerConnection {
				constructor(config) {
					if (config.iceServers.some(({ urls }) => urls === undefined)) throw new TypeError("test: no urls");
					super(config);
				}
			};
			const config = { iceServers: [{ url: "stun:127.0.0.1:3478" }, { urls: ["stun:127.0.0.1:3479"] }], iceTransportPolicy: "relay" };
			const alice = t.peer("alice", { config });
			await t.event(alice, "open");
			t.attempt("connect", () => {
				const pc = alice.connect(t.id("bob")).peerConnection;
				t.log("configuration", pc.getConfiguration().iceTransportPolicy, pc.getConfiguration().iceServers.map(({ urls }) => [urls].flat()));
			});
			t.log("options", alice.options.config === config, config.iceServers);
			Object.assign(window, { RTCPeerConnection });
		},
		differences: [
			{
				why: "such a browser is Safari, where webrtc-adapter, which is part of PeerJS, does so too",
				peerjs: ['connect throws TypeError "test: no urls"'],
				ours: ['configuration "relay" [["stun:127.0.0.1:3478"], ["stun:127.0.0.1:3479"]]', "connect returns undefined"],
			},
		],
	},

	"iceStateChanged": {
		run: async (t) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			const states = { ab: [], ba: [] };
			bob.on("connection", (ba) => ba.on("iceStateChanged", (state) => states.ba.push(state)));
			const ab = alice.connect(bob.id);
			ab.on("iceStateChanged", (state) => states.ab.push(state));
			const done = (list) => list.includes("connected") || list.includes("completed");
			await t.until(() => done(states.ab) && done(states.ba), "ICE connects");
			t.log("first", states.ab[0], states.ba[0]);
		},
	},
};
