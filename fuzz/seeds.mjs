// Makes the seeds. Run it from the repository's root: `node fuzz/seeds.mjs`.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

function write(kind, name, bytes) {
	const folder = new URL(`seeds/${kind}/`, import.meta.url);
	mkdirSync(folder, { recursive: true });
	writeFileSync(new URL(name, folder), bytes);
}

// The codecs': of the golden vectors, the shortest for every first byte.
const LENGTH_MAX = 128;

for (const [format, vectors] of [["pack", "binarypack"], ["msgpack", "msgpack"]]) {
	const seeds = new Map();
	for (const line of readFileSync(new URL(`../tests/vectors/${vectors}.txt`, import.meta.url), "utf8").split("\n")) {
		const [, runs] = line.split("\t");
		if (!runs || line.startsWith("#")) continue;
		const hex = runs.split(".").map((run) => run.split("*")).map(([bytes, times = 1]) => bytes.repeat(times)).join("");
		const known = seeds.get(hex.slice(0, 2));
		if (hex.length <= 2 * LENGTH_MAX && !(known?.length <= hex.length)) seeds.set(hex.slice(0, 2), hex);
	}
	for (const [marker, hex] of seeds) write(format, marker, Buffer.from(hex, "hex"));
}

// What a channel brings: messages laid out as in a batch.
const uint = (bits, ...values) =>
	Buffer.concat(values.map((value) => {
		const bytes = Buffer.alloc(bits / 8);
		bytes.writeUIntBE(value, 0, bits / 8);
		return bytes;
	}));
const text = (string) => Buffer.from(string, "latin1");
const batch = (...messages) => Buffer.concat([text("\xc1\x01"), ...messages.flatMap((message) => [uint(16, message.length), message])]);
const number = (kind, value) => Buffer.concat([text("\xc1"), uint(8, kind), uint(32, value)]);

/** As we write a chunk, or as PeerJS does, with short numbers. */
function chunk(id, n, payload, total, short) {
	const wide = (value) => (short ? uint(8, value) : Buffer.concat([text("\xce"), uint(32, value)]));
	const length = short ? uint(8, 0xa0 + payload.length) : Buffer.concat([text("\xdb"), uint(32, payload.length)]);
	return Buffer.concat([text("\x84\xba__peerData"), wide(id), text("\xb1n"), wide(n), text("\xb4data"), length, payload, text("\xb5total"), wide(total)]);
}

const cut = (message, size) => Array.from({ length: Math.ceil(message.length / size) }, (_, n) => message.subarray(n * size, (n + 1) * size));
const chunks = (id, message, size, short) => cut(message, size).map((payload, n, { length }) => chunk(id, n, payload, length, short));

const binary = Buffer.concat([text("\xda"), uint(16, 24), Buffer.from("of twenty-four bytes ...")]);
const wideBinary = Buffer.concat([text("\xdb"), uint(32, 16), Buffer.from("of sixteen bytes")]);
const other = Buffer.from("\x9fanything else", "latin1");
const three = chunks(1, binary, 10);

for (const [name, messages] of Object.entries({
	"in-order": three,
	"last-first": three.toReversed(),
	"twice": [three[0], three[0], three[1], three[1], three[2], three[2]],
	"as-peerjs": chunks(2, other, 7, true),
	"one-chunk": chunks(3, wideBinary, 100),
	"mixed": chunks(4, wideBinary, 7).flatMap((one, n) => [one, chunks(5, other, 5)[n]]),
	"given-up": [three[0], number(2, 1), ...three],
	"contradicts": [three[0], chunk(1, 1, Buffer.from("short"), 3), three[2]],
	"too-many": Array.from({ length: 6 }, (_, id) => chunk(id, 0, Buffer.from("x"), 3)),
	"too-large": [chunk(1, 0, Buffer.alloc(100), 900), chunk(2, 0, Buffer.alloc(10), 0xffffffff)],
	"frames": [batch(other, wideBinary), number(3, 5), text("\xc1\x04"), other],
})) write("reassemble", name, batch(...messages));

// What the server sends: types, ids, and messages that come early.
for (const name of ["OPEN", "ERROR", "ID-TAKEN", "INVALID-KEY", "LEAVE", "EXPIRE", "OFFER", "ANSWER", "a-b_c d", "a--b"]) {
	write("signal", name.replace(" ", "."), name);
}
const early = (count, id, what, length) => Buffer.concat(Array.from({ length: count }, (_, n) => Buffer.concat([uint(16, id(n)), uint(8, what, length)])));
write("signal", "many-for-one", early(70, () => 1, 99, 10));
write("signal", "many-ids", early(260, (n) => n, 99, 10));
write("signal", "too-long", early(2, () => 1, 99, 255));
write("signal", "taken", Buffer.concat([early(3, () => 1, 99, 1), early(1, () => 1, 0, 0), early(3, () => 1, 99, 1), early(1, () => 1, 16, 0)]));
