// Error objects, as applications inspect them.

export default {
	"of a Peer": {
		run: async (t) => {
			const inspect = (label, error) => {
				t.log(label, error instanceof Error, error.name, error.type, error.message);
				t.log(`${label} json`, JSON.stringify(error), Object.keys(error), { ...error });
				t.log(`${label} text`, String(error), `${error}`, typeof error.stack);
				t.log(`${label} toString`, Object.prototype.toString.call(error), error.cause);
			};
			inspect("invalid-id", await t.event(new t.Peer("-", t.options()), "error"));
			inspect("network", await t.event(t.peer("alice", { port: t.closedPort }), "error"));

			const peer = await t.openPeer("alice");
			const disconnected = t.event(peer, "error");
			peer.disconnect();
			peer.connect("bob");
			inspect("disconnected", await disconnected);

			await t.openPeer("taken");
			inspect("unavailable-id", await t.event(t.peer("taken"), "error"));
		},
	},

	"socket-error: a message without a type": {
		run: async (t) => {
			for (const isOpen of [false, true]) {
				const peer = t.watch(t.peer(`alice${isOpen}`), "alice");
				if (isOpen) await t.event(peer, "open");
				t.attempt("send", () => peer.socket.send({ payload: 1 }));
				t.log("state", peer.destroyed, peer.disconnected);
			}
		},
	},

	"socket-closed: only if the application says so": {
		run: async (t) => {
			for (const isOpen of [false, true]) {
				const peer = t.watch(t.peer(`alice${isOpen}`), "alice");
				if (isOpen) await t.event(peer, "open");
				t.attempt("emit", () => peer.socket.emit("close"));
				t.log("state", peer.destroyed, peer.disconnected);
			}
		},
	},

	"browser-incompatible": {
		run: async (t) => {
			// A page of its own, since PeerJS looks for WebRTC when it is loaded.
			const frame = document.body.appendChild(document.createElement("iframe"));
			frame.contentWindow.RTCPeerConnection = undefined;
			frame.contentWindow.webkitRTCPeerConnection = undefined;
			const script = frame.contentDocument.createElement("script");
			script.src = [...document.scripts].find(({ src }) => src.includes("/lib/")).src;
			const loaded = new Promise((resolve) => (script.onload = resolve));
			frame.contentDocument.body.append(script);
			await loaded;
			const { Peer, peerjs } = frame.contentWindow;
			t.log("supports", { ...peerjs.util.supports });
			for (const id of ["alice", "-", undefined]) {
				const peer = t.watch(new Peer(id, t.options()), "peer", ["open", "disconnected", "close"]);
				peer.on("error", ({ type, message }) => t.log("error", type, message));
				t.log("at once", peer.destroyed);
				await t.event(peer, "close");
				t.log("state", peer.id, peer.destroyed, peer.disconnected);
			}
			frame.remove();
		},
	},

	"of a connection": {
		run: async (t) => {
			const alice = await t.openPeer("alice");
			const connection = alice.connect(t.id("nobody"));
			const failed = t.event(connection, "error");
			connection.send("too early");
			const error = await failed;
			t.log("error", error instanceof Error, error.name, error.type, error.message);
			t.log("json", JSON.stringify(error), Object.keys(error), String(error));
		},
	},

	"server-error keeps its text in ours": {
		run: async (t) => {
			const error = await t.event(new t.Peer(t.options({ port: t.closedPort })), "error");
			t.log("keys", Object.keys(error), JSON.stringify(error), error instanceof Error);
			t.log("message", error.message !== "");
		},
		differences: [
			{ why: "PeerJS's message is empty: Object.assign does not copy it", peerjs: ["message false"], ours: ["message true"] },
		],
	},

	"webrtc: an offer with nonsense for SDP": {
		run: async (t) => {
			const peer = t.watch(new t.Peer("alice", t.scripted.options()), "alice", ["connection", "close", "disconnected"]);
			await t.event(peer, "open");
			const failed = t.event(peer, "error");
			t.scripted.frame({
				type: "OFFER",
				src: "mallory",
				payload: { type: "data", connectionId: "dc_1", serialization: "binary", sdp: { type: "offer", sdp: "nonsense" } },
			});
			const error = await failed;
			t.log("error", error instanceof Error, error.type, JSON.stringify(error));
			t.log("message", error.message !== "");
			t.log("alice", peer.open, peer.destroyed);
		},
		differences: [
			{ why: "PeerJS's message is empty: a DOMException has no own properties to copy", peerjs: ["message false"], ours: ["message true"] },
		],
	},

	"webrtc: an answer that comes twice": {
		run: async (t) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			const { ab, ba } = await t.link(alice, bob);
			t.watch(ab, "ab", ["close", "error"]);
			const failed = t.event(alice, "error");
			const { payload } = t.sent("ANSWER")[0];
			bob.socket.send({ type: "ANSWER", dst: alice.id, payload });
			const error = await failed;
			t.log("error", error.type, error.message !== "", ab.open, ba.open, alice.open);
		},
		differences: [
			{ why: "PeerJS's message is empty", peerjs: ['error "webrtc" false true true true'], ours: ['error "webrtc" true true true true'] },
		],
	},

	"emitError": {
		run: async (t) => {
			const { alice, ab } = await t.pair();
			for (const emitter of [alice, ab]) {
				t.attempt("nobody listens", () => emitter.emitError("own-type", "test: text"));
				t.watch(emitter, "emitter", ["error"]);
				t.attempt("text", () => emitter.emitError("own-type", "test: text"));
				emitter.once("error", (error) => t.log("own", error.type, error.extra, Object.keys(error)));
				t.attempt("error", () => emitter.emitError("own-type", Object.assign(new Error(""), { extra: 1 })));
			}
		},
	},
};
