// Listeners that throw: the error shows as uncaught (or reaches the caller, where
// the application called), and the library goes on as PeerJS does.

/** In the page: a call between two Peers, of which one listener throws each time. */
const page = (run) => async (t) => {
	const stream = new MediaStream(document.createElement("canvas").captureStream());
	const thrower = (what) => () => {
		throw new Error(`test: in ${what}`);
	};
	const thrown = (what, count = 1) => t.until(() => t.lines.filter((line) => line.includes(`test: in ${what}`)).length >= count, `${what} throws`);
	/** A call that rings. */
	const ring = async (options) => {
		const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
		const arrives = t.event(bob, "call");
		const ab = alice.call(bob.id, stream, options);
		return { alice, bob, ab, ba: await arrives };
	};
	/** What is left must work: the Peers are as they were. */
	const goesOn = async ({ alice, bob }) => {
		const { ab, ba } = await t.link(alice, bob, { reliable: true });
		await t.roundTrip(ab, ba);
		t.log("goes on", alice.open, bob.open);
	};
	await run({ t, stream, thrower, thrown, ring, goesOn });
};

const NO_MESSAGE = {
	why: "an error tells what it is of; PeerJS's loses what it was made from",
	peerjs: ['error Error "webrtc" ""'],
	ours: ['error Error "webrtc" "test: in sdpTransform"'],
	each: true,
};

const call = (run, rest) => ({ run: `(t) => (${page})(${run})(t)`, ...rest });

