// A panic takes down the call in which it happens, and nothing else.
//
// A panic is a wasm trap. None is known, so one is put in: where Rust has a text made,
// in the middle of an operation, a function of another module traps, and both
// modules' frames are unwound as by a trap of its own.

import { describeInPage } from "./page-tests.mjs";

const TESTS = {
	"a trap in the middle of operations": {
		run: async (t) => {
			const alice = await t.openPeer("alice");
			const bob = await t.openPeer("bob");
			const { ab, ba } = await t.link(alice, bob, { reliable: true });
			const early = alice.connect("nobody");
			const traps = (name, action) => t.log(name, poison.trapped(action) instanceof WebAssembly.RuntimeError);
			traps("send", () => early.send("x"));
			traps("reconnect", () => alice.reconnect());
			traps("the socket", () => alice.socket._socket.onmessage({ data: "no JSON" }));
			traps("a message of the server", () => alice.socket.emit("message", { type: "LEAVE", src: "carol" }));
			traps("a message of a peer", () => ba._handleDataMessage({ data: "no binary" }));
			await t.roundTrip(ab, ba);
			traps("disconnect", () => alice.disconnect());
			alice.destroy();
			t.log("destroyed", alice.destroyed, ab.open);
		},
		trace: [
			...["send", "reconnect", "the socket", "a message of the server", "a message of a peer", "disconnect"].map((name) => `${name} true`),
			"destroyed true false",
		],
	},

	"5,000 traps": {
		run: async (t) => {
			const alice = await t.openPeer("alice");
			let trapped = 0;
			for (let n = 0; n < 5_000; n++) trapped += poison.trapped(() => alice.reconnect()) instanceof WebAssembly.RuntimeError;
			t.log("trapped", trapped);
		},
		trace: ["trapped 5000"],
	},

	"a trap within a listener": {
		run: async (t) => {
			const { alice, ab, ba } = await t.pair({ reliable: true });
			const early = alice.connect("nobody");
			early.on("error", () => {
				throw poison.trapped(() => alice.reconnect());
			});
			try {
				early.send("x");
			} catch (error) {
				t.log("emitted by Rust", error instanceof WebAssembly.RuntimeError);
			}
			await t.roundTrip(ab, ba);
		},
		trace: ["emitted by Rust true"],
	},

	"listeners that call each other without end": {
		run: async (t) => {
			const { alice, ab, ba } = await t.pair({ reliable: true });
			const early = alice.connect("nobody");
			early.on("error", () => early.send("x"));
			let error;
			try {
				early.send("x");
			} catch (thrown) {
				error = thrown;
			}
			t.log("the engine's own", error instanceof RangeError || /recursion/.test(error.message));
			await t.roundTrip(ab, ba);
		},
		trace: ["the engine's own true"],
	},
};

describeInPage("poison", TESTS, { scripts: ["/e2e/poison.js"] });
