// What `debug` and `logFunction` show. Errors and warnings only: what is logged
// at level 3 is each library's own business, its form is not.

/** In the page: takes the console over, keeps what PeerJS or ours writes to it. */
const capture = `const capture = (t) => {
	for (const method of ["log", "warn", "error"]) {
		console[method] = (...args) => {
			if (args.includes("PeerJS: ")) t.log("console." + method, ...args);
		};
	}
};`;

const withCapture = (run) => `async (t) => { ${capture} return (${run})(t, capture); }`;

export default {
	"level 0": {
		run: withCapture(async (t, capture) => {
			capture(t);
			const peer = await t.openPeer("alice");
			peer.disconnect();
			peer.connect("x");
			peer.emitError("own", "test");
		}),
	},

	"level 1": {
		run: withCapture(async (t, capture) => {
			capture(t);
			const peer = await t.openPeer("alice", { debug: 1 });
			peer.disconnect();
			peer.connect("x");
			peer.emitError("own", new Error("test"));
		}),
	},

	"level 2": {
		run: withCapture(async (t, capture) => {
			capture(t);
			const peer = await t.openPeer("alice", { debug: 2 });
			peer.disconnect();
			peer.connect("x");
			peer.emitError("own", "test");
		}),
	},

	"level 2: a Peer that fails": {
		run: withCapture(async (t, capture) => {
			capture(t);
			await t.event(new t.Peer("-", t.options({ debug: 2 })), "close");
		}),
	},

	"level 2: reconnect in a hurry": {
		run: withCapture(async (t, capture) => {
			capture(t);
			t.peer("alice", { debug: 2 }).reconnect();
		}),
	},

	"level 2: call without a stream": {
		run: withCapture(async (t, capture) => {
			capture(t);
			const peer = await t.openPeer("alice", { debug: 2 });
			t.attempt("call", () => peer.call("bob"));
		}),
	},

	"level 2: malformed messages": {
		run: withCapture(async (t, capture) => {
			capture(t);
			const peer = new t.Peer("alice", t.scripted.options({ debug: 2 }));
			await t.event(peer, "open");
			const done = t.event(peer, "error");
			t.scripted.frame(
				{ type: "NONSENSE", src: "mallory" },
				{ type: "NONSENSE", src: "mallory", payload: {} },
				{ type: "OFFER", src: "mallory", payload: { type: "nonsense" } },
				{ type: "EXPIRE", src: "bob" },
			);
			await done;
		}),
	},

	"level 2: offers of unknown serializations": {
		run: async (t) => {
			const logFunction = (level, text) => level === 2 && t.log("warning", text.includes("serialization"));
			const peer = await t.openScripted("alice", { debug: 2, logFunction });
			const done = t.event(peer, "error", ({ type }) => type === "peer-unavailable");
			for (const serialization of ["nonsense", { toString: 1 }]) {
				await t.scripted.frame({ type: "OFFER", src: "mallory", payload: { type: "data", connectionId: "dc_1", serialization, sdp: {} } });
			}
			await t.scripted.frame({ type: "EXPIRE", src: "barrier" });
			await done;
		},
		differences: [{ why: "ours warns; PeerJS throws out of the browser's callback (#823)", peerjs: ["uncaught TypeError"], ours: ["warning true"], each: true }],
	},

	"level 2: the id cannot be had": {
		run: withCapture(async (t, capture) => {
			capture(t);
			await t.scripted.configure({ replies: { id: { status: 500, body: "" } } });
			await t.event(new t.Peer(t.scripted.options({ debug: 2 })), "close");
		}),
		differences: [
			{
				why: "the message says what was tried and what happened",
				peerjs: ['console.error "ERROR" "PeerJS: " "Error:" "(Error) Could not get an ID from the server."'],
				ours: ['console.error "ERROR" "PeerJS: " "Error:" "(Error) Could not get an ID from the server. (http://127.0.0.1:SCRIPTED/scripted/SESSION/peerjs/id: Error. Status:500)"'],
			},
		],
	},

	"level 3 shows more, with the same prefix": {
		run: withCapture(async (t, capture) => {
			const own = t.lane("log");
			capture(own);
			const peer = await t.openPeer("alice", { debug: 3 });
			peer.destroy();
			t.log("logged", own.lines.length > 0, own.lines.every((line) => line.startsWith('console.log "PeerJS: " ')));
			own.lines.length = 0;
		}),
	},

	"a level above 3, a level as text": {
		run: withCapture(async (t, capture) => {
			capture(t);
			for (const debug of [4, "2", "nonsense", null]) {
				const peer = new t.Peer("x", t.options({ debug, port: t.closedPort }));
				const before = t.lines.length;
				peer.emitError("own", `test ${debug}`);
				t.lines = t.lines.filter((line) => !line.startsWith("console.log"));
				t.log(`debug ${debug}`, t.lines.length > before);
				t.lines = t.lines.filter((line) => line.startsWith("debug"));
				peer.destroy();
			}
		}),
	},

	"logFunction": {
		run: withCapture(async (t, capture) => {
			capture(t);
			const logFunction = (...args) => {
				if (args[0] < 3) t.log("logFunction", ...args);
			};
			const peer = await t.openPeer("alice", { debug: 2, logFunction });
			peer.disconnect();
			peer.connect("x");
			peer.emitError("own", new Error("test: kept an Error"));
		}),
	},

	"logFunction: level 3 reaches it too": {
		run: async (t) => {
			const levels = new Set();
			const peer = await t.openPeer("alice", { debug: 3, logFunction: (level) => levels.add(level) });
			peer.destroy();
			t.log("levels", [...levels]);
		},
	},

	"the level is that of the newest Peer": {
		run: withCapture(async (t, capture) => {
			capture(t);
			const loud = t.peer("loud", { debug: 1 });
			loud.emitError("own", "test: shown");
			t.peer("quiet");
			loud.emitError("own", "test: not shown");
		}),
	},
};
