// The MsgPack serializer, each library's own and the one that PeerJS ships.

/** In the page: imports the serializer of a library, by default of the one under test. */
const load = `const mine = [...document.scripts].some(({ src }) => src.includes("/lib/peerjs/")) ? "peerjs" : "ours";
const load = (library = mine) => import(\`/lib/\${library}/serializer.msgpack.mjs\`);
const VALUES = [
	0, 1, -1, 127, 128, -32, -33, 65535, 65536, -32769, 4294967295, 4294967296, -2147483649, 0.5, -1e300, NaN, Infinity,
	"", "text", "é😀", "x".repeat(40), "y".repeat(70000), true, false, [null], [], [1, [2, []]], {}, { a: { b: null } },
	new Uint8Array([1, 2, 3]), new Uint8Array(100000), new Date(0), new Date(1234567890123),
];
/** Two Peers with these serializers, and a connection between them. */
const link = async (t, one, other = one) => {
	const [alice, bob] = await Promise.all([
		t.openPeer("alice", { serializers: { MsgPack: one } }),
		t.openPeer("bob", { serializers: { MsgPack: other } }),
	]);
	return { alice, bob, ...(await t.link(alice, bob, { serialization: "MsgPack" })) };
};
/** Sends the values, and logs them as they arrive. */
const exchange = async (t, from, to) => {
	t.watch(to, "received", ["data", "error"]);
	for (const value of VALUES) await from.send(value);
	await from.send("last");
	await t.until(() => t.lines.at(-1) === 'received data "last"', "the last value");
};`;

const scenario = (run, rest) => ({ run: `async (t) => { ${load} return (${run})(t, { load, link, exchange }); }`, ...rest });

