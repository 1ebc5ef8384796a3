// send(): before open, after close, what it returns, what it refuses.

const UNPACKABLE = "a TypeError that names the type and where in the value it is";

export default {
	"before open": {
		run: async (t) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			bob.on("connection", (ba) => t.watch(ba, "ba", ["data"]));
			const ab = alice.connect(bob.id, { reliable: true });
			ab.on("error", (error) => t.log("error", error, JSON.stringify(error), error instanceof Error, error.name));
			t.attempt("send", () => ab.send("too early"));
			t.attempt("send a Blob", () => ab.send(new Blob(["too early"])));
			await t.event(ab, "open");
			const ba = bob.connections[alice.id][0];
			await t.until(() => ba.open, "ba opens");
			await t.roundTrip(ab, ba);
		},
	},

	"before open, nobody listens to error": {
		run: async (t) => {
			const alice = await t.openPeer("alice");
			const connection = alice.connect(t.id("nobody"));
			t.attempt("send", () => connection.send("x"));
		},
	},

	"after close": {
		run: async (t) => {
			const { ab } = await t.pair();
			t.watch(ab, "ab");
			ab.close();
			t.attempt("send", () => ab.send("too late"));
			t.attempt("close", () => ab.close());
			t.attempt("close with flush", () => ab.close({ flush: true }));
		},
	},

	"what it returns": {
		run: async (t) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			for (const serialization of ["binary", "json", "raw"]) {
				const { ab } = await t.link(alice, bob, { serialization, reliable: true });
				t.attempt(`${serialization}: string`, () => ab.send("x"));
				if (serialization !== "raw") t.attempt(`${serialization}: object`, () => ab.send({ a: 1 }));
				if (serialization === "binary") {
					t.attempt(`${serialization}: Blob`, () => ab.send(new Blob(["x"])));
					t.attempt(`${serialization}: large`, () => ab.send(new Uint8Array(100_000)));
					t.attempt(`${serialization}: Blob inside`, () => ab.send({ blob: new Blob(["x"]) }));
				}
				await t.until(() => ab.bufferSize === 0, "everything is sent");
			}
		},
	},

	"what cannot be packed": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			t.watch(ab, "ab");
			t.watch(ba, "ba", ["data"]);
			const values = {
				function: () => 1,
				symbol: Symbol("s"),
				bigint: 1n,
				"function inside": { f() {} },
				"bigint inside": [1n],
			};
			for (const [name, value] of Object.entries(values)) t.attempt(name, () => ab.send(value));
			await t.roundTrip(ab, ba);
		},
		differences: ["function", "symbol", "bigint", "function inside", "bigint inside"].map((name) => ({
			why: UNPACKABLE,
			peerjs: [`${name} throws Error "Type \\"${name.replace(" inside", "")}\\" not yet supported"`],
			ours: [`${name} throws TypeError`],
		})),
	},

	"objects of unusual classes": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			t.watch(ba, "ba", ["data"]);
			class Point {
				x = 1;
				y = 2;
			}
			class Empty {}
			t.attempt("class", () => ab.send(new Point()));
			t.attempt("empty class", () => ab.send(new Empty()));
			t.attempt("inherited property", () => ab.send(Object.assign(new (class { static s = 1; own = 2; })())));
			t.attempt("accessor", () => ab.send({ get a() { return 5; } }));
			t.attempt("symbol key", () => ab.send({ [Symbol("s")]: 1, a: 1 }));
			t.attempt("sparse array", () => ab.send([1, , 3]));
			t.attempt("undefined inside", () => ab.send({ a: undefined, b: [undefined, null] }));
			await t.roundTrip(ab, ba);
		},
	},

	"an object of an old-style class": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			t.watch(ba, "ba", ["data"]);
			const OldStyle = function () {
				this.a = 1;
			};
			try {
				ab.send(new OldStyle());
			} catch {
				t.log("throws");
			}
			await t.roundTrip(ab, ba);
		},
		differences: [
			{
				why: "an object is packed whether its class is written with class or with function; PeerJS looks at the source text",
				peerjs: ["throws"],
				ours: ["ba data {a: 1}"],
			},
		],
	},

	"built-in objects that cannot be packed": {
		run: async (t) => {
			const { ab } = await t.pair({ reliable: true });
			const values = { Map: new Map([[1, 2]]), Set: new Set([1]), RegExp: /x/, Error: new Error("test"), boxed: new Number(1) };
			for (const [name, value] of Object.entries(values)) {
				try {
					ab.send(value);
				} catch (error) {
					// PeerJS's message is the source text of the constructor, which is each engine's own.
					t.log(`${name} throws`, error.name);
				}
			}
			t.log("open", ab.open);
		},
		differences: ["Map", "Set", "RegExp", "Error", "boxed"].map((name) => ({
			why: UNPACKABLE,
			peerjs: [`${name} throws "Error"`],
			ours: [`${name} throws "TypeError"`],
		})),
	},

	"a getter that throws": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			t.watch(ba, "ba", ["data"]);
			const trap = { get a() { throw new Error("test: getter"); } };
			t.attempt("object", () => ab.send(trap));
			t.attempt("array", () => ab.send([1, trap]));
			t.attempt("afterwards", () => ab.send({ fine: true }));
			await t.roundTrip(ab, ba);
		},
	},

	"null and undefined": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			t.watch(ba, "ba", ["data"]);
			ab.send(null);
			ab.send(undefined);
			await t.roundTrip(ab, ba);
		},
		differences: [
			{
				why: "PeerJS's receiver throws on null at top level and no data event comes",
				peerjs: ["uncaught TypeError", "uncaught TypeError"],
				ours: ["ba data null", "ba data null"],
			},
		],
	},

	"values that 1.5.5 corrupts or refuses": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			t.watch(ba, "ba", ["data"]);
			for (const value of [NaN, Infinity, -Infinity, 1e20, -10000000000, 2 ** 63, 2 ** 64, 7.999999999999999]) {
				t.attempt(`send ${value}`, () => ab.send([value]));
			}
			await t.roundTrip(ab, ba);
		},
		differences: [
			...["Infinity", "-Infinity", "100000000000000000000"].map((value) => ({
				why: "PeerJS cannot pack them; IEEE float64 is read right by its decoder",
				peerjs: [`send ${value} throws Error "Invalid integer"`],
				ours: [`send ${value} returns undefined`],
			})),
			{
				why: "packed as IEEE float64 instead of PeerJS's own arithmetic",
				peerjs: [
					"ba data [1.1125369292536007e-308]",
					"ba data [-9999998976]",
					"ba data [-9223372036854776000]",
					"ba data [0]",
					"ba data [8.00000762939453]",
				],
				ours: [
					"ba data [NaN]",
					"ba data [Infinity]",
					"ba data [-Infinity]",
					"ba data [100000000000000000000]",
					"ba data [-10000000000]",
					"ba data [9223372036854776000]",
					"ba data [18446744073709552000]",
					"ba data [7.999999999999999]",
				],
			},
		],
	},

	"json: too big": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ serialization: "json", reliable: true });
			t.watch(ab, "ab");
			t.watch(ba, "ba", ["data"]);
			t.attempt("16297 + quotes", () => ab.send("x".repeat(16297)));
			t.attempt("16298 + quotes", () => ab.send("x".repeat(16298)));
			t.attempt("UTF-8 counts", () => ab.send("é".repeat(8149)));
			await t.roundTrip(ab, ba);
			t.log("still open", ab.open);
		},
		differences: [
			{
				why: "between two of ours larger JSON is chunked; toward PeerJS the limit holds (tests/e2e/sizes.test.mjs)",
				peerjs: ['ab error Error "message-too-big" "Message too big for JSON channel"'],
				ours: [],
				each: true,
			},
			{
				why: "so it arrives",
				after: "ba data string[16297] #cfa8a9a7",
				ours: ["ba data string[16298] #c5836a0d", "ba data string[8149] #d0c0cd91"],
			},
		],
	},

	"json: values": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ serialization: "json", reliable: true });
			t.watch(ba, "ba", ["data"]);
			const circular = {};
			circular.self = circular;
			t.attempt("circular", () => ab.send(circular));
			t.attempt("bigint", () => ab.send(1n));
			for (const value of ["text", 1.5, true, false, [1, [2]], { a: { b: null } }, new Date(0), [NaN], { u: undefined }, new Uint8Array(2)]) ab.send(value);
			await t.roundTrip(ab, ba);
		},
	},

	"json: null and undefined": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ serialization: "json", reliable: true });
			t.watch(ba, "ba", ["data"]);
			t.attempt("null", () => ab.send(null));
			t.attempt("undefined", () => ab.send(undefined));
			await t.roundTrip(ab, ba);
		},
		differences: [
			{
				why: "null and undefined at top level arrive as null; PeerJS's receiver throws on both",
				peerjs: ["uncaught TypeError", "uncaught SyntaxError"],
				ours: ["ba data null", "ba data null"],
			},
		],
	},

	"bytes that change when send has returned": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			for (const size of [100, 1_000_000, 6_000_000]) {
				const came = t.event(ba, "data", ({ bytes }) => bytes?.byteLength === size);
				const bytes = new Uint8Array(size).fill(1);
				// More than the channel takes at once, so that it waits.
				ab.send(new Uint8Array(5_000_000));
				ab.send({ bytes });
				bytes.fill(2);
				const { bytes: received } = await came;
				t.log(size, new Uint8Array(received.buffer ?? received, received.byteOffset).every((byte) => byte === 1));
			}
		},
	},

	"bytes that are transferred when send has returned": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			t.watch(ab, "ab");
			const came = t.event(ba, "data", ({ byteLength }) => byteLength === 6_000_000);
			const bytes = new Uint8Array(6_000_000).fill(1);
			ab.send(bytes);
			structuredClone(bytes, { transfer: [bytes.buffer] });
			t.log("whole", (await came).every((byte) => byte === 1));
		},
	},

	"raw: values": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ serialization: "raw", reliable: true });
			t.watch(ba, "ba", ["data"]);
			ab.send("text");
			ab.send("");
			ab.send(new Uint8Array([1, 2, 3]));
			ab.send(new Uint8Array([1, 2, 3, 4]).subarray(1, 3));
			ab.send(new Uint16Array([258]).buffer);
			ab.send(new ArrayBuffer(0));
			ab.send({ toString: () => "an object" });
			await t.roundTrip(ab, ba);
		},
	},

	"raw: a Blob": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ serialization: "raw", reliable: true });
			t.watch(ab, "ab");
			t.watch(ba, "ba", ["data"]);
			// One after the other: Chromium's own channel lets what follows overtake a Blob.
			for (const [name, parts] of Object.entries({ Blob: ["a Blob"], "empty Blob": [], "large Blob": [new Uint8Array(100_000)] })) {
				const arrives = t.event(ba, "data");
				t.attempt(name, () => ab.send(new Blob(parts)));
				await arrives;
			}
			await t.roundTrip(ab, ba);
			t.log("state", ab.open, ab.bufferSize);
		},
	},

	"chunks and messages that look like the library's own": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			t.watch(ba, "ba", ["data", "close"]);
			ab.send({ __peerData: 0, a: 1 });
			ab.send({ __peerData: "", a: 2 });
			ab.send({ __peerData: null, a: 3 });
			await t.roundTrip(ab, ba);
		},
	},
};
