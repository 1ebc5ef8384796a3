// What goes over the wire: addresses, frames, their keys and the order of the keys.

export default {
	"the id request": {
		run: async (t) => {
			for (const extra of [{}, { referrerPolicy: "no-referrer" }, { referrerPolicy: "unsafe-url" }, { key: "k" }]) {
				const peer = new t.Peer(t.scripted.options(extra));
				await t.event(peer, "open");
				peer.destroy();
			}
			// As the server saw them.
			for (const { method, url, referer } of await t.scripted.requests({ count: 8 })) t.log("request", method, url, referer?.split("?")[0]);
			t.logWire("fetch");
		},
	},

	"another id request each time": {
		run: async (t) => {
			const stamps = new Set();
			for (let i = 0; i < 5; i++) {
				const peer = new t.Peer(t.scripted.options());
				await t.event(peer, "open");
				peer.destroy();
			}
			for (const { kind, url } of t.wire) if (kind === "fetch") stamps.add(new URL(url).searchParams.get("ts"));
			t.log("stamps", stamps.size, [...stamps].every((stamp) => /^\d{13}0?\.?\d*/.test(stamp)));
		},
	},

	"the socket's address": {
		run: async (t) => {
			for (const [id, extra] of [["a", {}], ["a b", {}], ["a", { key: "k", token: "t" }], ["a", { token: "with space" }]]) {
				const peer = new t.Peer(id, t.scripted.options(extra));
				await t.event(peer, "open");
				peer.destroy();
			}
			for (const { url } of await t.scripted.requests({ count: 4 })) t.log("request", url);
		},
	},

	"key and token with special characters": {
		run: async (t) => {
			const peer = new t.Peer("a", t.scripted.options({ key: "a&b=c", token: "1+1=2&x" }));
			await t.until(() => t.wire.length > 0, "socket");
			const { searchParams } = new URL(t.wire[0].url);
			t.log("key", searchParams.get("key"));
			t.log("token", searchParams.get("token"));
			peer.destroy();
		},
		differences: [
			{
				why: "encoded, so that the server reads what the application gave; PeerJS pastes them in",
				peerjs: ['key "a"', 'token "1 1=2"'],
				ours: ['key "a&b=c"', 'token "1+1=2&x"'],
			},
		],
	},

	"tokens": {
		run: async (t) => {
			const tokens = new Set();
			for (let i = 0; i < 50; i++) tokens.add(new t.Peer("x", t.options({ port: t.closedPort })).options.token);
			t.log("all different", tokens.size);
			// Which source of randomness: nothing but crypto leaves them different here.
			const { random } = Math;
			Math.random = () => 0.123456789;
			const [one, two] = [1, 2].map(() => new t.Peer("x", t.options({ port: t.closedPort })).options.token);
			Math.random = random;
			t.log("without Math.random", one !== two);
		},
		differences: [
			{
				why: "tokens come from crypto: the token is what keeps others from taking one's id",
				peerjs: ["without Math.random false"],
				ours: ["without Math.random true"],
			},
		],
	},

	"OFFER, ANSWER, CANDIDATE": {
		run: async (t) => {
			await t.pair({ label: "chat", metadata: { a: 1 }, serialization: "json", reliable: true });
			const frames = (type) => t.wire.filter(({ kind, data }) => kind === "sent" && JSON.parse(data).type === type);
			for (const type of ["OFFER", "ANSWER", "CANDIDATE"]) {
				const frame = JSON.parse(frames(type)[0].data);
				const { peerjsWasm, ...payload } = frame.payload;
				t.lines.push(`${type} ${t.describeFrame(JSON.stringify({ ...frame, payload }))}`);
				t.log("our key", peerjsWasm);
			}
			t.log("one offer, one answer", frames("OFFER").length, frames("ANSWER").length);
			t.log("nothing else", [...new Set(t.wire.filter(({ kind }) => kind === "sent").map(({ data }) => JSON.parse(data).type))].sort());
		},
		differences: [
			{
				why: "by this key two of ours know each other (docs/protocol.md); servers pass it on, and PeerJS does not look at it",
				peerjs: ["our key undefined"],
				ours: ["our key 1"],
			},
			{
				why: "the same in the ANSWER; candidates do without",
				peerjs: ["our key undefined"],
				ours: ["our key 1"],
			},
		],
	},

	"OFFER without options": {
		run: async (t) => {
			await t.pair();
			t.log("OFFER", t.sent("OFFER").map(({ type, payload, dst }) => [type, Object.keys(payload), payload.label === payload.connectionId, payload.reliable, payload.serialization, dst]));
			t.log("id", /^dc_[a-z0-9]{8,}$/.test(t.sent("OFFER")[0].payload.connectionId));
		},
		differences: [
			{
				why: "by this key two of ours know each other",
				peerjs: ['OFFER [["OFFER", ["sdp", "type", "connectionId", "label", "reliable", "serialization"], true, false, "binary", "bob"]]'],
				ours: ['OFFER [["OFFER", ["sdp", "type", "connectionId", "peerjsWasm", "label", "reliable", "serialization"], true, false, "binary", "bob"]]'],
			},
		],
	},

	"offers come before their candidates": {
		run: async (t) => {
			await t.pair();
			const types = t.wire.filter(({ kind }) => kind === "sent").map(({ data }) => JSON.parse(data));
			const first = (type) => types.findIndex((frame) => frame.type === type);
			t.log("order", first("OFFER") < first("CANDIDATE"), first("OFFER") < first("ANSWER"));
		},
	},

	"heartbeat": {
		run: async (t) => {
			const peer = new t.Peer("alice", t.scripted.options({ pingInterval: 30 }));
			await t.event(peer, "open");
			const frames = await t.scripted.frames({ count: 3 });
			for (const frame of frames.slice(0, 3)) t.lines.push(`frame ${frame}`);
			peer.disconnect();
			await t.scripted.closed();
			const { length } = await t.scripted.frames();
			peer.reconnect();
			await t.event(peer, "open");
			await t.scripted.frames({ count: length + 2 });
			t.log("goes on after reconnect");
			peer.destroy();
			await t.scripted.closed({ count: 2 });
		},
	},

	"no heartbeat before its time": {
		run: async (t) => {
			const peer = new t.Peer("alice", t.scripted.options({ pingInterval: 3_600_000 }));
			await t.event(peer, "open");
			// A quick one beside it is the clock.
			const quick = await t.openPeer("quick", { pingInterval: 20 });
			await t.until(() => t.sent("HEARTBEAT").length >= 5, "heartbeats");
			t.log("frames of the slow one", (await t.scripted.frames()).length, quick.open);
		},
	},

	"destroy closes the socket": {
		run: async (t) => {
			const peer = new t.Peer("alice", t.scripted.options());
			await t.event(peer, "open");
			peer.destroy();
			await t.scripted.closed();
			t.log("frames", await t.scripted.frames());
		},
	},

	"peer.socket": {
		run: async (t) => {
			const peer = await t.openPeer("alice");
			t.log("methods", ["send", "start", "close", "on"].map((name) => typeof peer.socket[name]));
			peer.socket.send({ type: "HEARTBEAT", own: 1 });
			t.log("sent", t.sent("HEARTBEAT"));
		},
	},

	"candidates are passed on": {
		run: async (t) => {
			const { ab, ba } = await t.pair();
			// Each end has the other's candidates, so both have learnt of some.
			const count = async (connection) => {
				const stats = await connection.peerConnection.getStats();
				return [...stats.values()].filter(({ type }) => type === "remote-candidate").length > 0;
			};
			t.log("remote candidates", await count(ab), await count(ba));
		},
	},
};
