// MsgPack, a stream without bounds between its messages, of ours at both ends.

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
			ab.send(new Uint8Array(450_000));
			await closed;
		}),
		trace: ["ab| close", "ba| data 5", 'ba| error "deserialization-failed"', "ba| close"],
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
