// What applications build on the classes: subclasses, serializers of their own,
// replaced handlers.

/** In the page: the classes behind those that the script shows. */
const classes = `
/** PeerJS's script exports no connections: pages find the classes behind one. */
const find = (t) => {
	const unused = new t.Peer(t.id("unused"), t.options({ port: t.closedPort }));
	const { raw } = unused._serializers;
	unused.destroy();
	const BufferedConnection = Object.getPrototypeOf(raw);
	return { Raw: raw, BufferedConnection, DataConnection: Object.getPrototypeOf(BufferedConnection) };
};
const findStream = async () => {
	const library = [...document.scripts].some(({ src }) => src.includes("/lib/peerjs/")) ? "peerjs" : "ours";
	const { MsgPack } = await import(\`/lib/\${library}/serializer.msgpack.mjs\`);
	return Object.getPrototypeOf(MsgPack);
};`;

const withClasses = (run) => `async (t) => { ${classes} return (${run})(t, { find, findStream }); }`;

export default {
	"a Peer's methods": {
		run: async (t) => {
			class MyPeer extends t.Peer {
				name = "field";
				connect(id, options) {
					t.log("connect", id === t.id("bob"), options);
					return super.connect(id, { ...options, metadata: "added" });
				}
				disconnect() {
					t.log("disconnect", this.name, this.disconnected);
					super.disconnect();
				}
				destroy() {
					t.log("destroy", this.destroyed);
					super.destroy();
				}
				_removeConnection(connection) {
					t.log("_removeConnection", connection.label, connection.open);
					super._removeConnection(connection);
				}
				emitError(type, error) {
					t.log("emitError", type, error);
					super.emitError(type, error);
				}
			}
			const bob = await t.openPeer("bob");
			const alice = new MyPeer(t.id("alice"), t.options());
			t.watch(alice, "alice");
			await t.event(alice, "open");
			const { ab, ba } = await t.link(alice, bob, { label: "first" });
			t.log("metadata", ab.metadata, ba.metadata);
			ab.close();
			t.log("closed", alice.connections);
			const second = await t.link(alice, bob, { label: "second" });
			alice.disconnect();
			t.attempt("connect", () => alice.connect(t.id("bob")));
			const closed = t.event(second.ba, "close");
			alice.destroy();
			await closed;
		},
	},

	"fields and methods of the application's own": {
		run: async (t) => {
			const names = ["accepted", "add", "candidates", "changed", "closing", "createCall", "decode", "early", "framed", "greeted", "idRequest", "full", "handed", "last", "lossy", "opened", "peer", "pending", "protocol", "queued", "ready", "received", "reference", "refuse", "refused", "release", "retrieveId", "serializer", "shown", "threshold", "ticket", "tickets", "timer", "transfers", "turn"];
			const value = () => "mine";
			class MyPeer extends t.Peer {
				constructor(...args) {
					super(...args);
					for (const name of names) this[`_${name}`] = value;
				}
			}
			const mark = (connection) => {
				for (const name of names) connection[`_${name}`] = value;
			};
			const alice = new MyPeer(t.id("alice"), t.options());
			const bob = new MyPeer(t.id("bob"), t.options());
			await Promise.all([t.event(alice, "open"), t.event(bob, "open")]);
			const ab = alice.connect(bob.id, { reliable: true });
			mark(ab);
			const ba = await t.event(bob, "connection");
			mark(ba);
			t.watch(ba, "ba", ["data", "error"]);
			await Promise.all([t.event(ab, "open"), t.event(ba, "open")]);
			for (let n = 0; n < 5; n++) ab.send(n);
			ab.send("x".repeat(100_000));
			await t.roundTrip(ab, ba);
			const changed = (object) => names.filter((name) => object[`_${name}`] !== value);
			t.log("changed", changed(alice), changed(ab), changed(ba));
			t.log("found", alice.connections, bob.connections);
		},
	},

	"what the classes are called and derive from": {
		run: withClasses(async (t, { find, findStream }) => {
			const { Raw, BufferedConnection, DataConnection } = find(t);
			const StreamConnection = await findStream();
			const { ab } = await t.pair({ serialization: "raw" });
			t.log("instanceof", ab instanceof Raw, ab instanceof BufferedConnection, ab instanceof DataConnection);
			t.log("constructor", ab.constructor === Raw, Raw.prototype.constructor === Raw);
			const own = (prototype, names) => names.map((name) => [name, Object.hasOwn(prototype, name)]);
			t.log("BufferedConnection", own(BufferedConnection.prototype, ["bufferSize", "_bufferedSend", "_initializeDataChannel", "close"]));
			t.log("DataConnection", own(DataConnection.prototype, ["type", "send", "handleMessage", "_initializeDataChannel", "close"]));
			t.log("StreamConnection", own(StreamConnection.prototype, ["_initializeDataChannel"]));
		}),
	},

	"a BufferedConnection of the application's": {
		run: withClasses(async (t, { find }) => {
			const { BufferedConnection } = find(t);
			class Reversed extends BufferedConnection {
				serialization = "reversed";
				lane = t.lane(this.provider.options.lane);

				_initializeDataChannel(channel) {
					super._initializeDataChannel(channel);
					this.lane?.log("_initializeDataChannel", channel === this.dataChannel, channel.binaryType);
				}

				_handleDataMessage({ data }) {
					this.lane.log("_handleDataMessage", data);
					this.emit("data", [...new TextDecoder().decode(data)].reverse().join(""));
				}

				_send(data, chunked) {
					this.lane.log("_send", data, chunked);
					if (typeof data !== "string") return this.emitError("message-too-big", "test: only text");
					this._bufferedSend(new TextEncoder().encode(data));
				}

				handleMessage(message) {
					if (message.type === "ANSWER") this.lane.log("handleMessage", message.src === this.peer);
					return super.handleMessage(message);
				}

				close(options) {
					this.lane.log("close", options, this.open);
					super.close(options);
				}
			}
			const serializers = { reversed: Reversed };
			const [alice, bob] = await Promise.all([t.openPeer("alice", { serializers, lane: "alice" }), t.openPeer("bob", { serializers, lane: "bob" })]);
			const { ab, ba } = await t.link(alice, bob, { serialization: "reversed", reliable: true });
			t.log("classes", ab instanceof Reversed, ba instanceof Reversed, ba.serialization, ab.bufferSize);
			ab.lane.watch(ab, "ab");
			ba.lane.watch(ba, "ba");
			const arrives = t.event(ba, "data");
			t.attempt("send", () => ab.send("hello"));
			t.attempt("send", () => ab.send({ not: "text" }));
			await arrives;
			const back = t.event(ab, "data");
			ba.send("back");
			await back;
			const closed = t.event(ba, "close");
			t.attempt("close", () => ab.close());
			await closed;
			t.log("state", ab.open, ba.open, alice.connections, bob.connections);
		}),
	},

	"a BufferedConnection that sends before it is open": {
		run: withClasses(async (t, { find }) => {
			const { BufferedConnection } = find(t);
			class Eager extends BufferedConnection {
				serialization = "eager";

				constructor(peer, provider, options) {
					super(peer, provider, options);
					this._bufferedSend("from the constructor");
				}

				_handleDataMessage({ data }) {
					this.emit("data", data);
				}

				_send(data) {
					this._bufferedSend(data);
				}
			}
			const serializers = { eager: Eager };
			const [alice, bob] = await Promise.all([t.openPeer("alice", { serializers }), t.openPeer("bob", { serializers })]);
			const watch = (connection, name) => t.lane(name).watch(connection, name, ["data"]);
			bob.on("connection", (ba) => watch(ba, "ba"));
			const arrives = t.event(bob, "connection");
			const ab = watch(alice.connect(bob.id, { serialization: "eager", reliable: true }), "ab");
			ab._bufferedSend("before open");
			const ba = await arrives;
			await Promise.all([ab, ba].map((connection) => connection.open || t.event(connection, "open")));
			await t.roundTrip(ab, ba);
			t.log("waiting", ab.bufferSize, ba.bufferSize);
		}),
		differences: [
			{ why: "it goes out as soon as it can; PeerJS keeps it until the channel has been full once", peerjs: ["waiting 2 1"], ours: ["waiting 0 0"] },
			{ why: "the same", peerjs: ['ba| ba data "test: there"'], ours: ['ba| ba data "from the constructor"', 'ba| ba data "before open"', 'ba| ba data "test: there"'] },
			{ why: "the same", peerjs: ['ab| ab data "test: back"'], ours: ['ab| ab data "from the constructor"', 'ab| ab data "test: back"'] },
		],
	},

	"a serializer that replaces one of the library's": {
		run: withClasses(async (t, { find }) => {
			const { Raw } = find(t);
			class Loud extends Raw {
				_send(data) {
					super._send(data.toUpperCase());
				}
			}
			const { ab, ba } = await t.pair(undefined, { serializers: { default: Loud, raw: Loud } });
			t.log("classes", ab instanceof Loud, ba instanceof Loud, ab.serialization, ba.serialization);
			const arrives = t.event(ba, "data");
			ab.send("hello");
			t.log("data", await arrives);
		}),
	},

	"a method of a connection, replaced": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			const { send, _send, _handleDataMessage, close } = ab;
			ab.send = function (...args) {
				t.log("send", ...args);
				return send.apply(this, args);
			};
			ab._send = function (...args) {
				t.log("_send", ...args);
				return _send.apply(this, args);
			};
			ab._handleDataMessage = function (event) {
				t.log("_handleDataMessage", event.data.byteLength);
				return _handleDataMessage.call(this, event);
			};
			ab.close = function (...args) {
				t.log("close", ...args);
				return close.apply(this, args);
			};
			t.watch(ab, "ab");
			await t.roundTrip(ab, ba);
			const closed = t.event(ab, "close");
			ba.close();
			await closed;
		},
	},

	"how messages are read, replaced as the connection comes": {
		run: async (t) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			const replace = (connection, name) => {
				const { _handleDataMessage } = connection;
				const lane = t.lane(name);
				connection._handleDataMessage = function (event) {
					if (lane.lines.length === 0) lane.log("first", event.data.byteLength);
					return _handleDataMessage.call(this, event);
				};
			};
			bob.on("connection", (ba) => replace(ba, "ba"));
			for (const replacesToo of [false, true]) {
				const { ab, ba } = await t.link(alice, bob, { reliable: true });
				if (replacesToo) replace(ab, "ab");
				t.watch(ab, "ab", ["data", "close"]);
				for (let i = 0; i < 10; i++) ba.send({ n: i });
				await t.roundTrip(ab, ba);
				for (const connection of [ab, ba]) connection.removeAllListeners();
				t.watch(ba, "ba", ["data"]);
				const closed = t.event(ba, "close");
				for (let i = 0; i < 10; i++) ab.send({ n: i });
				ab.close({ flush: true });
				await closed;
			}
		},
	},

	"constants of the classes": {
		run: withClasses(async (t, { find }) => {
			const { DataConnection } = find(t);
			t.log("DataConnection", DataConnection.ID_PREFIX, DataConnection.MAX_BUFFERED_AMOUNT);
		}),
	},

	"a DataConnection of the application's": {
		run: withClasses(async (t, { find }) => {
			const { DataConnection } = find(t);
			class Bare extends DataConnection {
				serialization = "bare";

				_initializeDataChannel(channel) {
					super._initializeDataChannel(channel);
					channel.addEventListener("message", ({ data }) => this.emit("data", `got ${data}`));
				}

				_send(data, chunked) {
					t.log("_send", data, chunked, this.dataChannel.readyState);
					this.dataChannel.send(data);
				}
			}
			const { alice, ab, ba } = await t.pair({ serialization: "bare" }, { serializers: { bare: Bare } });
			t.log("bufferSize", ab.bufferSize, ab.type, ab.reliable);
			const arrives = t.event(ba, "data");
			t.attempt("send", () => ab.send("hello"));
			t.log("data", await arrives);
			const closed = t.event(ba, "close");
			ab.close();
			await closed;
			t.log("state", ab.open, ab.dataChannel, ab.peerConnection, alice.connections);
		}),
	},

	"a StreamConnection of the application's": {
		run: withClasses(async (t, { findStream }) => {
			const StreamConnection = await findStream();
			class Counted extends StreamConnection {
				serialization = "counted";
				sent = 0;

				constructor(peer, provider, options) {
					super(peer, provider, options);
					this.read(this._rawReadStream.getReader());
				}

				async read(reader) {
					for (;;) {
						const { done, value } = await reader.read();
						if (done) return;
						this.emit("data", value);
					}
				}

				_send(data) {
					this.sent += data.length;
					return this.writer.write(data);
				}
			}
			const { ab, ba } = await t.pair({ serialization: "counted" }, { serializers: { counted: Counted } });
			t.watch(ba, "ba", ["data", "close"]);
			t.log("reliable", ab.reliable, ab.dataChannel.ordered, ab.dataChannel.bufferedAmountLowThreshold);
			t.attempt("send", () => ab.send(new Uint8Array([1, 2, 3])));
			await ab.send(new Uint8Array(70_000).fill(7));
			await t.until(() => t.lines.filter((line) => line.startsWith("ba data")).length === 4, "all pieces");
			t.log("sent", ab.sent);
			const closed = t.event(ba, "close");
			ab.close();
			await closed;
		}),
	},

	"a StreamConnection that is asked to be lossy or unordered": {
		run: withClasses(async (t, { findStream }) => {
			const StreamConnection = await findStream();
			class Plain extends StreamConnection {
				serialization = "plain";
			}
			const { alice, bob } = await t.pair({ serialization: "plain" }, { serializers: { plain: Plain } });
			for (const options of [{ ordered: false }, { maxRetransmits: 0 }, { maxPacketLifeTime: 100 }]) {
				const ends = await t.link(alice, bob, { serialization: "plain", ...options });
				for (const [name, { reliable, dataChannel }] of Object.entries(ends)) {
					t.log(name, options, reliable, dataChannel.ordered, dataChannel.maxRetransmits, dataChannel.maxPacketLifeTime);
				}
			}
		}),
	},

	"a StreamConnection whose reader goes away": {
		run: withClasses(async (t, { findStream }) => {
			const StreamConnection = await findStream();
			class Once extends StreamConnection {
				serialization = "once";

				constructor(peer, provider, options) {
					super(peer, provider, options);
					this.readOne();
				}

				async readOne() {
					const reader = this._rawReadStream.getReader();
					const { value } = await reader.read();
					await reader.cancel();
					this.emit("data", value);
				}

				_send(data) {
					return this.writer.write(data);
				}
			}
			const { ab, ba } = await t.pair({ serialization: "once" }, { serializers: { once: Once } });
			t.watch(ba, "ba", ["data", "close"]);
			const arrives = t.event(ba, "data");
			await ab.send(new Uint8Array([1, 2, 3]));
			await arrives;
			const closed = t.event(ba, "close");
			ab.close();
			await closed;
		}),
	},

	"PeerJS's own MsgPack, unmodified, derived from": {
		run: async (t) => {
			const { MsgPack } = await import("/lib/peerjs/serializer.msgpack.mjs");
			class Tagged extends MsgPack {
				serialization = "tagged";
				_send(data) {
					return super._send({ tag: this.label, data });
				}
			}
			const { alice, ab, ba } = await t.pair({ serialization: "tagged", label: "label" }, { serializers: { tagged: Tagged } });
			t.watch(ba, "ba");
			t.log("connection", ab.serialization, ab.type, ab.reliable, ab.open);
			await ab.send(new Uint8Array(1_000_000).fill(3));
			await ab.send(["text", null]);
			await t.until(() => t.lines.at(-1).includes("text"), "the last message");
			const closed = t.event(ba, "close");
			ab.close();
			await closed;
			t.log("state", ab.open, ab.provider, alice.connections);
		},
	},

	"a serializer that throws": {
		run: withClasses(async (t, { find }) => {
			const { BufferedConnection } = find(t);
			class Throwing extends BufferedConnection {
				serialization = "throwing";
				_handleDataMessage({ data }) {
					if (data === "bad") throw new Error("test: receive");
					this.emit("data", data);
				}
				_send(data) {
					if (data === "worse") throw new Error("test: send");
					this._bufferedSend(data);
				}
			}
			const { ab, ba } = await t.pair({ serialization: "throwing", reliable: true }, { serializers: { throwing: Throwing } });
			t.watch(ba, "ba");
			t.attempt("send", () => ab.send("worse"));
			t.attempt("send", () => ab.send("bad"));
			await t.roundTrip(ab, ba);
		}),
	},

	"stringify and parse of a json connection": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ serialization: "json", reliable: true });
			const { stringify, parse } = ab;
			t.log("by default", stringify === JSON.stringify, parse === JSON.parse, Object.hasOwn(ab, "stringify"));
			ab.stringify = (value) => stringify(value, (key, part) => (typeof part === "bigint" ? { digits: String(part) } : part));
			ba.parse = (text) => parse(text, (key, part) => (part?.digits ? BigInt(part.digits) : part));
			t.watch(ba, "ba", ["data"]);
			t.attempt("send", () => ab.send({ n: 12345678901234567890n }));
			t.attempt("send", () => ab.send([1n, { a: 2n }]));
			await t.roundTrip(ab, ba);
		},
	},

	"oniceconnectionstatechange of the application's": {
		run: async (t) => {
			const { ab, ba } = await t.pair();
			const pc = ab.peerConnection;
			t.log("the library's", typeof pc.oniceconnectionstatechange, typeof pc.ondatachannel, typeof pc.ontrack);
			pc.oniceconnectionstatechange = () => t.log("the application's", pc.iceConnectionState);
			ab.on("iceStateChanged", (state) => t.log("iceStateChanged", state));
			pc.dispatchEvent(new Event("iceconnectionstatechange"));
			t.watch(ab, "ab");
			const closed = t.event(ba, "close");
			ab.close();
			await closed;
			// Also its own handler has gone, or nothing comes for it any more.
			pc.dispatchEvent(new Event("iceconnectionstatechange"));
			t.log("state", pc.signalingState, ab.peerConnection);
		},
	},

	"a track of a call, replaced": {
		run: async (t) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			const canvas = () => Object.assign(document.createElement("canvas"), { width: 16, height: 16 }).captureStream();
			bob.on("call", (call) => call.answer());
			const call = alice.call(bob.id, canvas());
			await t.event(call, "willCloseOnRemote");
			const [sender] = call.peerConnection.getSenders();
			const [track] = canvas().getVideoTracks();
			t.log("replaced", await sender.replaceTrack(track), sender.track === track, call.peerConnection.getSenders().length);
			t.log("open", call.open, call.localStream.getTracks().length);
			call.close();
		},
	},
};
