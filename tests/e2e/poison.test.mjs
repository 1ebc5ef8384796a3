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
			alice.destroy();
			t.log("destroyed", alice.destroyed, ab.open);
		},
		trace: [
			...["send", "reconnect", "the socket", "a message of the server", "a message of a peer"].map((name) => `${name} true`),
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

	"listeners of progress that throw, at both ends": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			let thrown = 0;
			const thrower = () => {
				thrown++;
				throw new Error("test: in progress");
			};
			const arrives = () => t.event(ba, "data").then((data) => new Uint8Array(data).reduce((sum, byte) => sum + byte, 0));
			const bytes = new Uint8Array(4 << 20).fill(1);
			for (const end of [ab, ba]) end.on("progress", thrower);
			const first = arrives();
			ab.send(bytes);
			t.log("arrives", (await first) === bytes.length, thrown >= 2);
			for (const end of [ab, ba]) end.off("progress", thrower);
			thrown = 0;
			const second = arrives();
			await ab.sendAsync(bytes, { onProgress: thrower });
			t.log("arrives", (await second) === bytes.length, thrown >= 1);
			await t.turn();
			t.lines = t.lines.filter((line) => line !== 'uncaught Error "test: in progress"');
		},
		trace: ["arrives true true", "arrives true true"],
	},

	"the codec, ended in the middle of a value": {
		run: async (t) => {
			const { util } = t;
			const value = { short: ["é".repeat(20), 1, -1.5], long: "ж".repeat(20_000), bytes: new Uint8Array(30), more: [{ deep: [{ text: "x".repeat(9_000) }] }, "ж".repeat(10_000)] };
			const packed = util.pack(value);
			const small = { text: "ü".repeat(20), number: -1.5 };
			const [whole, short] = [util.unpack(packed), util.pack(small)].map((value) => t.describe(value));
			const same = () => t.describe(util.pack(small)) === short && t.describe(util.unpack(util.pack(small))) === t.describe(small);
			for (const [name, end] of Object.entries(poison.ENDS)) {
				const times = name === "a full stack" ? 20 : 150;
				let ended = 0;
				let isSame = true;
				for (let n = 0; n < times; n++) {
					for (let nth = 1; nth <= 3; nth++) {
						ended += poison.interrupted(TextEncoder, "encodeInto", nth, end, () => util.pack(value));
						isSame &&= same();
						ended += poison.interrupted(TextDecoder, "decode", nth, end, () => util.unpack(packed));
						isSame &&= same();
					}
					ended += poison.interrupted(ArrayBuffer, "slice", 1, end, () => util.unpack(packed));
				}
				t.log(name, ended === 7 * times, isSame && t.describe(util.unpack(util.pack(value))) === whole);
			}
		},
		trace: ["trap true true", "RangeError true true", "a full stack true true"],
	},

	"the codec, where the engine's stack is full": {
		run: async (t) => {
			const { library, stack } = await poison.withStack();
			const { util } = library;
			t.Peer = library.Peer;
			const { alice, ab, ba } = await t.pair({ reliable: true });
			const early = alice.connect("nobody");
			const packed = util.pack({ a: [1, "x", -123456789012.5], b: "y".repeat(50) });
			const getter = (get) => Object.defineProperty({}, "g", { get, enumerable: true });
			const uses = {
				pack: () => util.pack({ a: -123456789012.5 }),
				unpack: () => util.unpack(packed),
				"unpack in pack": () => util.pack(getter(() => util.unpack(packed))),
				"pack in pack": () => util.pack(getter(() => util.pack({ a: 1.5 }))),
				send: () => ab.send({ a: ["x", -123456789012.5] }),
				receive: () => ba._handleDataMessage({ data: packed }),
			};
			const { value } = stack;
			for (const [name, use] of Object.entries(uses)) {
				for (let more = 0; more < 20; more++) {
					poison.atTheEnd(use, 200, ...Array(more));
					// The first to run where nothing else of wasm does makes good what is known by then.
					for (let twice = 0; twice < 2; twice++) early.send("too early");
					if (stack.value !== value) t.log(`${name}: wasm has not its stack whole again`);
					if (t.describe(util.unpack(util.pack({ a: [1, "x"] }))) !== '{a: [1, "x"]}') t.log(`${name}: packs something else`);
				}
			}
			// What the engine throws while it emits is the window's, as what a listener throws.
			await t.turn();
			t.lines = t.lines.filter((line) => !/^uncaught (RangeError|InternalError)/.test(line));
			await t.roundTrip(ab, ba);
		},
		trace: [],
	},

	"messages that come, ended in the middle": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			const value = { text: ["é".repeat(20), { more: "ж".repeat(100) }], number: 1.5 };
			let come = 0;
			let refused = 0;
			ba.on("data", () => come++);
			ba.on("error", () => refused++);
			for (const [name, end] of Object.entries(poison.ENDS)) {
				come = refused = 0;
				const times = 200;
				const ended = await poison.disturbed(TextDecoder, "decode", 3, end, async () => {
					for (let n = 0; n < times; n++) ab.send(value);
					await t.until(() => come + refused >= times, "each has come or been refused");
				});
				// A candidate of the server may be among what is ended.
				t.lines = t.lines.filter((line) => !line.startsWith("uncaught"));
				t.log(name, come > 10, refused > 10, come + refused, refused <= ended);
			}
			await t.roundTrip(ab, ba);
		},
		trace: ["trap true true 200 true", "RangeError true true 200 true", "a full stack true true 200 true"],
	},

	"a channel that refuses in the middle of a queue": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			const bytes = new Uint8Array(400_000).fill(7);
			let come = 0;
			let failed = 0;
			ba.on("data", () => come++);
			ab.on("error", () => failed++);
			for (const [name, end] of Object.entries(poison.ENDS)) {
				come = failed = 0;
				const times = 60;
				const ended = await poison.disturbed(RTCDataChannel, "send", 9, end, async () => {
					for (let n = 0; n < times; n++) ab.send(n % 2 ? bytes : "text");
					await t.until(() => come + failed >= times, "all have come or failed");
				});
				t.log(name, ended > 0, come > 0, come + failed, failed > 0);
			}
			await t.roundTrip(ab, ba);
		},
		trace: ["trap true true 60 true", "RangeError true true 60 true", "a full stack true true 60 true"],
	},

	"no memory for what comes": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			let come = 0;
			const refused = [];
			ba.on("data", () => come++);
			ba.on("error", ({ type }) => refused.push(type));
			const bytes = new Uint8Array(300_000);
			const times = 100;
			const without = await poison.withoutMemory(bytes.length, async () => {
				for (let n = 0; n < times; n++) ab.send(bytes);
				await t.until(() => come + refused.length >= times, "all have come or been refused");
			});
			t.log("refused", without >= times, come, new Set(refused).size, refused[0]);
			const arrives = t.event(ba, "data");
			ab.send(bytes);
			t.log("arrives", (await arrives).byteLength);
		},
		trace: ['refused true 0 1 "deserialization-failed"', "arrives 300000"],
	},

	"20,000 getters that throw in what is sent": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			const error = new Error("mine");
			const value = {
				before: [1, 2.5, "text", { a: "é".repeat(40) }],
				middle: {
					get own() {
						throw error;
					},
				},
				after: "x".repeat(200),
			};
			let own = 0;
			for (let n = 0; n < 20_000; n++) {
				try {
					ab.send(value);
				} catch (thrown) {
					own += thrown === error;
				}
			}
			const bytes = new Uint8Array(1 << 20).map((_, i) => (i * 31) >> 3);
			const arrives = t.event(ba, "data");
			ab.send(bytes);
			const arrived = new Uint8Array(await arrives);
			t.log("own", own, "arrives", arrived.length === bytes.length && arrived.every((byte, i) => byte === bytes[i]));
		},
		trace: ['own 20000 "arrives" true'],
	},
};

describeInPage("poison", TESTS, { scripts: ["/e2e/poison.js"] });
