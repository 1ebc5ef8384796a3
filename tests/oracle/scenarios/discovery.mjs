// listAllPeers.

/** A scenario whose callback fails, one way or the other. */
const failing = (callback) => ({
	run: `async (t) => {
		const alice = t.watch(await t.openPeer("alice"), "alice");
		alice.listAllPeers(${callback});
		await t.event(alice, "error");
		await t.turn();
		t.log("alice", alice.disconnected, alice.destroyed);
	}`,
	differences: [
		{
			why: "the message says what happened; PeerJS loses it",
			peerjs: ['alice error Error "server-error" ""'],
			ours: ['alice error Error "server-error" "test: in callback"'],
		},
	],
});

export default {
	"allowed": {
		run: async (t) => {
			const alice = await t.openPeer("alice");
			await t.openPeer("bob");
			const list = await new Promise((resolve) => {
				t.attempt("listAllPeers", () => alice.listAllPeers(resolve));
			});
			t.log("list", list);
			t.attempt("without callback", () => alice.listAllPeers());
			await new Promise((resolve) => alice.listAllPeers(resolve));
			for (const { kind, url } of t.wire) if (kind === "fetch") t.lines.push(url);
		},
		fresh: true,
	},

	"not allowed": {
		run: async (t) => {
			const alice = t.watch(await t.openPeer("alice"), "alice");
			alice.listAllPeers(() => t.log("called"));
			await t.event(alice, "disconnected");
			t.log("alice", alice.destroyed);
		},
		server: { allow_discovery: false },
		differences: [
			{
				why: "the message says what happened; PeerJS loses it",
				peerjs: ['alice error Error "server-error" ""'],
				ours: [
					'alice error Error "server-error" "Could not get list peers from the server. (http://127.0.0.1:PORT/peerjs/peers: It doesn\'t look like you have permission to list peers IDs. You need to enable `allow_discovery` on your self-hosted PeerServer to use this feature.)"',
				],
			},
		],
	},

	"not allowed, before open": {
		run: async (t) => {
			await t.scripted.configure({ greet: [], replies: { peers: { status: 401, body: "" } } });
			const alice = t.watch(new t.Peer("alice", t.scripted.options()), "alice", ["disconnected", "close"]);
			alice.listAllPeers();
			await t.event(alice, "close");
		},
	},

	"server error": {
		run: async (t) => {
			await t.scripted.configure({ replies: { peers: { status: 500, body: "" } } });
			const alice = t.watch(new t.Peer("alice", t.scripted.options()), "alice", ["disconnected", "close"]);
			await t.event(alice, "open");
			const failed = t.event(alice, "error");
			alice.listAllPeers();
			const { type, message } = await failed;
			t.log("error", type, message);
		},
		differences: [
			{
				why: "the message says what happened; PeerJS loses it",
				peerjs: ['error "server-error" ""'],
				ours: ['error "server-error" "Could not get list peers from the server. (http://127.0.0.1:SCRIPTED/scripted/SESSION/peerjs/peers: Error. Status:500)"'],
			},
		],
	},

	"no JSON": {
		run: async (t) => {
			await t.scripted.configure({ replies: { peers: { status: 200, type: "text/html", body: "<p>Hello" } } });
			const alice = t.watch(new t.Peer("alice", t.scripted.options()), "alice", ["disconnected", "close"]);
			await t.event(alice, "open");
			const failed = t.event(alice, "error");
			alice.listAllPeers(() => t.log("called"));
			const { type, message } = await failed;
			// What follows are the browser's words.
			t.log("error", type, message.replace(/peers: .*JSON.*\)$/, "peers: …)"));
		},
		differences: [
			{
				why: "the message says what happened; PeerJS loses it",
				peerjs: ['error "server-error" ""'],
				ours: ['error "server-error" "Could not get list peers from the server. (http://127.0.0.1:SCRIPTED/scripted/SESSION/peerjs/peers: …)"'],
			},
		],
	},

	"no list": {
		run: async (t) => {
			await t.scripted.configure({ replies: { peers: { status: 200, body: '{"__proto__":5}' } } });
			const alice = t.watch(new t.Peer("alice", t.scripted.options()), "alice", ["disconnected", "close"]);
			await t.event(alice, "open");
			t.log("list", await new Promise((resolve) => alice.listAllPeers(resolve)));
		},
	},

	"a callback that rejects": failing(async () => {
		throw new Error("test: in callback");
	}),

	"a callback that throws": failing(() => {
		throw new Error("test: in callback");
	}),
};
