// Which ids are valid, and what happens to the others.

export default {
	"valid and invalid": {
		run: async (t) => {
			const ids = [
				"a", "Z", "0", "abc", "a-b", "a_b", "a b", "a-b_c d", "A1-B2", "a-1-b-2", "x".repeat(200),
				"a--b", "a__b", "a  b", "a-_b", "-a", "a-", "_a", "a_", " a", "a ", " ", "-", ".", "a.b", "a/b", "a?b", "a&b", "a%20b",
				"a\nb", "a\n", "\na", "a\tb", "é", "名前", "😀", "a😀b", "null\0", "<b>", "__proto__", "constructor",
			];
			await Promise.all(
				ids.map(async (id) => {
					const lane = t.lane(JSON.stringify(id).slice(0, 20));
					// Spaced and dashed ids stay valid with the run's own suffix; the others stay invalid.
					const peer = new t.Peer(id, t.options());
					lane.watch(peer, "peer");
					lane.log("id", peer.id === id, peer.id === null);
					await Promise.race([t.event(peer, "open"), t.event(peer, "close")]);
					await t.turn();
					lane.log("end", peer.id === id, peer.open, peer.destroyed, peer.disconnected);
				}),
			);
		},
		fresh: true,
	},

	"validateId": {
		run: async (t) => {
			for (const id of ["", undefined, null, "a", "a-", "a b", 5, "é", "a--b"]) t.log(`validateId(${id})`, t.util.validateId(id));
		},
	},

	"long": {
		run: async (t) => {
			for (const length of [1024, 1025]) t.log(`validateId of ${length} characters`, t.util.validateId("x".repeat(length)));
		},
		differences: [{ why: "what does not fit into an address is no id", peerjs: ["validateId of 1025 characters true"], ours: ["validateId of 1025 characters false"] }],
	},

	"assigned by the server": {
		run: async (t) => {
			const peer = new t.Peer(t.options());
			t.log("at first", peer.id, peer.open);
			t.watch(peer, "peer");
			const id = await t.event(peer, "open");
			t.log("then", peer.id === id, peer.id.length, peer._lastServerId === id);
		},
	},

	"taken": {
		run: async (t) => {
			await t.openPeer("alice");
			const second = t.watch(t.peer("alice"), "second");
			await t.event(second, "close");
			t.log("second", second.id, second.open, second.disconnected, second.destroyed, second._lastServerId);
		},
	},

	"taken, found on reconnect": {
		run: async (t) => {
			const first = t.watch(await t.openPeer("alice"), "first");
			first.disconnect();
			await t.freed("alice");
			await t.openPeer("alice");
			first.reconnect();
			await t.event(first, "disconnected");
			t.log("first", first.id, first.open, first.disconnected, first.destroyed);
		},
	},

	"an id that the server assigns need not be valid": {
		run: async (t) => {
			await t.scripted.configure({ replies: { id: { status: 200, body: "not a--valid/id" } } });
			const peer = t.watch(new t.Peer(t.scripted.options()), "peer");
			await t.event(peer, "open");
			t.log("id", peer.id);
		},
	},
};
