// open, disconnect, reconnect, destroy: the order of events, and what a Peer says of itself.
//
// Where a Peer reconnects at once, the server is the scripted one: PeerServer sends
// no OPEN to a socket that arrives before it has seen the old one close.

export default {
	"open": {
		run: async (t) => {
			const peer = t.watch(t.peer("alice"), "alice");
			const state = ["id", "open", "disconnected", "destroyed", "connections", "_lastServerId"];
			t.logEach("before", peer, state);
			await t.event(peer, "open");
			t.logEach("after", peer, state);
			t.log("connections has no prototype", Object.getPrototypeOf(peer.connections));
			t.log("a new object each time", peer.connections !== peer.connections);
		},
	},

	"disconnect and reconnect": {
		run: async (t) => {
			const peer = t.watch(await t.openScripted("alice"), "alice");
			t.attempt("disconnect()", () => peer.disconnect());
			t.log("state", peer.id, peer.open, peer.disconnected, peer.destroyed, peer._lastServerId);
			t.attempt("disconnect() again", () => peer.disconnect());
			t.attempt("connect()", () => peer.connect("bob"));
			t.attempt("connect() again", () => peer.connect("bob"));
			t.log("connections", peer.connections);
			t.attempt("reconnect()", () => peer.reconnect());
			t.log("state", peer.id, peer.open, peer.disconnected);
			await t.event(peer, "open");
			t.log("state", peer.id, peer.open, peer.disconnected);
			t.logWire("socket");
		},
	},

	"reconnect keeps the token": {
		run: async (t) => {
			const peer = await t.openScripted("alice");
			peer.disconnect();
			peer.reconnect();
			await t.event(peer, "open");
			const [first, second] = t.wire.filter(({ kind }) => kind === "socket").map(({ url }) => new URL(url).searchParams.get("token"));
			t.log("same token", first === second, first === peer.options.token);
		},
	},

	"reconnect in the disconnected of a destroy": {
		run: async (t) => {
			const peer = t.watch(await t.openScripted("alice"), "alice");
			peer.on("disconnected", () => t.attempt("reconnect()", () => peer.reconnect()));
			peer.destroy();
			t.log("state", peer.id, peer.open, peer.disconnected, peer.destroyed);
			t.log("has a socket", !!peer.socket._socket);
			t.attempt("reconnect() again", () => peer.reconnect());
		},
		differences: [
			{ why: "a Peer that is destroyed stays so, and opens no socket", peerjs: ['state "alice" false false true', "has a socket true"], ours: ["state null false true true", "has a socket false"] },
		],
	},

	"reconnect when it cannot": {
		run: async (t) => {
			const peer = t.watch(t.peer("alice"), "alice");
			t.attempt("while connecting", () => peer.reconnect());
			await t.event(peer, "open");
			t.attempt("while open", () => peer.reconnect());
			peer.destroy();
			t.attempt("destroyed", () => peer.reconnect());
			t.logWire("socket");
		},
	},

	"reconnect twice": {
		run: async (t) => {
			const peer = t.watch(await t.openScripted("alice"), "alice");
			peer.disconnect();
			peer.reconnect();
			t.attempt("again", () => peer.reconnect());
			await t.event(peer, "open");
			t.logWire("socket");
		},
	},

	"reconnect from the disconnected event": {
		run: async (t) => {
			const peer = t.watch(await t.openScripted("alice"), "alice");
			peer.once("disconnected", () => peer.reconnect());
			peer.disconnect();
			t.log("after", peer.id, peer.open, peer.disconnected);
			await t.event(peer, "open");
		},
	},

	"disconnect before open": {
		run: async (t) => {
			const peer = t.watch(new t.Peer("alice", t.scripted.options()), "alice");
			peer.disconnect();
			t.log("state", peer.id, peer.open, peer.disconnected, peer.destroyed);
			peer.reconnect();
			await t.event(peer, "open");
			t.log("state", peer.id, peer.open);
		},
	},

	"disconnect before the id has come": {
		run: async (t) => {
			const peer = t.watch(new t.Peer(t.options()), "peer", ["disconnected", "close", "error"]);
			peer.disconnect();
			t.log("state", peer.id, peer.open, peer.disconnected, peer.destroyed);
			// The barrier: a Peer that fetches its id later, from the same server, is open.
			await t.event(new t.Peer(t.options()), "open");
			t.log("later", peer.id === null, peer.disconnected, t.wire.filter(({ kind }) => kind === "socket").length);
		},
		differences: [
			{
				why: "PeerJS connects all the same when the id arrives after disconnect()",
				peerjs: ["later false true 2"],
				ours: ["later true true 1"],
			},
		],
	},

	"destroy": {
		run: async (t) => {
			const peer = t.watch(await t.openPeer("alice"), "alice");
			t.attempt("destroy()", () => peer.destroy());
			t.log("state", peer.id, peer.open, peer.disconnected, peer.destroyed, peer._lastServerId);
			t.attempt("destroy() again", () => peer.destroy());
			t.attempt("disconnect()", () => peer.disconnect());
			t.attempt("connect()", () => peer.connect("bob"));
		},
	},

	"destroy after disconnect": {
		run: async (t) => {
			const peer = t.watch(await t.openPeer("alice"), "alice");
			peer.disconnect();
			peer.destroy();
		},
	},

	"destroy at once, id given": {
		run: async (t) => {
			const peer = t.watch(t.peer("alice"), "alice");
			peer.destroy();
			t.log("state", peer.id, peer.open, peer.disconnected, peer.destroyed);
			await t.openPeer("barrier");
			await t.turn();
			t.log("state", peer.id, peer.open);
		},
	},

	"destroy at once, id from the server": {
		run: async (t) => {
			const peer = t.watch(new t.Peer(t.options()), "peer");
			peer.destroy();
			t.log("state", peer.id, peer.open, peer.disconnected, peer.destroyed);
			await t.event(new t.Peer(t.options()), "open");
			t.log("later", peer.id === null, peer.open, t.wire.filter(({ kind }) => kind === "socket").length);
		},
		differences: [
			{
				why: "PeerJS opens a socket after destroy() when the id arrives (#1360)",
				peerjs: ["later false false 2"],
				ours: ["later true false 1"],
			},
		],
	},

	"destroy at once, invalid id": {
		run: async (t) => {
			const peer = t.watch(new t.Peer("not valid-", t.options()), "peer");
			peer.destroy();
			await t.openPeer("barrier");
			t.log("state", peer.destroyed);
		},
	},

	"destroy from inside a listener": {
		run: async (t) => {
			for (const name of ["open", "disconnected", "close", "error"]) {
				const peer = t.watch(t.peer(`in-${name}`), name);
				peer.on(name, () => {
					t.log(`${name}: destroying`);
					peer.destroy();
					t.log(`${name}: destroyed`, peer.destroyed);
				});
				await t.event(peer, "open");
				if (name === "disconnected") peer.disconnect();
				if (name === "close") peer.destroy();
				if (name === "error") {
					peer.emitError("network", "test: made up");
				}
				await t.until(() => peer.destroyed, name);
				t.log(name, peer.id, peer.open, peer.disconnected, peer.destroyed);
			}
		},
	},

	"destroy with connections: order of events": {
		run: async (t) => {
			const { alice, ab, ba } = await t.pair();
			t.watch(alice, "alice");
			t.watch(ab, "ab");
			const remote = t.lane("bob");
			remote.watch(ba, "ba");
			const closed = t.event(ba, "close");
			alice.destroy();
			t.log("connections", alice.connections, ab.open);
			await closed;
		},
	},

	"destroy with three connections to one peer": {
		run: async (t) => {
			const { alice, bob, ab } = await t.pair();
			const second = (await t.link(alice, bob)).ab;
			const third = (await t.link(alice, bob)).ab;
			for (const [name, connection] of Object.entries({ ab, second, third })) t.watch(connection, name);
			alice.destroy();
			t.log("open", ab.open, second.open, third.open);
		},
		differences: [
			{
				why: "PeerJS changes the list while it iterates and leaves every second connection open (#1360)",
				peerjs: ["ab close", "third close", "open false true false"],
				ours: ["ab close", "second close", "third close", "open false false false"],
			},
		],
	},

	"disconnect leaves connections alone": {
		run: async (t) => {
			const { alice, bob, ab, ba } = await t.pair({ reliable: true });
			t.watch(ab, "ab");
			alice.disconnect();
			bob.disconnect();
			await t.roundTrip(ab, ba);
			t.log("open", ab.open, ba.open, Object.keys(alice.connections).length);
			await t.freed("alice");
			alice.reconnect();
			await t.event(alice, "open");
			await t.roundTrip(ab, ba);
			t.log("connections", alice.connections);
		},
	},

	"the remote peer disappears": {
		run: async (t) => {
			const { alice, bob, ab } = await t.pair();
			t.watch(alice, "alice");
			t.watch(ab, "ab");
			const closed = t.event(ab, "close");
			bob.destroy();
			await closed;
			t.log("connections", alice.connections, alice.open);
		},
	},

	"LEAVE closes the connections to that peer": {
		run: async (t) => {
			const { alice, bob, ab } = await t.pair();
			const second = (await t.link(alice, bob)).ab;
			t.watch(alice, "alice");
			t.watch(ab, "ab");
			t.watch(second, "second");
			// Sent by bob himself; the server passes it on.
			const error = t.event(alice, "error");
			bob.socket.send({ type: "LEAVE", dst: alice.id });
			bob.socket.send({ type: "EXPIRE", dst: alice.id });
			await error;
			t.log("connections", alice.connections, ab.open, second.open);
		},
		differences: [
			{
				why: "PeerJS changes the list while it iterates and leaves every second connection open",
				peerjs: ["ab close", 'alice error Error "peer-unavailable" "Could not connect to peer bob"', "connections {} false true"],
				ours: ["ab close", "second close", 'alice error Error "peer-unavailable" "Could not connect to peer bob"', "connections {} false false"],
			},
		],
	},

	"connect from the close event of a LEAVE": {
		run: async (t) => {
			const { alice, bob, ab } = await t.pair();
			let again;
			ab.on("close", () => (again = alice.connect(bob.id)));
			bob.socket.send({ type: "LEAVE", dst: alice.id });
			const isAnswer = ({ kind, data }) => kind === "received" && JSON.parse(data).type === "ANSWER" && data.includes(again.connectionId);
			await t.until(() => again && t.wire.some(isAnswer), "the new connection is answered");
			t.log("known", alice.getConnection(bob.id, again.connectionId) === again);
			t.log("has its answer", !alice._lostMessages.has(again.connectionId));
			alice.destroy();
			t.log("closed", again.peerConnection === null);
		},
		differences: [
			{
				why: "PeerJS forgets all that it has to the other end, also what was made meanwhile",
				peerjs: ["known false", "has its answer false", "closed false"],
				ours: ["known true", "has its answer true", "closed true"],
			},
		],
	},

	"connect from the close event of a destroy": {
		run: async (t) => {
			await t.scripted.configure({ relay: true });
			for (const other of ["bob", "carol"]) {
				const alice = await t.openScripted(`alice-${other}`);
				// One each: what PeerJS forgets may call the first yet.
				const bob = await t.openScripted(`bob-${other}`);
				const { ab } = await t.link(alice, bob);
				let again;
				ab.on("close", () => {
					alice.reconnect();
					again = alice.connect(other === "bob" ? bob.id : other);
				});
				alice.destroy();
				t.log(other, alice.destroyed, again.peerConnection === null, Object.values(alice.connections).flat().length);
			}
		},
		differences: [
			{
				why: "what is destroyed leaves no connection; PeerJS forgets one to the same end, open as it is",
				peerjs: ["bob true false 0"],
				ours: ["bob true true 0"],
			},
		],
	},
};
