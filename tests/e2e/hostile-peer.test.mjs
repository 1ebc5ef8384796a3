// A remote peer that means harm, through a real PeerServer and a real channel. What
// single chunks and frames do is in chunks.test.mjs; here they come in masses,
// and without a library that sends them.

import { describeInPage } from "./page-tests.mjs";

/** An attack on a connection with these options; see page/raw-peer.js. */
const attack = (options, run, trace) => ({ run: `(t) => attacked(t, ${JSON.stringify(options)}, ${run})`, trace });

const OURS = { peerjsWasm: 1 };

const TESTS = {
	"bytes that are no message": attack({}, async ({ t, told, send, barrier }) => {
		// The same in every run: a linear congruential generator.
		let state = 1;
		const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24;
		for (let n = 0; n < 3_000; n++) await send(Uint8Array.from({ length: 1 + (random() % 64) }, random));
		await barrier();
		t.log("all are told", told.length === 3_000, told.every((line) => line === "error deserialization-failed" || line.startsWith("data ")));
	}, ["all are told true true"]),

	"text, Blobs and nothing on a binary connection": attack({}, async ({ t, told, send, barrier }) => {
		// A Blob arrives as its bytes, of which the first is a number, and a message.
		for (const message of ["text", "", new Blob(["blob"]), new ArrayBuffer(0)]) await send(message);
		await barrier();
		t.log("told", told);
	}, ['told ["error deserialization-failed", "error deserialization-failed", "data 98", "error deserialization-failed"]']),

	"a message that announces gigabytes": attack({}, async ({ t, told, send, bytes, barrier }) => {
		for (const marker of [0xdb, 0xd9, 0xdd, 0xdf]) await send(bytes(marker, 0xff, 0xff, 0xff, 0xff, 1, 2, 3));
		await barrier();
		t.log("told", told);
	}, ["told [" + Array(4).fill('"error deserialization-failed"').join(", ") + "]"]),

	"values within values without end": attack({}, async ({ t, told, send, barrier }) => {
		// Arrays of one element, objects with one key, in 200 KB each.
		for (const value of [[0x91], [0x81, 0xb1, 0x61]]) await send(Uint8Array.from({ length: 200_000 }, (_, i) => value[i % value.length]));
		await barrier();
		t.log("told", told);
	}, ['told ["error deserialization-failed", "error deserialization-failed"]']),

	"keys that mean something": attack({}, async ({ t, connection, told, send, bytes, barrier }) => {
		connection.on("data", (data) => {
			if (data && typeof data === "object") t.log("keys", Object.keys(data), Object.getPrototypeOf(data) === Object.prototype, data.polluted, Object.prototype.polluted);
		});
		const text = (string) => [0xb0 + string.length, ...new TextEncoder().encode(string)];
		// {"__proto__": {"polluted": true}}, {"constructor": {"polluted": true}}
		for (const key of ["__proto__", "constructor"]) await send(bytes(0x81, ...text(key), 0x81, ...text("polluted"), 0xc3));
		await barrier();
		t.log("told", told.length);
	}, ['keys ["__proto__"] true undefined undefined', 'keys ["constructor"] true undefined undefined', "told 2"]),

	"messages as long as the channel takes": attack({}, async ({ t, mallory, told, send, barrier }) => {
		// Firefox says a gigabyte, and never delivers what has ten megabytes.
		const length = Math.min(mallory.pc.sctp.maxMessageSize, 5_000_000);
		t.log("length", length > 250_000);
		const rubbish = new Uint8Array(length);
		const announced = new DataView(rubbish.buffer);
		// A binary that is to be one byte longer than what there is; an array that ends one number too early.
		for (const marker of [0xdb, 0xdd]) {
			announced.setUint8(0, marker);
			announced.setUint32(1, length - 4);
			await send(rubbish);
		}
		await barrier();
		t.log("told", told);
	}, ["length true", 'told ["error deserialization-failed", "error deserialization-failed"]']),

	"chunk bombs": attack({ peer: { maxReceiveBytes: 4_000_000, maxReceiveTransfers: 8 } }, async ({ t, connection, told, chunk, barrier }) => {
		// Each announces a thousandfold of what it holds.
		for (let id = 1; id <= 500; id++) await chunk({ __peerData: id, total: 1_000 + id });
		await barrier();
		const held = Object.values(connection._chunkedData);
		t.log("told", told.length, new Set(told).size, told[0]);
		t.log("held", held.length, held.reduce((sum, { data }) => sum + data.length, 0) <= 4_000_000);
	}, ['told 497 1 "error deserialization-failed"', "held 3 true"]),

	"chunk bombs of last chunks": attack({ peer: { maxReceiveBytes: 4_000_000, maxReceiveTransfers: 8 } }, async ({ t, connection, told, chunk, barrier }) => {
		// None has a place before another has come.
		for (let id = 1; id <= 8; id++) await chunk({ __peerData: id, n: 1_499_999, total: 1_500_000 });
		await barrier();
		t.log("told", told.length, new Set(told).size, told[0]);
		t.log("held", Object.values(connection._chunkedData).reduce((sum, { seen, held }) => sum + seen.length + held.length, 0) <= 4_000_000);
	}, ['told 6 1 "error deserialization-failed"', "held true"]),

	"last chunks that are held": attack({ peer: { maxReceiveBytes: 4_000_000 } }, async ({ t, connection, told, chunk, barrier }) => {
		// None has a place, and 21 of them are what there is room for.
		for (let id = 1; id <= 200; id++) await chunk({ __peerData: id, n: 1, data: new ArrayBuffer(190_000) });
		await barrier();
		t.log("told", told.length, new Set(told).size, told[0]);
		t.log("held", Object.values(connection._chunkedData).reduce((sum, { data, held }) => sum + (data?.length ?? 0) + (held?.length ?? 0), 0) <= 4_000_000);
	}, ['told 179 1 "error deserialization-failed"', "held true"]),

	"many transfers that never end": attack({}, async ({ t, connection, told, chunk, barrier }) => {
		for (let id = 1; id <= 2_000; id++) await chunk({ __peerData: id });
		await barrier();
		t.log("held", Object.keys(connection._chunkedData).length, told.length);
	}, ["held 256 1744"]),

	"chunks whose payload is none": attack({ peer: { maxReceiveBytes: 4_000_000 } }, async ({ t, connection, told, chunk, barrier }) => {
		const begin = performance.now();
		for (const data of [2_147_483_647, "2147483647", { length: 2_147_483_647 }, [1, 2, 3], null, undefined, true]) await chunk({ __peerData: 7, total: 1, data });
		await barrier();
		t.log("told", told.length, new Set(told).size, told[0], performance.now() - begin < 5_000);
		t.log("held", Object.keys(connection._chunkedData).length);
	}, ['told 7 1 "error deserialization-failed" true', "held 0"]),

	"chunks of nothing": attack({}, async ({ t, connection, told, chunk, barrier, pack }) => {
		for (let id = 1; id <= 300; id++) await chunk({ __peerData: id, total: 1, data: new ArrayBuffer(0) });
		await chunk({ __peerData: 301, total: 1, data: pack("all") });
		await barrier();
		t.log("told", told.length, new Set(told.slice(0, -1)).size, told[0], told.at(-1));
		t.log("held", Object.keys(connection._chunkedData).length);
	}, ['told 301 1 "error deserialization-failed" "data \\"all\\""', "held 0"]),

	"chunks within chunks without end": attack({}, async ({ t, connection, told, send, barrier, pack }) => {
		let message = pack("the innermost");
		for (let depth = 0; depth < 5_000; depth++) message = pack({ __peerData: 7, n: 0, data: message, total: 1 });
		await send(message);
		await barrier();
		// The second is a value like any other.
		t.log("told", told.length, told[0].startsWith("data {__peerData: 7,"));
		t.log("held", Object.keys(connection._chunkedData).length);
	}, ["told 1 true", "held 0"]),

	"chunks behind the word that there are no more": attack(OURS, async ({ t, connection, told, send, bytes, barrier, pack }) => {
		const chunk = (n) => send(pack({ __peerData: 5, n, data: new ArrayBuffer(1_000), total: 3 }));
		await chunk(0);
		await send(bytes(0xc1, 2, 0, 0, 0, 5));
		await chunk(1);
		await barrier();
		t.log("told", told);
		t.log("held", Object.keys(connection._chunkedData).length);
	}, ['told ["error deserialization-failed"]', "held 0"]),

	"chunks that are replayed and overlap": attack({}, async ({ t, told, chunk, barrier, pack }) => {
		const message = new Uint8Array(pack(Uint8Array.from({ length: 3_000 }, (_, i) => i)));
		const parts = [0, 1, 2].map((n) => message.slice(n * 1_001, (n + 1) * 1_001).buffer);
		const forged = new Uint8Array(1_001).fill(9).buffer;
		for (const n of [0, 1]) await chunk({ __peerData: 1, n, total: 3, data: parts[n] });
		// Again, with other content: what came first counts.
		for (let i = 0; i < 100; i++) for (const n of [0, 1]) await chunk({ __peerData: 1, n, total: 3, data: forged });
		await chunk({ __peerData: 1, n: 2, total: 3, data: parts[2] });
		// And once more, when all is done: a transfer of its own, which stays incomplete.
		await chunk({ __peerData: 1, n: 1, total: 3, data: forged });
		await barrier();
		t.log("told", told.length, told[0] === `data ${t.describe(Uint8Array.from({ length: 3_000 }, (_, i) => i))}`);
	}, ["told 1 true"]),

	"a flood of tiny messages": attack({}, async ({ t, told, send, bytes, barrier }) => {
		for (let n = 0; n < 50_000; n++) await send(bytes(0x01));
		await barrier();
		t.log("told", told.length, new Set(told).size);
	}, ["told 50000 1"]),

	"a flood of batches": attack(OURS, async ({ t, told, send, barrier }) => {
		// 5,000 messages of one byte each.
		const batch = new Uint8Array(2 + 5_000 * 3);
		batch.set([0xc1, 1]);
		for (let n = 0; n < 5_000; n++) batch.set([0, 1, 7], 2 + n * 3);
		for (let n = 0; n < 20; n++) await send(batch);
		await barrier();
		t.log("told", told.length, new Set(told).size);
	}, ["told 100000 1"]),

	"frames in masses": attack(OURS, async ({ t, told, send, bytes, barrier }) => {
		// Cancellations of transfers that there are not, frames that are cut off or unknown.
		for (let n = 0; n < 2_000; n++) {
			await send(bytes(0xc1, 2, 0, 0, n >> 8, n & 255));
			await send(bytes(0xc1, 1, 0));
			await send(bytes(0xc1, 4 + (n % 200)));
		}
		await barrier();
		t.log("told", told.length, new Set(told).size, told[0]);
	}, ['told 4000 1 "error deserialization-failed"']),

	"close frames": attack(OURS, async ({ t, connection, told, send, bytes }) => {
		// At a count that never comes; then at one that was passed long ago.
		for (let n = 0; n < 100; n++) await send(bytes(0xc1, 3, 0xff, 0xff, 0xff, 0xff));
		await send(bytes(0x01));
		await send(bytes(0xc1, 3, 0, 0, 0, 0));
		for (let n = 0; n < 100; n++) await send(bytes(0x02));
		await t.until(() => !connection.open, "it closes");
		await t.turn();
		t.log("told", told);
	}, ['told ["data 1", "close"]']),

	"requests to close": attack({}, async ({ t, connection, told, send, pack }) => {
		for (let n = 0; n < 100; n++) await send(pack({ __peerData: { type: "close" } }));
		await t.until(() => !connection.open, "it closes");
		await t.turn();
		t.log("told", told);
	}, ['told ["close"]']),

	"JSON that is none": attack({ serialization: "json" }, async ({ t, told, send, barrier }) => {
		for (const text of ["", "{", "nonsense", "[".repeat(100_000), '"\ud800', "\0"]) await send(text);
		for (let n = 0; n < 100; n++) await send(new Uint8Array([0xff, 0xfe, n]));
		await send('{"__proto__": {"polluted": true}}');
		await barrier();
		t.log("told", told.length, told.filter((line) => line === "error deserialization-failed").length, Object.prototype.polluted);
	}, ["told 107 106 undefined"]),

	"1,000 data channels on one connection": attack({}, async ({ t, peer, mallory, connection, told, barrier }) => {
		const first = connection.dataChannel;
		const pc = connection.peerConnection;
		const counts = { opened: 0, arrived: 0, heard: 0, closed: 0 };
		pc.addEventListener("datachannel", ({ channel }) => {
			counts.arrived++;
			census.watch("channels", channel).addEventListener("message", () => counts.heard++);
		});
		for (let n = 0; n < 1_000; n++) {
			const channel = mallory.pc.createDataChannel(`channel-${n}`);
			channel.onopen = () => (counts.opened++, channel.send("noise"));
			channel.onclose = () => counts.closed++;
		}
		await t.until(() => counts.opened + counts.closed === 1_000 && counts.heard === counts.opened, "all are open and are heard");
		await barrier();
		t.log("open", counts, told, connection.dataChannel === first);
		connection.close();
		await t.until(() => counts.closed === 1_000, "all are closed");
		t.log("closed", told, first.readyState, pc.signalingState, connection.peerConnection, connection.dataChannel, peer.connections[mallory.id].length);
		await t.until(async () => (await census.collect(), census.alive("channels") === 0), "all are collected");
	}, ["open {opened: 1000, arrived: 1000, heard: 1000, closed: 0} [] true", 'closed ["close"] "closed" "closed" null null 0']),

	"a channel that closes and comes again": attack({}, async ({ t, mallory, channel, connection, told }) => {
		channel.close();
		mallory.pc.createDataChannel("again");
		await t.until(() => !connection.open, "it closes");
		await t.turn();
		t.log("told", told, connection.peerConnection, connection.dataChannel);
	}, ['told ["close"] null null']),

	"the same offer again and again": attack({}, async ({ t, peer, mallory }) => {
		const events = { connection: 0 };
		peer.on("connection", () => events.connection++);
		for (let n = 0; n < 50; n++) {
			mallory.send("OFFER", peer.id, { sdp: mallory.pc.localDescription, type: "data", connectionId: mallory.connectionId, label: "raw", serialization: "binary", reliable: true });
		}
		await t.until(() => events.connection === 50, "50 connections");
		// Each has taken the place of the one before.
		t.log("connections", peer.connections[mallory.id].length);
	}, ["connections 1"]),

	"nonsense by the one who is called": attack({ ...OURS, answers: true }, async ({ t, connection, told, send, bytes, barrier, pack }) => {
		const frames = ["text", bytes(), bytes(0xdb, 0xff, 0xff, 0xff, 0xff), bytes(0xc1, 1, 0), bytes(0xc1, 9), pack({ __peerData: 1, n: 0, data: new ArrayBuffer(1_000), total: 2 }), bytes(0xc1, 2, 0, 0, 0, 1)];
		for (const frame of frames) await send(frame);
		await barrier();
		t.log("told", told.length, [...new Set(told)], Object.keys(connection._chunkedData).length);
	}, ['told 6 ["error deserialization-failed"] 0']),

	"channels that the one who is called opens": attack({ answers: true }, async ({ t, mallory, connection, told, barrier }) => {
		const first = connection.dataChannel;
		let closed = 0;
		for (let n = 0; n < 100; n++) {
			const channel = mallory.pc.createDataChannel(`channel-${n}`);
			await new Promise((resolve) => (channel.onopen = resolve));
			channel.onclose = () => closed++;
			channel.send("noise");
		}
		await barrier();
		t.log("open", told, connection.dataChannel === first);
		connection.close();
		await t.until(() => closed === 100, "all are closed");
		t.log("told", told);
	}, ["open [] true", 'told ["close"]']),

	"answers after the first": attack({ ...OURS, answers: true }, async ({ t, peer, mallory, channel, connection, told, barrier }) => {
		const errors = [];
		peer.on("error", ({ type }) => errors.push(type));
		const { connectionId } = connection;
		const { sdp } = mallory.pc.localDescription;
		const pc = new RTCPeerConnection();
		pc.createDataChannel("another");
		const { sdp: another } = await pc.createOffer();
		pc.close();
		for (const description of [{ type: "answer", sdp }, { type: "pranswer", sdp }, { type: "answer", sdp: another }, undefined]) {
			mallory.send("ANSWER", peer.id, { sdp: description, type: "data", connectionId, peerjsWasm: 1 });
		}
		await t.until(() => errors.length === 4, "each is refused");
		await barrier();
		const heard = new Promise((resolve) => (channel.onmessage = ({ data }) => resolve(data)));
		connection.send("out");
		t.log("heard", peerjs.util.unpack(await heard));
		t.log("told", told, errors, connection.open);
	}, ['heard "out"', 'told [] ["webrtc", "webrtc", "webrtc", "webrtc"] true']),

	"a listener that throws 20,000 times": attack({}, async ({ t, connection, told, send, bytes, barrier }) => {
		connection.on("data", (data) => {
			if (data === 1) throw new Error("test: in data");
		});
		for (let n = 0; n < 20_000; n++) await send(bytes(0x01));
		await barrier();
		t.log("told", told.length, t.lines.filter((line) => line.startsWith("uncaught")).length);
		t.lines = t.lines.filter((line) => !line.startsWith("uncaught"));
	}, ["told 20000 20000"]),
};

describeInPage("a hostile peer", TESTS, { scripts: ["/e2e/census.js", "/e2e/raw-peer.js"] });
