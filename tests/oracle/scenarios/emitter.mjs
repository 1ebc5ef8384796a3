// eventemitter3's semantics, which PeerJS's classes have. Peer and DataConnection
// must be such emitters: the scenario runs on one of each.

export default {
	"add, emit, remove": {
		run: async (t) => {
			const e = new t.Peer("a", t.options());
			const log = (name) => (...args) => t.log(name, ...args);
			const a = log("a");
			t.log("chains", e.on("x", a) === e, e.once("y", a) === e, e.addListener("z", a) === e, e.off("x", a) === e, e.removeListener("y", a) === e, e.removeAllListeners() === e);
			t.log("emit nobody", e.emit("x"), e.emit("error", new Error("test")));
			e.on("x", a);
			for (let n = 0; n <= 8; n++) t.log("emit", n, e.emit("x", ...Array.from({ length: n }, (_, i) => i)));
			e.on("x", log("b"));
			for (let n = 0; n <= 8; n++) t.log("emit", n, e.emit("x", ...Array.from({ length: n }, (_, i) => i)));
			e.on("x", a);
			t.log("count", e.listenerCount("x"), e.listeners("x").length, e.listeners("x")[0] === a, e.listeners("nothing"), e.listenerCount("nothing"));
			e.off("x", a);
			t.log("count", e.listenerCount("x"));
			e.emit("x", "only b");
			e.off("x");
			t.log("count", e.listenerCount("x"), e.emit("x"));
		},
	},

	"context": {
		run: async (t) => {
			const e = new t.Peer("a", t.options());
			const context = { name: "context" };
			const show = function (label) {
				t.log(label, this === e ? "emitter" : this?.name);
			};
			e.on("x", show);
			e.on("x", show, context);
			e.once("x", show, context);
			e.on("x", show, null);
			e.on("x", show, 0);
			e.emit("x", "first");
			e.off("x", show, context);
			e.emit("x", "second");
			e.off("x", show, { other: true });
			t.log("count", e.listenerCount("x"));
			e.off("x", show);
			t.log("count", e.listenerCount("x"));
		},
	},

	"once": {
		run: async (t) => {
			const e = new t.Peer("a", t.options());
			const f = (label) => t.log("f", label);
			e.once("x", f);
			t.log("listeners", e.listeners("x")[0] === f);
			e.emit("x", 1);
			e.emit("x", 2);
			e.once("x", f);
			e.on("x", f);
			e.off("x", f, undefined, true);
			t.log("count", e.listenerCount("x"));
			e.once("x", f);
			e.emit("x", 3);
			t.log("count", e.listenerCount("x"));
			// Removed before it is called: a nested emit does not see it again.
			e.removeAllListeners();
			e.once("x", () => {
				t.log("nested", e.emit("x"));
			});
			e.emit("x");
			e.once("x", f);
			e.off("x", f);
			t.log("removed", e.emit("x"));
		},
	},

	"changes while emitting": {
		run: async (t) => {
			const e = new t.Peer("a", t.options());
			const c = () => t.log("c");
			e.on("x", () => {
				t.log("a");
				e.off("x", c);
				e.on("x", () => t.log("added"));
			});
			e.on("x", () => t.log("b"));
			e.on("x", c);
			e.emit("x");
			t.log("---");
			e.emit("x");
			e.removeAllListeners("x");
			e.on("x", () => {
				e.removeAllListeners();
				t.log("removed all");
			});
			e.on("x", () => t.log("still called"));
			e.emit("x");
			t.log("after", e.emit("x"));
		},
	},

	"a listener that throws": {
		run: async (t) => {
			const e = new t.Peer("a", t.options());
			const boom = () => {
				throw new Error("test: boom");
			};
			e.on("x", () => t.log("first"));
			e.on("x", boom);
			e.on("x", () => t.log("not reached"));
			t.attempt("emit", () => e.emit("x"));
			e.removeAllListeners();
			e.once("x", boom);
			t.attempt("emit", () => e.emit("x"));
			t.attempt("emit again", () => e.emit("x"));
		},
	},

	"names": {
		run: async (t) => {
			const e = new t.Peer("a", t.options());
			const symbol = Symbol("s");
			const f = (...args) => t.log("f", ...args);
			t.log("names", e.eventNames());
			for (const name of ["b", "a", 1, symbol, "constructor", "__proto__", "toString", "", "hasOwnProperty"]) {
				e.on(name, f);
				t.log("emit", e.emit(name, "argument"));
			}
			t.log("names", e.eventNames().map(String));
			e.off("b", f);
			t.log("names", e.eventNames().map(String));
			e.removeAllListeners(symbol);
			t.log("names", e.eventNames().map(String), e.listenerCount(1), e.listenerCount("1"));
			e.removeAllListeners("never heard of");
			e.removeAllListeners();
			t.log("names", e.eventNames());
			t.log("nothing inherited", e.emit("valueOf"), e.listeners("valueOf"), e.listenerCount("valueOf"));
		},
	},

	"bad listeners": {
		run: async (t) => {
			const e = new t.Peer("a", t.options());
			for (const bad of [undefined, null, "text", 5, {}]) {
				t.attempt(`on ${bad}`, () => e.on("x", bad));
				t.attempt(`once ${bad}`, () => e.once("x", bad));
			}
			t.attempt("off nothing", () => e.off("x", () => 1));
			t.attempt("on()", () => e.on());
			t.attempt("emit()", () => e.emit());
			t.log("returned values are ignored", e.on("y", () => 42).emit("y"));
		},
	},

	"fields": {
		run: async (t) => {
			const e = new t.Peer("a", t.options());
			e.removeAllListeners();
			t.log("empty", e._eventsCount);
			e.on("x", () => 1).on("x", () => 2).on("y", () => 3);
			t.log("count", e._eventsCount, Object.keys(e._events));
			e.off("x");
			t.log("count", e._eventsCount, Object.keys(e._events));
			for (const name of ["on", "once", "off", "addListener", "removeListener", "removeAllListeners", "emit", "listeners", "listenerCount", "eventNames"]) {
				t.log(name, typeof e[name], name in e, Object.hasOwn(e, name));
			}
			t.log("same function", e.off === e.removeListener, e.on === e.addListener);
			t.log("through a copy of the method", e.on.call(e, "z", () => 1) === e);
		},
	},

	"a connection is one too": {
		run: async (t) => {
			const alice = await t.openPeer("alice");
			const e = alice.connect(t.id("nobody"));
			const symbol = Symbol("s");
			const context = { name: "context" };
			e.once("own", function (value) {
				t.log("own", value, this.name);
			}, context);
			e.on(symbol, () => t.log("symbol"));
			t.log("emit", e.emit("own", 1), e.emit("own", 2), e.emit(symbol));
			t.log("names", e.eventNames().map(String));
			t.log("overridden emit is used", Object.hasOwn(e, "emit"));
		},
	},

	"an overridden emit sees the library's events": {
		run: async (t) => {
			class Spy extends t.Peer {
				emit(name, ...args) {
					t.log(`emit ${name}`, ...args);
					return super.emit(name, ...args);
				}
			}
			const peer = new Spy(t.id("spy"), t.options());
			await t.event(peer, "open");
			peer.destroy();
			const { ab } = await t.pair();
			const { emit } = ab;
			ab.emit = function (name, ...args) {
				t.log(`own emit ${name}`, ...args);
				return emit.call(this, name, ...args);
			};
			ab.emitError("not-open-yet", "test: text");
		},
	},
};
