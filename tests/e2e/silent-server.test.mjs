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

	"no OPEN after reconnect": {
		run: async (t) => {
			const peer = t.watch(await t.openScripted("alice"), "peer");
			await t.scripted.configure({ greet: [] });
			peer.options.serverTimeout = 500;
			peer.disconnect();
			peer.reconnect();
			await t.event(peer, "disconnected");
			t.log("state", peer.open, peer.destroyed, peer._lastServerId);
		},
		trace: ['peer disconnected "alice"', 'peer error Error "network" "The server does not answer."', 'peer disconnected "alice"', 'state false false "alice"'],
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
			first.destroy();
			t.log("destroyed", timers.size);
			for (const serverTimeout of [0, -1, NaN, Infinity, 2 ** 31, "soon"]) new t.Peer("bob", t.scripted.options({ serverTimeout })).on("error", ({ type }) => t.log(type)).on("open", () => t.log("open"));
			await t.until(() => t.lines.length === 9, "six Peers are open");
			Object.assign(window, { setTimeout, clearTimeout });
		},
		trace: ["open 0", "again 1", "destroyed 0", ...Array(6).fill("open")],
	},
};

describeInPage("a silent server", TESTS);
