// A server that accepts and says nothing: given up after `serverTimeout`, once, and
// the Peer can go for it again.

import { describeInPage } from "./page-tests.mjs";

/** A Peer whose server is silent in one phase, and is then heard again. */
const silent = (settings, id) => ({
	run: `async (t) => {
		await t.scripted.configure(${JSON.stringify(settings)});
		const begin = performance.now();
		const peer = t.watch(new t.Peer(${JSON.stringify(id)}, t.scripted.options({ serverTimeout: 500 })), "peer");
		await t.event(peer, "disconnected");
		const took = performance.now() - begin;
		if (took < 490) throw new Error("given up after " + took + " ms");
		t.log("state", peer.open, peer.destroyed);
		// To have been asked for does not make it known to the server.
		peer.reconnect();
		await t.event(peer, "disconnected");
		await t.scripted.configure({ hold: false, mute: false, greet: ['{"type":"OPEN"}'] });
		peer.options.serverTimeout = 60_000;
		peer.reconnect();
		await t.event(peer, "open");
		t.scripted.close();
		await t.event(peer, "disconnected");
	}`,
	trace: [
		'peer error Error "network" "The server does not answer."',
		`peer disconnected ${JSON.stringify(id)}`,
		"state false false",
		'peer error Error "network" "The server does not answer."',
		`peer disconnected ${JSON.stringify(id)}`,
		`peer open ${JSON.stringify(id ?? "scripted-id")}`,
		'peer error Error "network" "Lost connection to server."',
		`peer disconnected ${JSON.stringify(id ?? "scripted-id")}`,
	],
});

