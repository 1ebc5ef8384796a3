// A server that sends what none should: what is bounded, and that the page goes on.
// Single frames are the oracle's: oracle/scenarios/malformed.mjs.

import { describeInPage } from "./page-tests.mjs";

const TESTS = {
	"frames of every shape": {
		run: async (t) => {
			const peer = await t.openScripted("alice");
			const types = ["OFFER", "ANSWER", "CANDIDATE", "LEAVE", "EXPIRE", "__proto__", null];
			const sources = [undefined, "mallory", "__proto__", 5, {}, "\u0000\r\n"];
			const values = [undefined, null, true, 0, "", "text", "__proto__", [], {}];
			const payloads = values.concat(
				...["connectionId", "type", "serialization", "sdp", "candidate", "metadata"].map((key) => values.map((value) => ({ connectionId: "dc_1", type: "data", [key]: value }))),
			);
			const frames = types.flatMap((type) => sources.flatMap((src) => payloads.map((payload) => JSON.stringify({ type, src, payload }))));
			peer.on("connection", (connection) => connection.close());
			const end = t.event(peer, "error", ({ message }) => message.includes("barrier"));
			await t.scripted.flood({ frames: [...frames, '{"type":"EXPIRE","src":"barrier"}'] });
			await end;
			t.log("state", peer.id, peer.open, peer.destroyed, Object.prototype.mallory);
			t.log("kept", peer._lostMessages.size <= 256, frames.length > 2_000);
		},
		trace: ['state "alice" true false undefined', "kept true true"],
	},

	"a frame that is longer than any should be": {
		run: async (t) => {
			const logged = [];
			const peer = await t.openScripted("alice", { debug: 2, logFunction: (level, ...what) => logged.push(what.join(" ")) });
			const end = t.event(peer, "error");
			await t.scripted.frame({ type: "LEAVE", src: "x".repeat(17_000_000) }, { type: "EXPIRE", src: "barrier" });
			await end;
			t.log("logged", logged.filter((line) => line.includes("too long")).length);
		},
		trace: ["logged 1"],
	},

	"10,000 offers from made-up ids": {
		run: async (t) => {
			const logged = [];
			const peer = await t.openScripted("alice", { debug: 2, logFunction: (level, ...what) => logged.push(what.join(" ")) });
			let connections = 0;
			peer.on("connection", () => connections++);
			const frames = [];
			for (let n = 0; n < 10_000; n++) frames.push(JSON.stringify(await offers.frame(`made-up-${n}`, `dc_${n}`)));
			const first = t.peerConnections;
			const refused = t.until(() => logged.some((line) => line.includes("Refused")), "one is refused").then(() => performance.now());
			const end = t.event(peer, "error", ({ message }) => message.includes("barrier"));
			await t.scripted.flood({ frames: [...frames, '{"type":"EXPIRE","src":"barrier"}'] });
			const begin = await refused;
			await end;
			const each = (performance.now() - begin) / (10_000 - 256);
			t.log("connections", connections, t.peerConnections - first, Object.keys(peer.connections).length);
			t.log("refused", logged.filter((line) => line.includes("Too many pending offers")).length);
			if (each > 1) throw new Error(`each took ${each} ms`);
			peer.destroy();
		},
		trace: ["connections 256 256 256", "refused 9744"],
	},

	"maxPendingOffers": {
		run: async (t) => {
			const peer = await t.openScripted("alice", { maxPendingOffers: 3 });
			const arrived = [];
			peer.on("connection", (connection) => arrived.push(connection));
			const offer = async (...names) => {
				for (const name of names) await t.scripted.frame(await offers.frame(name, `dc_${name}`));
				const end = t.event(peer, "error", ({ message }) => message.includes("barrier"));
				await t.scripted.frame({ type: "EXPIRE", src: "barrier" });
				await end;
				t.log("arrived", arrived.map(({ peer }) => peer));
			};
			await offer("a", "b", "c", "d");
			arrived[0].close();
			await offer("e", "f");
			// Those that have waited for more than a minute make room, when it is needed.
			for (const connection of arrived) t.watch(connection, connection.peer);
			const now = performance.now.bind(performance);
			performance.now = () => now() + 61_000;
			await offer("g");
			performance.now = now;
			peer.destroy();
		},
		trace: [
			'arrived ["a", "b", "c"]',
			'arrived ["a", "b", "c", "e"]',
			...["b", "c", "e"].map((name) => `${name} error Error "negotiation-failed" "Negotiation of connection to ${name} failed."`),
			'arrived ["a", "b", "c", "e", "g"]',
		],
	},

	"destroy() as an offer that has waited too long makes room": {
		run: async (t) => {
			const peer = t.watch(await t.openScripted("alice", { maxPendingOffers: 1 }), "alice");
			const arrives = t.event(peer, "connection");
			await t.scripted.frame(await offers.frame("a", "dc_a"));
			(await arrives).on("error", () => peer.destroy());
			const first = t.peerConnections;
			const closed = t.event(peer, "close");
			const now = performance.now.bind(performance);
			performance.now = () => now() + 61_000;
			await t.scripted.frame(await offers.frame("b", "dc_b"));
			await closed;
			performance.now = now;
			t.log("made", t.peerConnections - first, Object.values(peer.connections).flat().length);
		},
		trace: ["alice connection <connection>", 'alice disconnected "alice"', "alice close", "made 0 0"],
	},

	"calls that nobody answers": {
		run: async (t) => {
			const peer = await t.openScripted("alice", { maxPendingOffers: 2 });
			const calls = [];
			peer.on("call", (call) => calls.push(call));
			const call = async (...names) => {
				for (const name of names) await t.scripted.frame(await offers.frame(name, `mc_${name}`, { type: "media" }));
				const end = t.event(peer, "error", ({ message }) => message.includes("barrier"));
				await t.scripted.frame({ type: "EXPIRE", src: "barrier" });
				await end;
				t.log("calls", calls.map(({ peer }) => peer));
			};
			await call("a", "b", "c");
			calls[1].answer();
			await call("d", "e");
			peer.destroy();
		},
		trace: ['calls ["a", "b"]', 'calls ["a", "b", "d"]'],
	},

	"everybody who ever came": {
		run: async (t) => {
			const peer = await t.openScripted("alice");
			let calls = 0;
			peer.on("call", (call) => (calls++, call.close()));
			const frames = [];
			for (let n = 0; n < 3_000; n++) frames.push(JSON.stringify(await offers.frame(`caller-${n}`, `mc_${n}`, { type: "media" })));
			await t.scripted.flood({ frames });
			await t.until(() => calls === 3_000, "all calls");
			t.log("remembered", Object.keys(peer.connections).length);
		},
		trace: ["remembered 1024"],
	},

	"early messages without end": {
		run: async (t) => {
			const peer = await t.openScripted("alice");
			const frames = [];
			for (let n = 0; n < 260; n++) for (let i = 0; i < 135; i++) frames.push(JSON.stringify(offers.candidate("mallory", `dc_${n}`, i)));
			const long = offers.candidate("mallory", "dc_0", 1);
			long.payload.candidate.usernameFragment = "x".repeat(5_000);
			const end = t.event(peer, "error");
			await t.scripted.flood({ frames: [JSON.stringify(long), ...frames, '{"type":"EXPIRE","src":"barrier"}'] });
			await end;
			const kept = [...peer._lostMessages.values()];
			t.log("kept", kept.length, Math.max(...kept.map(({ length }) => length)), Math.max(...kept.flat().map((message) => JSON.stringify(message).length)) < 1_000);
			// Those of a call that is there have their own place.
			const call = t.event(peer, "call");
			await t.scripted.frame(await offers.frame("bob", "mc_1", { type: "media" }), offers.candidate("bob", "mc_1", 1));
			const { connectionId } = await call;
			await t.until(() => peer._lostMessages.get(connectionId)?.length === 1, "its candidate is kept");
		},
		trace: ["kept 256 128 true"],
	},

	// For Firefox's JSON; Chromium's finds it long.
	"an early message that nests too deep": {
		run: async (t) => {
			const peer = t.watch(await t.openScripted("alice"), "alice");
			const end = t.event(peer, "error");
			const deep = "[".repeat(200_000) + "]".repeat(200_000);
			await t.scripted.flood({ frames: [`{"type":"CANDIDATE","src":"mallory","payload":{"connectionId":"dc_1","candidate":${deep}}}`, '{"type":"EXPIRE","src":"barrier"}'] });
			await end;
			t.log("kept", peer._lostMessages.size);
		},
		trace: ['alice error Error "peer-unavailable" "Could not connect to peer barrier"', "kept 0"],
	},

	"candidates without end": {
		run: async (t) => {
			const peer = await t.openScripted("alice", { debug: 2, logFunction() {} });
			let taken = 0;
			const { addIceCandidate } = RTCPeerConnection.prototype;
			RTCPeerConnection.prototype.addIceCandidate = function (candidate) {
				taken++;
				return addIceCandidate.call(this, candidate);
			};
			const connection = t.event(peer, "connection");
			await t.scripted.frame(await offers.frame("mallory", "dc_1"));
			await t.until(async () => (await connection).peerConnection.signalingState === "stable", "the offer is taken");
			const frames = [];
			for (let n = 0; n < 10_000; n++) frames.push(JSON.stringify(offers.candidate("mallory", "dc_1", n)));
			const end = t.event(peer, "error", ({ message }) => message.includes("barrier"));
			await t.scripted.flood({ frames: [...frames, '{"type":"EXPIRE","src":"barrier"}'] });
			await end;
			t.log("taken", taken);
			peer.destroy();
			RTCPeerConnection.prototype.addIceCandidate = addIceCandidate;
		},
		trace: ["taken 512"],
	},

	"a stranger's LEAVE and EXPIRE": {
		run: async (t) => {
			const { alice, ab, ba } = await t.pair({ reliable: true });
			t.watch(ab, "ab");
			const mallory = await t.openPeer("mallory");
			const error = t.event(alice, "error");
			for (const type of ["LEAVE", "EXPIRE"]) mallory.socket.send({ type, dst: alice.id, src: ab.peer, payload: {} });
			t.log("error", (await error).message);
			await t.roundTrip(ab, ba);
			t.log("open", ab.open, ba.open);
		},
		trace: ['error "Could not connect to peer mallory"', 'ab data "test: back"', "open true true"],
	},

	"answers that nobody has asked for": {
		run: async (t) => {
			const { alice, bob, ab, ba } = await t.pair({ reliable: true });
			const mallory = await t.openPeer("mallory");
			const errors = [];
			for (const peer of [alice, bob]) peer.on("error", ({ type }) => errors.push(type));
			const { payload } = t.sent("ANSWER")[0];
			// From a stranger: no connection of his. From the other end: once too often.
			mallory.socket.send({ type: "ANSWER", dst: alice.id, payload });
			bob.socket.send({ type: "ANSWER", dst: alice.id, payload });
			alice.socket.send({ type: "ANSWER", dst: bob.id, payload });
			await t.until(() => errors.length === 2, "two errors");
			await t.roundTrip(ab, ba);
			t.log("errors", errors, ab.open, ba.open);
		},
		trace: ['errors ["webrtc", "webrtc"] true true'],
	},

	"SDP that is none": {
		run: async (t) => {
			const peer = await t.openScripted("alice");
			const { payload } = await offers.frame();
			const { sdp } = payload.sdp;
			const nonsense = [
				undefined, null, 5, "text", [], {}, { type: "offer" }, { type: "offer", sdp: 5 }, { type: "offer", sdp: "" }, { type: "answer", sdp }, { type: "pranswer", sdp },
				{ type: "offer", sdp: sdp.slice(0, sdp.length / 2) }, { type: "offer", sdp: "v=0\r\n" + "a=x\r\n".repeat(100_000) }, { type: "offer", sdp: sdp.replaceAll("a=", "a=\u0000") },
			];
			let errors = 0;
			const connections = [];
			peer.on("error", ({ type, message }) => (type === "webrtc" ? errors++ : t.log(type, message)));
			peer.on("connection", (connection) => connections.push(t.watch(connection, "connection")));
			for (const [n, one] of nonsense.entries()) await t.scripted.frame(await offers.frame("mallory", `dc_${n}`, { sdp: one }));
			await t.until(() => connections.length === nonsense.length && connections.every(({ peerConnection }) => peerConnection.signalingState === "stable"), "all have come");
			await t.scripted.frame({ type: "EXPIRE", src: "barrier" });
			await t.until(() => t.lines.length > 0, "barrier");
			t.log("at most one error each", errors > 0 && errors <= nonsense.length);
			peer.destroy();
		},
		trace: ['peer-unavailable "Could not connect to peer barrier"', "at most one error each true"],
	},

	"ids, keys and tokens with control characters": {
		run: async (t) => {
			const evil = "a&id=b#?/../%00\r\nHost: c\u0000\t é😀";
			await t.scripted.configure({ replies: { id: { status: 200, body: evil } } });
			const peer = new t.Peer(t.scripted.options({ key: evil, token: evil }));
			await t.event(peer, "open");
			peer.listAllPeers();
			const requests = await t.scripted.requests({ count: 3 });
			for (const { url } of requests) {
				const [path, query, ...more] = url.split("?");
				const segments = path.slice(t.scripted.path.length).split("/").map(decodeURIComponent);
				const parameters = [...new URLSearchParams(query)].filter(([, value]) => value === evil).map(([name]) => name);
				t.log("request", segments.map((segment) => (segment === evil ? "KEY" : segment)), parameters, more.length, /[^\x21-\x7e]/.test(url));
			}
			t.log("id", peer.id === evil);
		},
		trace: ['request ["KEY", "id"] [] 0 false', 'request ["peerjs"] ["key", "id", "token"] 0 false', 'request ["KEY", "peers"] [] 0 false', "id true"],
	},
};

describeInPage("a hostile server", TESTS, { scripts: ["/e2e/offers.js"] });
