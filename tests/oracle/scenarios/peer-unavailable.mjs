// Connections that never open.

const quick = { expire_timeout: 200, cleanup_out_msgs: 100 };

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
