// Connections that never open.

const quick = { expire_timeout: 200, cleanup_out_msgs: 100 };

/** What PeerJS tells of the Peer alone, ours tells of these connections too. */
const told = (...names) => ({
	why: "the connections that wait for an answer are told too, and freed (#924); PeerJS leaves them as they are",
	after: "",
	ours: names.map((name) => `${name} error Error "peer-unavailable" "Could not connect to peer nobody"`),
});

export default {
	"nobody there": {
		run: async (t) => {
			const alice = await t.openPeer("alice");
			const connection = alice.connect(t.id("nobody"));
			t.watch(connection, "connection");
			// The server repeats itself when candidates come late: the first one counts.
			const error = await t.event(alice, "error");
			t.log("error", error, error.type, error.message);
			t.log("alice", alice.open, alice.disconnected, alice.destroyed);
			t.log("connection", connection.open, connection.peer);
			t.attempt("close", () => connection.close());
			t.log("connections", alice.connections);
		},
		server: quick,
		differences: [told("connection")],
	},

	"nobody there, several connections": {
		run: async (t) => {
			const alice = await t.openScripted("alice");
			const stream = document.createElement("canvas").captureStream();
			const connections = {
				binary: alice.connect("nobody"),
				raw: alice.connect("nobody", { serialization: "raw" }),
				media: alice.call("nobody", stream),
			};
			const pcs = Object.values(connections).map(({ peerConnection }) => peerConnection);
			for (const name in connections) t.watch(connections[name], name);
			await t.until(() => pcs.every(({ signalingState }) => signalingState === "have-local-offer"));
			const error = t.event(alice, "error");
			await t.scripted.frame({ type: "EXPIRE", src: "nobody" });
			await error;
			for (const [name, { open, peerConnection, provider }] of Object.entries(connections)) t.log(name, open, peerConnection, provider);
			t.log("states", pcs.map(({ signalingState }) => signalingState));
			t.log("connections", alice.connections);
		},
		differences: [
			told("binary", "raw", "media"),
			{
				why: "they are freed",
				peerjs: [
					...["binary", "raw", "media"].map((name) => `${name} false [object RTCPeerConnection] <peer>`),
					'states ["have-local-offer", "have-local-offer", "have-local-offer"]',
					"connections {nobody: [<connection>, <connection>, <connection>]}",
				],
				ours: [
					...["binary", "raw", "media"].map((name) => `${name} false null null`),
					'states ["closed", "closed", "closed"]',
					"connections {nobody: []}",
				],
			},
		],
	},

	"gone from the server, but connected": {
		run: async (t) => {
			const { alice, bob, ab, ba } = await t.pair({ reliable: true });
			t.watch(ab, "ab", ["close", "error"]);
			bob.disconnect();
			await t.freed("bob");
			const late = t.watch(alice.connect(bob._lastServerId), "late");
			await t.event(alice, "error", ({ type }) => type === "peer-unavailable");
			t.log("late", late.open, late.peerConnection);
			t.log("ab", ab.open, alice.connections);
			await t.roundTrip(ab, ba);
		},
		server: { ...quick, allow_discovery: true },
		differences: [
			{ why: "told too, and freed (#924)", after: "", ours: ['late error Error "peer-unavailable" "Could not connect to peer bob"'] },
			{ why: "it is freed", peerjs: ["late false [object RTCPeerConnection]", "ab true {bob: [<connection>, <connection>]}"], ours: ["late false null", "ab true {bob: [<connection>]}"] },
		],
	},

	"what is connected is negotiated again by the application": {
		run: async (t) => {
			const { alice, bob, ab, ba } = await t.pair({ reliable: true });
			t.watch(ab, "ab", ["close", "error"]);
			const pc = ab.peerConnection;
			pc.addTransceiver("audio");
			await pc.setLocalDescription(await pc.createOffer());
			const error = t.event(alice, "error");
			bob.socket.send({ type: "EXPIRE", dst: alice.id });
			await error;
			t.log("ab", ab.open, pc.signalingState);
			await pc.setLocalDescription({ type: "rollback" });
			await t.roundTrip(ab, ba);
		},
	},

	"nobody there, closed by the Peer's listener": {
		run: async (t) => {
			const alice = await t.openPeer("alice");
			const connection = t.watch(alice.connect(t.id("nobody")), "connection");
			alice.on("error", () => connection.close());
			await t.event(alice, "error");
			t.log("connection", connection.open, connection.peerConnection, alice.connections);
		},
		server: quick,
	},

	"nobody there, destroyed by the connection's listener": {
		run: async (t) => {
			const alice = await t.openScripted("alice");
			const [first, second] = [0, 1].map((n) => t.watch(alice.connect("nobody"), `connection ${n}`));
			first.on("error", () => alice.destroy());
			t.watch(alice, "alice");
			const offered = ({ peerConnection }) => peerConnection.signalingState === "have-local-offer";
			await t.until(() => offered(first) && offered(second));
			const error = t.event(alice, "error");
			await t.scripted.frame({ type: "EXPIRE", src: "nobody" });
			await error;
			t.log("alice", alice.destroyed, first.peerConnection, second.peerConnection, alice.connections);
		},
		differences: [
			{
				why: "PeerJS never calls that listener",
				peerjs: ["alice false [object RTCPeerConnection] [object RTCPeerConnection] {nobody: [<connection>, <connection>]}"],
				ours: [
					'connection 0 error Error "peer-unavailable" "Could not connect to peer nobody"',
					'alice disconnected "alice"',
					"alice close",
					"alice true null null {}",
				],
			},
		],
	},

	"nobody there, tried again by the Peer's listener": {
		run: async (t) => {
			const alice = await t.openPeer("alice");
			const opened = new Promise((resolve) => {
				const dial = () => {
					const connection = alice.connect(t.id("bob"));
					connection.on("open", () => resolve(connection));
				};
				// Each time: on a busy machine bob may need longer than an offer lives.
				alice.on("error", dial);
				dial();
			});
			const error = await t.event(alice, "error");
			t.log("error", error.type);
			const bob = t.peer("bob");
			const incoming = t.event(bob, "connection");
			const connection = await opened;
			t.log("open", connection.open, (await incoming).peer);
		},
		server: quick,
	},

	"closed before it opened": {
		run: async (t) => {
			const alice = await t.openPeer("alice");
			const connection = t.watch(alice.connect(t.id("nobody")), "connection");
			t.log("before", connection.open, connection.peerConnection, connection.dataChannel);
			t.attempt("close", () => connection.close());
			t.log("after", connection.open, connection.peerConnection, connection.dataChannel, connection.provider, alice.connections);
			t.attempt("close again", () => connection.close());
			t.attempt("send", () => connection.send("x"));
			// Another connection's whole way to open is the barrier.
			await t.link(alice, await t.openPeer("bob"));
		},
	},

	"closed by the other end before it opened": {
		run: async (t) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			bob.on("connection", (ba) => {
				t.watch(ba, "ba");
				ba.close();
				t.log("ba", ba.open, ba.peerConnection, bob.connections);
			});
			const ab = t.watch(alice.connect(bob.id), "ab");
			await t.event(bob, "connection");
			// Another connection's whole way to open is the barrier.
			bob.removeAllListeners("connection");
			const later = await t.link(alice, bob);
			t.log("ab", ab.open, later.ab.open);
		},
	},

	"destroy while it opens": {
		run: async (t) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			const ab = t.watch(alice.connect(bob.id), "ab");
			t.watch(alice, "alice");
			alice.destroy();
			t.log("ab", ab.open, ab.peerConnection, alice.connections);
			const carol = await t.openPeer("carol");
			await t.link(carol, bob);
		},
	},

	"the peer comes a moment later": {
		run: async (t) => {
			const alice = await t.openPeer("alice");
			const connection = alice.connect(t.id("bob"));
			await t.until(() => t.sent("OFFER").length > 0, "offer sent");
			const bob = t.peer("bob");
			bob.on("connection", (ba) => t.log("bob got", ba.peer));
			await t.event(connection, "open");
			t.log("open", connection.open);
		},
	},
};