export default {
	"Peer: open": {
		run: async (t) => {
			const alice = t.peer("alice");
			alice.on("open", () => {
				throw new Error("test: in open");
			});
			await t.until(() => alice.open && t.lines.length > 0, "open");
			t.log("alice", alice.open, alice.disconnected);
			const bob = await t.openPeer("bob");
			t.log("connects", (await t.link(alice, bob)).ab.open);
		},
	},

	"Peer: connection": {
		run: async (t) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			bob.on("connection", () => {
				throw new Error("test: in connection");
			});
			const ab = alice.connect(bob.id);
			await t.event(ab, "open");
			const ba = bob.connections[alice.id][0];
			await t.until(() => ba.open, "ba opens");
			t.log("both open", ab.open, ba.open);
		},
	},

	"Peer: disconnected": {
		run: async (t) => {
			const alice = await t.openPeer("alice");
			alice.on("disconnected", () => {
				throw new Error("test: in disconnected");
			});
			t.attempt("disconnect", () => alice.disconnect());
			t.log("state", alice.id, alice.disconnected, alice.destroyed);
			t.attempt("destroy", () => alice.destroy());
			t.log("state", alice.disconnected, alice.destroyed);
		},
	},

	"Peer: disconnected, during destroy": {
		run: async (t) => {
			const { alice, ab } = await t.pair();
			t.watch(ab, "ab");
			t.watch(alice, "alice");
			alice.once("disconnected", () => {
				throw new Error("test: in disconnected");
			});
			t.attempt("destroy", () => alice.destroy());
			t.log("state", alice.disconnected, alice.destroyed, ab.open);
			t.attempt("destroy again", () => alice.destroy());
			t.log("state", alice.disconnected, alice.destroyed, ab.open);
		},
	},

	"Peer: close": {
		run: async (t) => {
			const alice = await t.openPeer("alice");
			alice.on("close", () => {
				throw new Error("test: in close");
			});
			t.attempt("destroy", () => alice.destroy());
			t.log("state", alice.disconnected, alice.destroyed);
		},
	},

	"Peer: error": {
		run: async (t) => {
			const alice = t.peer("alice", { port: t.closedPort });
			alice.on("error", ({ type }) => {
				throw new Error(`test: in error ${type}`);
			});
			await t.until(() => t.lines.length > 0, "error");
			await t.turn();
			t.log("state", alice.disconnected, alice.destroyed);
			const bob = await t.openPeer("bob");
			bob.on("error", ({ type }) => {
				throw new Error(`test: in error ${type}`);
			});
			bob.disconnect();
			t.attempt("connect", () => bob.connect("x"));
		},
	},

	"Peer: error, of a peer that is not there": {
		run: async (t) => {
			const alice = await t.openScripted("alice");
			const connections = [0, 1].map(() => alice.connect("nobody"));
			await t.until(() => connections.every(({ peerConnection }) => peerConnection.signalingState === "have-local-offer"));
			alice.on("error", ({ message }) => {
				if (message.endsWith("nobody")) throw new Error("test: in the Peer's error");
			});
			connections[0].on("error", () => {
				throw new Error("test: in the connection's error");
			});
			const barrier = t.event(alice, "error", ({ message }) => message.endsWith("barrier"));
			await t.scripted.frame({ type: "EXPIRE", src: "nobody" }, { type: "EXPIRE", src: "barrier" });
			await barrier;
			await t.turn();
			t.log("freed", connections.map(({ peerConnection }) => !peerConnection));
		},
		differences: [
			{
				why: "one listener's error is no reason to keep the others' connections",
				peerjs: ["freed [false, false]"],
				ours: ['uncaught Error "test: in the connection\'s error"', "freed [true, true]"],
			},
		],
	},

	"connection: open, data, close, error": {
		run: async (t) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			const ab = alice.connect(bob.id, { reliable: true });
			const ba = await t.event(bob, "connection");
			for (const name of ["open", "data", "close", "error"]) {
				ab.on(name, () => {
					throw new Error(`test: in ${name}`);
				});
			}
			t.attempt("early send", () => ab.send("x"));
			await t.until(() => ab.open && ba.open, "open");
			const data = t.event(ba, "data");
			ab.send("one");
			t.log("sent", await data);
			ba.send("two");
			ba.send("three");
			await t.until(() => t.lines.filter((line) => line.includes("in data")).length === 2, "two messages");
			t.attempt("close", () => ab.close());
			t.log("state", ab.open, ab.peerConnection, alice.connections);
		},
	},

	"connection: close, from the other end": {
		run: async (t) => {
			const { alice, ab, ba } = await t.pair();
			ab.on("close", () => {
				throw new Error("test: in close");
			});
			ba.close();
			await t.until(() => t.lines.length > 0, "close");
			t.log("state", ab.open, alice.connections);
		},
	},

	"connection: close, during destroy": {
		run: async (t) => {
			const { alice, ab } = await t.pair();
			t.watch(alice, "alice");
			ab.on("close", () => {
				throw new Error("test: in close");
			});
			t.attempt("destroy", () => alice.destroy());
			t.log("state", alice.destroyed, ab.open);
			t.attempt("destroy again", () => alice.destroy());
			t.log("state", alice.destroyed, ab.open);
		},
	},

	"connection: close, as the other Peer leaves": {
		run: async (t) => {
			const { alice, bob, ab } = await t.pair();
			const second = (await t.link(alice, bob)).ab;
			const third = (await t.link(alice, bob)).ab;
			ab.on("close", () => {
				throw new Error("test: in close");
			});
			for (const type of ["LEAVE", "EXPIRE"]) bob.socket.send({ type, dst: alice.id });
			await t.event(alice, "error");
			await t.turn();
			t.log("open", ab.open, second.open, third.open, Object.values(alice.connections).flat().length);
		},
		differences: [
			{
				why: "one listener's error is no reason to keep the others' connections",
				peerjs: ["open false true true 2"],
				ours: ["open false false false 0"],
			},
		],
	},

	"connection: iceStateChanged": {
		run: async (t) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			const ab = alice.connect(bob.id);
			let thrown = 0;
			ab.on("iceStateChanged", () => {
				thrown++;
				throw new Error("test: in iceStateChanged");
			});
			await t.event(ab, "open");
			t.log("open", ab.open, thrown > 0);
			t.lines = t.lines.filter((line) => !line.startsWith("uncaught"));
			ab.close();
			t.log("closed", ab.open);
		},
	},

	"stringify and parse": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ serialization: "json", reliable: true });
			t.watch(ba, "ba", ["data", "error"]);
			ab.stringify = () => {
				throw new Error("test: in stringify");
			};
			t.attempt("send", () => ab.send("x"));
			ab.stringify = JSON.stringify;
			const { parse } = ba;
			ba.parse = () => {
				throw new Error("test: in parse");
			};
			ab.send("lost");
			await t.until(() => t.lines.some((line) => line.includes("in parse")), "parse throws");
			ba.parse = parse;
			await t.roundTrip(ab, ba);
		},
		differences: [
			{
				why: "what cannot be read is an error of the connection, not of the window",
				peerjs: ['uncaught Error "test: in parse"'],
				ours: ['ba error Error "deserialization-failed" "test: in parse"'],
			},
		],
	},

	"thrown values that are no errors": {
		run: async (t) => {
			const alice = await t.openPeer("alice");
			for (const value of ["text", 5, null, undefined, { a: 1 }]) {
				alice.removeAllListeners("error");
				alice.on("error", () => {
					throw value;
				});
				t.attempt(`throw ${JSON.stringify(value)}`, () => alice.emitError("own", "test"));
			}
		},
	},

	"Peer: call": call(async ({ t, stream, thrower, thrown, goesOn }) => {
		const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
		bob.on("call", thrower("call"));
		const ab = alice.call(bob.id, stream);
		await thrown("call");
		const [ba] = bob.connections[alice.id];
		const opens = t.event(ab, "willCloseOnRemote");
		ba.answer(stream);
		await opens;
		t.log("open", ab.open, ba.open);
		await goesOn({ alice, bob });
	}),

	"call: stream": call(async ({ t, stream, thrower, thrown, ring, goesOn }) => {
		const scene = await ring();
		for (const end of [scene.ab, scene.ba]) end.on("stream", thrower("stream"));
		const opens = Promise.all([scene.ab, scene.ba].map((end) => t.event(end, "willCloseOnRemote")));
		scene.ba.answer(stream);
		await thrown("stream", 2);
		await opens;
		t.log("open", scene.ab.open, scene.ba.open, !!scene.ab.remoteStream, !!scene.ba.remoteStream);
		await goesOn(scene);
	}),

	"call: addStream by the application": call(async ({ t, stream, thrower, ring }) => {
		const { ab } = await ring();
		ab.on("stream", thrower("stream"));
		t.attempt("addStream", () => ab.addStream(stream));
		t.log("kept", ab.remoteStream === stream);
	}),

	"call: willCloseOnRemote": call(async ({ t, stream, thrower, thrown, ring, goesOn }) => {
		const scene = await ring();
		const { ab, ba } = scene;
		for (const end of [ab, ba]) end.on("willCloseOnRemote", thrower("willCloseOnRemote"));
		ba.answer(stream);
		await thrown("willCloseOnRemote", 2);
		const closed = t.event(ba, "close");
		ab.close();
		await closed;
		t.log("open", ab.open, ba.open);
		await goesOn(scene);
	}),

	"call: close": call(async ({ t, stream, thrower, thrown, ring, goesOn }) => {
		const scene = await ring();
		const { alice, bob, ab, ba } = scene;
		const opens = Promise.all([ab, ba].map((end) => t.event(end, "willCloseOnRemote")));
		ba.answer(stream);
		await opens;
		for (const [name, end] of Object.entries({ ab, ba })) end.on("close", thrower(`close of ${name}`));
		t.attempt("close", () => ab.close());
		await thrown("close of ba");
		t.log("closed", [ab, ba].map((end) => [end.open, end.peerConnection, end.localStream, end.remoteStream]), alice.connections, bob.connections);
		t.attempt("close again", () => ab.close());
		await goesOn(scene);
	}),

	"call: close, during destroy": call(async ({ t, stream, thrower, ring }) => {
		const { alice, ab, ba } = await ring();
		const opens = t.event(ab, "willCloseOnRemote");
		ba.answer(stream);
		await opens;
		t.watch(alice, "alice");
		ab.on("close", thrower("close"));
		t.attempt("destroy", () => alice.destroy());
		t.log("state", alice.destroyed, ab.open, ab.peerConnection === null);
		t.attempt("destroy again", () => alice.destroy());
		t.log("state", alice.destroyed, ab.open, ab.peerConnection === null);
	}),

	"call: error": call(async ({ t, stream, thrower, thrown, ring, goesOn }) => {
		const scene = await ring();
		const { ab, ba } = scene;
		for (const end of [ab, ba]) end.on("error", thrower("error"));
		t.attempt("emitError", () => ab.emitError("negotiation-failed", "test: made up"));
		const opens = t.event(ab, "willCloseOnRemote");
		ba.answer(stream);
		await opens;
		t.log("open", ab.open, ba.open);
		await goesOn(scene);
	}),

	"call: iceStateChanged": call(async ({ t, stream, ring, goesOn }) => {
		const scene = await ring();
		const { ab, ba } = scene;
		let count = 0;
		for (const end of [ab, ba]) {
			end.on("iceStateChanged", () => {
				count++;
				throw new Error("test: in iceStateChanged");
			});
		}
		const opens = t.event(ab, "willCloseOnRemote");
		ba.answer(stream);
		await opens;
		t.lines = t.lines.filter((line) => !line.startsWith("uncaught"));
		t.log("open", ab.open, ba.open, count > 0);
		for (const end of [ab, ba]) end.removeAllListeners("iceStateChanged");
		await goesOn(scene);
	}),

	"sdpTransform of an offer": call(
		async ({ t, stream, thrower, goesOn }) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			for (const make of [() => alice.connect(bob.id, { sdpTransform: thrower("sdpTransform") }), () => alice.call(bob.id, stream, { sdpTransform: thrower("sdpTransform") })]) {
				const failed = t.event(alice, "error");
				const made = make();
				t.log("error", await failed);
				t.log("state", made.open, made.peerConnection.signalingState);
				t.attempt("close", () => made.close());
			}
			t.log("offers", t.sent("OFFER").length);
			await goesOn({ alice, bob });
		},
		{ differences: [NO_MESSAGE] },
	),

	"sdpTransform of an answer": call(
		async ({ t, stream, thrower, ring, goesOn }) => {
			const scene = await ring();
			const failed = t.event(scene.bob, "error");
			t.attempt("answer", () => scene.ba.answer(stream, { sdpTransform: thrower("sdpTransform") }));
			t.log("error", await failed);
			t.log("answers", t.sent("ANSWER").length, scene.ba.peerConnection.signalingState);
			scene.ba.close();
			await goesOn(scene);
		},
		{ differences: [NO_MESSAGE] },
	),

	"logFunction": {
		run: async (t) => {
			let asked = 0;
			const logFunction = () => {
				asked++;
				throw new Error("test: in logFunction");
			};
			const alice = new t.Peer(t.id("alice"), t.options({ debug: 1, logFunction }));
			await t.event(alice, "open");
			t.attempt("emitError", () => alice.emitError("network", "test: made up"));
			const ab = alice.connect("nobody");
			t.attempt("send", () => ab.send("too early"));
			t.attempt("call", () => alice.call("nobody"));
			t.attempt("disconnect", () => alice.disconnect());
			t.attempt("connect", () => alice.connect("nobody"));
			t.attempt("destroy", () => alice.destroy());
			t.log("state", alice.open, alice.disconnected, alice.destroyed, asked);
			// It stays for all Peers that follow, and so does what it does.
			const [carol, dave] = await Promise.all(["carol", "dave"].map((name) => t.openPeer(name, { debug: 0 })));
			const link = await t.link(carol, dave, { reliable: true });
			await t.roundTrip(link.ab, link.ba);
			t.log("goes on", carol.open, dave.open);
		},
	},
};