const TESTS = {
	"no id": silent({ hold: true }, null),
	"no WebSocket": silent({ mute: true }, "alice"),
	"no OPEN": silent({ greet: [] }, "alice"),

	"an id that was asked for in vain is not what counts": {
		run: async (t) => {
			await t.scripted.configure({ hold: true });
			let isTold;
			const failed = new Promise((resolve) => (isTold = resolve));
			const logFunction = (level, ...rest) => rest.join(" ").includes("Error retrieving ID") && isTold();
			const peer = t.watch(new t.Peer(t.scripted.options({ serverTimeout: 500, debug: 1, logFunction })), "peer");
			await t.event(peer, "disconnected");
			peer.options.serverTimeout = 60_000;
			peer.reconnect();
			await t.scripted.requests({ count: 2 });
			await t.scripted.timeOut();
			await failed;
			t.log("state", peer.disconnected, peer.destroyed);
			await t.scripted.configure({ hold: false });
			await t.event(peer, "open");
			peer.destroy();
		},
		trace: ['peer error Error "network" "The server does not answer."', "peer disconnected null", "state false false", 'peer open "scripted-id"', 'peer disconnected "scripted-id"', "peer close"],
	},

	"no WebSocket after reconnect": {
		run: async (t) => {
			const peer = t.watch(await t.openScripted("alice"), "peer");
			await t.scripted.configure({ mute: true });
			peer.options.serverTimeout = 500;
			peer.disconnect();
			peer.reconnect();
			await t.event(peer, "disconnected");
			t.log("state", peer.open, peer.destroyed, peer._lastServerId);
		},
		trace: ['peer disconnected "alice"', 'peer error Error "network" "The server does not answer."', 'peer disconnected "alice"', 'state false false "alice"'],
	},

	"no OPEN after reconnect, or a late one": {
		run: async (t) => {
			const peer = t.watch(await t.openScripted("alice"), "peer");
			await t.scripted.configure({ greet: [] });
			for (let n = 0; n < 2; n++) {
				peer.disconnect();
				peer.reconnect();
				await t.event(peer, "open");
				t.log("state", peer.open, peer.id);
			}
			const barrier = t.event(peer, "error");
			await t.scripted.frame({ type: "OPEN" }, { type: "EXPIRE", src: "barrier" });
			await barrier;
			// What refuses is heard all the same.
			await t.scripted.configure({ greet: ['{"type":"ID-TAKEN"}'] });
			peer.disconnect();
			peer.reconnect();
			await t.event(peer, "disconnected");
			t.log("state", peer.open, peer.destroyed);
		},
		trace: [
			...Array(2).fill(['peer disconnected "alice"', 'peer open "alice"', 'state true "alice"']).flat(),
			'peer error Error "peer-unavailable" "Could not connect to peer barrier"',
			'peer disconnected "alice"',
			'peer error Error "unavailable-id" "ID \\"alice\\" is taken"',
			'peer disconnected "alice"',
			"state false false",
		],
	},

	"what was asked for meanwhile is sent to the server that answers": {
		run: async (t) => {
			await t.scripted.configure({ mute: true });
			const peer = t.watch(new t.Peer("alice", t.scripted.options({ serverTimeout: 500 })), "peer");
			const [bob, carol] = ["bob", "carol"].map((id) => peer.connect(id));
			await t.event(peer, "disconnected");
			// An offer that is made only now waits as well.
			const waits = (id) => peer.socket._messagesQueue.some(({ type, dst }) => type === "OFFER" && dst === id);
			await t.until(() => waits("bob") && waits("carol"), "the offers wait");
			carol.close();
			t.log("waits", waits("carol"));
			// Candidates that are found by now wait behind their offer.
			await t.until(() => bob.peerConnection.iceGatheringState === "complete", "all candidates");
			await t.scripted.configure({ mute: false });
			peer.options.serverTimeout = 60_000;
			const early = t.sent("OFFER").length;
			peer.reconnect();
			await t.event(peer, "open");
			const [offer, ...others] = t.sent("OFFER");
			t.log("offers", early, offer.dst, others.length);
			const candidates = t.sent("CANDIDATE");
			t.log("candidates", candidates.length > 0, candidates.every(({ dst }) => dst === "bob"));
			t.log("bob", bob.peerConnection.signalingState);
		},
		trace: ['peer error Error "network" "The server does not answer."', 'peer disconnected "alice"', "waits false", 'peer open "alice"', 'offers 0 "bob" 0', "candidates true true", 'bob "have-local-offer"'],
	},

	"no timer for whom the server serves, though it does not greet": {
		run: async (t) => {
			const timers = new Set();
			const { setTimeout, clearTimeout } = window;
			window.setTimeout = (callback, time, ...rest) => {
				const timer = setTimeout(callback, time, ...rest);
				if (time === 77_777) timers.add(timer);
				return timer;
			};
			window.clearTimeout = (timer) => (timers.delete(timer), clearTimeout(timer));
			await t.scripted.configure({ greet: [] });
			const peer = t.watch(new t.Peer("alice", t.scripted.options({ serverTimeout: 77_777 })), "peer");
			await t.until(() => timers.size === 1, "it waits for the server");
			await t.scripted.frame({ type: "CANDIDATE", src: "bob", payload: { connectionId: "dc_early" } });
			await t.until(() => timers.size === 0, "it waits no more");
			t.log("state", peer.open, peer.disconnected, peer._lostMessages.size);
			peer.destroy();
		},
		trace: ["state false false 1", 'peer disconnected "alice"', "peer close"],
	},

	"no timer once it is open, or was ended": {
		run: async (t) => {
			const timers = new Set();
			const { setTimeout, clearTimeout } = window;
			window.setTimeout = (callback, time, ...rest) => {
				const timer = setTimeout(() => (timers.delete(timer), callback()), time, ...rest);
				if (time === 77_777) timers.add(timer);
				return timer;
			};
			window.clearTimeout = (timer) => (timers.delete(timer), clearTimeout(timer));
			const options = { serverTimeout: 77_777 };
			await t.scripted.configure({ greet: [] });
			const first = new t.Peer("alice", t.scripted.options(options));
			await t.until(() => timers.size === 1, "the server's time is counted");
			const open = t.event(first, "open");
			await t.scripted.frame({ type: "OPEN" });
			await open;
			t.log("open", timers.size);
			await t.scripted.configure({ greet: ['{"type":"OPEN"}'] });
			first.disconnect();
			first.reconnect();
			t.log("again", timers.size);
			await t.event(first, "open");
			// As a PeerServer that has not seen the old WebSocket close.
			await t.scripted.configure({ greet: [] });
			first.disconnect();
			first.reconnect();
			const connection = t.event(first, "error", ({ type }) => type === "peer-unavailable");
			t.log("not greeted", timers.size);
			await t.until(() => first.socket._socket?.readyState === WebSocket.OPEN, "accepted");
			await t.scripted.frame({ type: "EXPIRE", src: "bob" });
			await connection;
			t.log("served", timers.size, first.disconnected);
			await t.scripted.configure({ greet: ['{"type":"OPEN"}'] });
			first.disconnect();
			first.reconnect();
			t.log("once more", timers.size);
			first.destroy();
			t.log("destroyed", timers.size);
			for (const serverTimeout of [0, -1, NaN, Infinity, 2 ** 31, "soon"]) new t.Peer("bob", t.scripted.options({ serverTimeout })).on("error", ({ type }) => t.log(type)).on("open", () => t.log("open"));
			await t.until(() => t.lines.length === 12, "six Peers are open");
			Object.assign(window, { setTimeout, clearTimeout });
		},
		trace: ["open 0", "again 1", "not greeted 1", "served 0 false", "once more 1", "destroyed 0", ...Array(6).fill("open")],
	},
};

describeInPage("a silent server", TESTS);
