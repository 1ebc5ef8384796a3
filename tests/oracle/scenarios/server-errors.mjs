// A server that is missing, refuses, or answers something else.

export default {
	"wrong key, id given": {
		run: async (t) => {
			const peer = t.watch(t.peer("alice", { key: "wrong" }), "alice");
			await t.event(peer, "close");
			t.log("alice", peer.id, peer.destroyed, peer.disconnected);
		},
		server: { key: "right" },
	},

	"wrong key, id from the server": {
		run: async (t) => {
			const peer = t.watch(new t.Peer(t.options({ key: "wrong" })), "peer");
			await t.event(peer, "close");
			t.log("peer", peer.id, peer.destroyed, peer.disconnected);
		},
		server: { key: "right" },
	},

	"right key": {
		run: async (t) => {
			const peer = t.watch(t.peer("alice", { key: "right" }), "alice");
			await t.event(peer, "open");
		},
		server: { key: "right" },
	},

	"server full": {
		run: async (t) => {
			await t.openPeer("first");
			const peer = t.watch(t.peer("second"), "second");
			await t.event(peer, "close");
		},
		server: { concurrent_limit: 1 },
		fresh: true,
	},

	"another path": {
		run: async (t) => {
			const peer = t.watch(t.peer("alice", { path: "my/app" }), "alice");
			await t.event(peer, "open");
			t.logWire("socket");
		},
		server: { path: "/my/app" },
	},

	"port refused, id given": {
		run: async (t) => {
			const peer = t.watch(t.peer("alice", { port: t.closedPort }), "alice");
			await t.event(peer, "disconnected");
			await t.turn();
			t.log("alice", peer.id, peer.open, peer.disconnected, peer.destroyed, peer._lastServerId);
		},
	},

	"port refused, id from the server": {
		run: async (t) => {
			const peer = t.watch(new t.Peer(t.options({ port: t.closedPort })), "peer");
			await t.event(peer, "close");
			t.log("peer", peer.id, peer.open, peer.disconnected, peer.destroyed);
		},
		differences: [
			{
				why: "the message says what was tried and what happened; PeerJS loses it (Object.assign copies no message)",
				peerjs: ['peer error Error "server-error" ""'],
				ours: [
					'peer error Error "server-error" "Could not get an ID from the server. If you passed in a `path` to your self-hosted PeerServer, you\'ll also need to pass in that same path when creating a new Peer. (http://127.0.0.1:CLOSED/peerjs/id: NETWORK)"',
				],
			},
		],
	},

	"socket refused after an id": {
		run: async (t) => {
			await t.scripted.configure({ refuse: true });
			const peer = t.watch(new t.Peer(t.scripted.options()), "peer");
			await t.event(peer, "disconnected");
			t.log("peer", peer.id, peer.disconnected, peer.destroyed, peer._lastServerId);
		},
	},

	...Object.fromEntries(
		[
			["500", { status: 500, body: "oops" }],
			["404", { status: 404, body: "not found" }],
			["401", { status: 401, body: "" }],
		].map(([name, reply]) => [
			`HTTP ${name} instead of an id`,
			{
				run: `async (t) => {
					await t.scripted.configure({ replies: { id: ${JSON.stringify(reply)} } });
					const peer = t.watch(new t.Peer(t.scripted.options()), "peer");
					await t.event(peer, "close");
					t.log("peer", peer.id, peer.open, peer.disconnected, peer.destroyed);
				}`,
				differences: [
					{
						why: "the message says what was tried and what happened; PeerJS loses it",
						peerjs: ['peer error Error "server-error" ""'],
						ours: [`peer error Error "server-error" "Could not get an ID from the server. (http://127.0.0.1:SCRIPTED/scripted/SESSION/peerjs/id: Error. Status:${name})"`],
					},
				],
			},
		]),
	),

	"an HTML page instead of an id": {
		run: async (t) => {
			await t.scripted.configure({ replies: { id: { status: 200, type: "text/html", body: "<!doctype html><p>Hello" } } });
			const peer = t.watch(new t.Peer(t.scripted.options()), "peer");
			await Promise.race([t.event(peer, "open"), t.event(peer, "close")]);
			t.log("peer", peer.id, peer.open);
		},
	},

	"an empty id": {
		run: async (t) => {
			await t.scripted.configure({ replies: { id: { status: 200, body: "" } } });
			const peer = t.watch(new t.Peer(t.scripted.options()), "peer");
			await Promise.race([t.event(peer, "open"), t.event(peer, "close")]);
			t.log("peer", peer.id, peer.open);
		},
	},

	"socket lost after open, then reconnect": {
		run: async (t) => {
			const peer = t.watch(new t.Peer("alice", t.scripted.options()), "alice");
			await t.event(peer, "open");
			t.scripted.close();
			await t.event(peer, "disconnected");
			t.log("alice", peer.id, peer.open, peer.disconnected, peer.destroyed, peer._lastServerId);
			peer.reconnect();
			t.log("alice", peer.id, peer.open, peer.disconnected);
			await t.event(peer, "open");
			t.log("alice", peer.id, peer.open, peer.disconnected);
			t.logWire("socket");
		},
	},

	"messages before open": {
		run: async (t) => {
			for (const frame of [
				{ type: "ERROR", payload: { msg: "test: no" } },
				{ type: "ID-TAKEN", payload: { msg: "ID is taken" } },
				{ type: "INVALID-KEY", payload: { msg: "no such key" } },
			]) {
				await t.scripted.configure({ greet: [JSON.stringify(frame)] });
				const peer = t.watch(new t.Peer("alice", t.scripted.options()), frame.type);
				await t.event(peer, "close");
				t.log(frame.type, peer.destroyed, peer.disconnected, peer._lastServerId);
			}
		},
	},

	"messages after open": {
		run: async (t) => {
			for (const frame of [
				{ type: "ERROR", payload: { msg: "test: no" } },
				{ type: "ID-TAKEN", payload: { msg: "ID is taken" } },
				{ type: "INVALID-KEY", payload: { msg: "no such key" } },
			]) {
				const peer = t.watch(new t.Peer("alice", t.scripted.options()), frame.type);
				await t.event(peer, "open");
				t.scripted.frame(frame);
				await t.event(peer, "disconnected");
				await t.turn();
				t.log(frame.type, peer.destroyed, peer.disconnected, peer._lastServerId);
			}
		},
	},

	"OPEN twice": {
		run: async (t) => {
			const peer = t.watch(new t.Peer("alice", t.scripted.options()), "alice");
			await t.event(peer, "open");
			t.scripted.frame({ type: "OPEN" });
			await t.event(peer, "open");
		},
	},

	"LEAVE and EXPIRE": {
		run: async (t) => {
			const peer = t.watch(new t.Peer("alice", t.scripted.options()), "alice");
			await t.event(peer, "open");
			t.scripted.frame({ type: "LEAVE", src: "nobody" }, { type: "EXPIRE", src: "bob", dst: "alice" });
			await t.event(peer, "error");
			t.log("alice goes on", peer.open, peer.destroyed);
		},
	},
};