export default {
	"values": scenario(async (t, { load, link, exchange }) => {
		const { MsgPack } = await load();
		const { ab, ba } = await link(t, MsgPack);
		t.log("connection", ab.serialization, ba.serialization, ab.reliable, ab.label === ba.label);
		t.attempt("send", () => ab.send(1));
		await exchange(t, ab, ba);
	}),

	"asked to be lossy or unordered": scenario(async (t, { load, link }) => {
		const { MsgPack } = await load();
		const { alice, bob } = await link(t, MsgPack);
		for (const options of [{ ordered: false }, { maxRetransmits: 0 }, { maxPacketLifeTime: 100 }]) {
			const ends = await t.link(alice, bob, { serialization: "MsgPack", ...options });
			for (const [name, { reliable, dataChannel }] of Object.entries(ends)) {
				t.log(name, options, reliable, dataChannel.ordered, dataChannel.maxRetransmits, dataChannel.maxPacketLifeTime);
			}
		}
	}),

	"bufferSize": scenario(
		async (t, { load, link }) => {
			const { MsgPack } = await load();
			const { ab, ba } = await link(t, MsgPack);
			const arrives = t.event(ba, "data", (data) => data === "last");
			const sent = [new Uint8Array(1_000_000), new Blob(["blob"]), "last"].map((data) => ab.send(data));
			t.log("waiting", ab.bufferSize);
			await Promise.all(sent);
			t.log("sent", ab.bufferSize);
			await arrives;
		},
		{
			differences: [
				{
					why: "it is documented for all data connections; PeerJS's MsgPack has none, and no Blobs",
					peerjs: ["waiting undefined", "sent undefined"],
					ours: ["waiting 3", "sent 0"],
				},
			],
		},
	),

	"a Blob that cannot be read": scenario(
		async (t, { load, link }) => {
			const { MsgPack } = await load();
			const { ab, ba } = await link(t, MsgPack);
			t.lane("ab").watch(ab, "ab", ["error"]);
			t.watch(ba, "ba", ["data"]);
			const closed = t.event(ba, "close");
			const gone = Object.defineProperty(new Blob(["gone"]), "arrayBuffer", { value: () => Promise.reject(new Error("test: it is gone")) });
			for (const data of [gone, "after it"]) await ab.send(data);
			t.log("waiting", ab.bufferSize ?? 0);
			ab.close({ flush: true });
			await closed;
		},
		{
			differences: [
				{ why: "PeerJS's MsgPack has no Blobs", peerjs: ["ba data {}"] },
				{ why: "ours are read, and an event tells what cannot be", after: 'ba data "after it"', ours: ['ab| ab error Error "send-failed" "test: it is gone"'] },
			],
		},
	),

	"an object like a request to close": scenario(
		async (t, { load, link }) => {
			const { MsgPack } = await load();
			const { ab, ba } = await link(t, MsgPack);
			t.watch(ba, "ba");
			const outcome = Promise.race([t.event(ba, "close"), t.event(ba, "data")]);
			ab.send({ __peerData: { type: "close" } });
			await outcome;
		},
		{
			differences: [
				{
					why: "two of ours send data and nothing else as data",
					peerjs: ["ba close"],
					ours: ['ba data {__peerData: {type: "close"}}'],
				},
			],
		},
	),

	"flush": scenario(async (t, { load, link }) => {
		const { MsgPack } = await load();
		const { ab, ba } = await link(t, MsgPack);
		t.watch(ba, "ba");
		const both = Promise.all([t.event(ab, "close"), t.event(ba, "close")]);
		for (let n = 0; n < 3; n++) ab.send(n);
		ab.close({ flush: true });
		await both;
		t.log("open", ab.open, ba.open);
	}),

	"to PeerJS's serializer": scenario(async (t, { load, link, exchange }) => {
		const [{ MsgPack }, peerjs] = await Promise.all([load(), load("peerjs")]);
		const { ab, ba } = await link(t, MsgPack, peerjs.MsgPack);
		await exchange(t, ab, ba);
		t.lines.push("---");
		await exchange(t, ba, ab);
	}),

	"PeerJS's serializer in this Peer": scenario(async (t, { load, link, exchange }) => {
		const { MsgPack } = await load("peerjs");
		const { ab, ba, alice } = await link(t, MsgPack);
		await exchange(t, ab, ba);
		const closed = t.event(ba, "close");
		ab.close();
		t.log("closed", ab.open, alice.connections);
		await closed;
		t.attempt("send", () => ab.send("too late"));
	}),

	"closing": scenario(async (t, { load, link }) => {
		const { MsgPack } = await load();
		for (const action of [(ab) => ab.close(), (ab, ba) => ba.close(), (ab) => void (ab.send("last words"), ab.close({ flush: true }))]) {
			const { alice, bob, ab, ba } = await link(t, MsgPack);
			const [a, b] = [t.lane("alice"), t.lane("bob")];
			a.watch(ab, "ab");
			b.watch(ba, "ba");
			const both = Promise.all([t.event(ab, "close"), t.event(ba, "close")]);
			t.attempt("close", () => action(ab, ba));
			await both;
			t.log("state", ab.open, ba.open, alice.connections, bob.connections);
			alice.destroy();
			bob.destroy();
			await t.freed(alice, bob);
		}
	}),

	"null": scenario(
		async (t, { load, link }) => {
			const { MsgPack } = await load();
			const { ab, ba } = await link(t, MsgPack);
			t.watch(ba, "ba", ["data", "error"]);
			await ab.send("first");
			await ab.send(null);
			await ab.send("last");
			// PeerJS has stopped to read, and what comes now has nowhere to go.
			await t.until(() => t.lines.some((line) => line.includes("last") || line.startsWith("uncaught")), "the end");
			await t.turn();
			// Its two errors come in no fixed order.
			t.lines = t.lines.filter((line) => line.startsWith("ba"));
		},
		{
			differences: [
				{
					why: "PeerJS's reader throws on null at top level, and reads no more",
					after: 'ba data "first"',
					ours: ["ba data null", 'ba data "last"'],
				},
			],
		},
	),

	"bytes that are no MsgPack": scenario(
		async (t, { load, link }) => {
			const { MsgPack } = await load();
			const { ab, ba } = await link(t, MsgPack);
			t.watch(ba, "ba", ["data", "close"]);
			ba.on("error", ({ type }) => t.log("ba error", type));
			await ab.send("first");
			await t.until(() => t.lines.length === 1, "the first");
			ab.dataChannel.send(new Uint8Array([0xc1]));
			ab.dataChannel.send(new Uint8Array([0xc0]));
			await t.until(() => t.lines.some((line) => line.includes("null") || line.startsWith("un")), "what becomes of it");
			await t.turn();
			// PeerJS's two errors come in no fixed order.
			t.lines = t.lines.filter((line) => line.startsWith("ba"));
			t.log("open", ba.open);
		},
		{
			differences: [
				{
					why: "PeerJS's reader throws where nobody can catch it, and reads no more",
					after: 'ba data "first"',
					ours: ['ba error "deserialization-failed"', "ba data null"],
				},
			],
		},
	),

	"a channel that takes nothing": scenario(
		async (t, { load, link }) => {
			const { MsgPack } = await load();
			const { ab } = await link(t, MsgPack);
			t.watch(ab, "ab");
			ab.dataChannel.send = () => {
				throw new Error("test: refused");
			};
			const sent = ab.send("refused").then(() => "resolves", () => "rejects");
			await t.event(ab, "close");
			t.log("send", await sent);
			await t.turn();
			t.log("open", ab.open);
		},
		{
			differences: [{ why: "nobody could have caught it", peerjs: ['unhandled rejection Error "test: refused"'], ours: [] }],
		},
	),

	"before open, after close": scenario(async (t, { load }) => {
		const { MsgPack } = await load();
		const alice = await t.openPeer("alice", { serializers: { MsgPack } });
		const connection = t.watch(alice.connect(t.id("nobody"), { serialization: "MsgPack" }), "connection");
		t.attempt("send", () => connection.send("too early"));
		t.attempt("close", () => connection.close());
		t.attempt("send", () => connection.send("too late"));
	}),
};
