// MsgPack, a stream without bounds between its messages, of ours at both ends where
// nothing else is said.

import { describeInPage } from "./page-tests.mjs";

/** In the page: a connection between two Peers with these options; what comes of it is watched. */
const linked = (options, run) => `async (t) => {
	const { MsgPack } = await import("/lib/ours/serializer.msgpack.mjs");
	const peerOptions = { serializers: { MsgPack }, ...${JSON.stringify(options)} };
	const { ab, ba } = await t.pair({ serialization: "MsgPack" }, peerOptions);
	for (const [name, connection] of Object.entries({ ab, ba })) {
		const lane = t.lane(name);
		connection.on("data", (data) => lane.log("data", data.length));
		connection.on("error", ({ type }) => lane.log("error", type));
		connection.on("close", () => lane.log("close"));
	}
	const closed = Promise.all([t.event(ab, "close"), t.event(ba, "close")]);
	return (${run})(t, ab, ba, closed);
}`;

const TESTS = {
	...Object.fromEntries(
		[["ours", "peerjs"], ["peerjs", "ours"]].map(([from, to]) => [
			`flush, ${from} to ${to}`,
			{
				run: `async (t) => {
					const load = async (library) => (await import(\`/lib/\${library}/serializer.msgpack.mjs\`)).MsgPack;
					const [alice, bob] = await Promise.all([["alice", "${from}"], ["bob", "${to}"]].map(async ([name, library]) => t.openPeer(name, { serializers: { MsgPack: await load(library) } })));
					const { ab, ba } = await t.link(alice, bob, { serialization: "MsgPack" });
					for (const [name, connection] of Object.entries({ ab, ba })) {
						const lane = t.lane(name);
						connection.on("data", (data) => lane.log("data", data.length));
						connection.on("error", (error) => lane.log("error", error));
						connection.on("close", () => lane.log("close"));
					}
					const closed = Promise.all([t.event(ab, "close"), t.event(ba, "close")]);
					for (const data of [new Uint8Array(3_000_000), "last"]) ab.send(data);
					ab.close({ flush: true });
					await closed;
				}`,
				trace: ["ab| close", "ba| data 3000000", "ba| data 4", "ba| close"],
			},
		]),
	),

	"both ends flush at once": {
		run: linked({}, async (t, ab, ba, closed) => {
			for (const [connection, length] of [[ab, 3_000_000], [ba, 1_000_000]]) {
				connection.send(new Uint8Array(length));
				connection.send("last");
				connection.close({ flush: true });
			}
			await closed;
		}),
		trace: ["ab| data 1000000", "ab| data 4", "ab| close", "ba| data 3000000", "ba| data 4", "ba| close"],
	},

	"a Blob that cannot be read, between others": {
		run: linked({}, async (t, ab, ba, closed) => {
			const gone = Object.defineProperty(new Blob(["gone"]), "arrayBuffer", { value: () => Promise.reject(new Error("test: it is gone")) });
			for (const data of [new Blob([new Uint8Array(2_000_000)]), gone, "behind"]) ab.send(data);
			ab.close({ flush: true });
			await closed;
		}),
		trace: ['ab| error "send-failed"', "ab| close", "ba| data 2000000", "ba| data 6", "ba| close"],
	},

	"a message that is too long": {
		run: linked({ maxReceiveBytes: 100_000 }, async (t, ab, ba, closed) => {
			ab.send("short");
			// The channel holds most of it when the first of it is too much.
			ab.send(new Uint8Array(8_000_000));
			await closed;
		}),
		trace: ["ab| close", "ba| data 5", 'ba| error "deserialization-failed"', "ba| close"],
	},

	"a binary that its listener transfers, the next value having begun behind it": {
		run: linked({}, async (t, ab, ba, closed) => {
			ba.on("data", (data) => {
				if (data instanceof Uint8Array) structuredClone(data.buffer, { transfer: [data.buffer] });
			});
			// 1,000 bytes, and two letters of five.
			ab.dataChannel.send(new Uint8Array([0xc5, 0x03, 0xe8, ...new Uint8Array(1_000), 0xa5, 0x61, 0x62]));
			ab.dataChannel.send(new Uint8Array([0x63, 0x64, 0x65]));
			ab.close({ flush: true });
			await closed;
		}),
		trace: ["ab| close", "ba| data 1000", "ba| data 5", "ba| close"],
	},

	"extensions of the type that asks to close, with content and without": {
		run: linked({}, async (t, ab, ba, closed) => {
			const extensions = [];
			ba.on("data", ({ type, data }) => type && extensions.push([type, ...data]));
			// One of a byte, a text, one of nothing.
			ab.dataChannel.send(new Uint8Array([0xd4, 0x50, 7]));
			ab.dataChannel.send(new Uint8Array([0xa2, 0x61, 0x62]));
			ab.dataChannel.send(new Uint8Array([0xc7, 0, 0x50]));
			await closed;
			t.log("extensions", JSON.stringify(extensions));
		}),
		trace: ['extensions "[[80,7]]"', "ab| close", "ba| data undefined", "ba| data 2", "ba| close"],
	},

	"a close while the channel is full": {
		run: linked({}, async (t, ab, ba, closed) => {
			let asked = 0;
			Object.defineProperty(ab.dataChannel, "bufferedAmount", { get: () => (asked++, 8 << 20) });
			// Browsers tell the channels of an RTCPeerConnection that it was closed; here nobody does.
			ab.dataChannel.addEventListener("close", (event) => event.stopImmediatePropagation());
			const sent = [1, 2, 3].map((n) => ab.send(n));
			await t.until(() => asked > 0, "it waits for the channel");
			let settled = false;
			Promise.allSettled(sent).then(() => (settled = true));
			ab.close();
			await t.until(() => settled, "all settle");
			t.log("bufferSize", ab.bufferSize);
			await closed;
		}),
		trace: ["bufferSize 0", "ab| close", "ba| close"],
	},

	"waits for room leave no listeners": {
		run: linked({}, async (t, ab, ba) => {
			const channel = ab.dataChannel;
			const added = new Set();
			const { addEventListener, removeEventListener } = channel;
			channel.addEventListener = (type, listener, options = {}) => {
				const one = { type, listener };
				const gone = () => added.delete(one);
				added.add(one);
				options.signal?.addEventListener("abort", gone);
				if (options.once) addEventListener.call(channel, type, gone, { once: true });
				addEventListener.call(channel, type, listener, options);
			};
			channel.removeEventListener = (type, listener, options) => {
				for (const one of added) if (one.type === type && one.listener === listener) added.delete(one);
				removeEventListener.call(channel, type, listener, options);
			};
			// Full when it is asked first, with room when it says so.
			let asked = 0;
			let isFull;
			Object.defineProperty(channel, "bufferedAmount", { get: () => (asked++, isFull ? 8 << 20 : 0) });
			const counts = [];
			for (let n = 1; n <= 20; n++) {
				const arrives = t.event(ba, "data");
				asked = 0;
				isFull = true;
				ab.send("text");
				await t.until(() => asked > 0, "it waits");
				isFull = false;
				channel.dispatchEvent(new Event("bufferedamountlow"));
				await arrives;
				counts.push(added.size);
			}
			t.log("more than after the first", counts.at(-1) - counts[0]);
		}),
		trace: ["more than after the first 0", ...Array(20).fill("ba| data 4")],
	},

	"text, and what opens no value": {
		run: linked({}, async (t, ab, ba, closed) => {
			ba.on("error", () => {
				throw new Error("test: in error");
			});
			ab.dataChannel.send("200000000");
			ab.dataChannel.send(new Uint8Array([0xc1]));
			ab.send("behind");
			ab.close({ flush: true });
			await closed;
			await t.turn();
		}),
		trace: ['uncaught Error "test: in error"', 'uncaught Error "test: in error"', "ab| close", 'ba| error "deserialization-failed"', 'ba| error "deserialization-failed"', "ba| data 6", "ba| close"],
	},
};

describeInPage("MsgPack", TESTS);
