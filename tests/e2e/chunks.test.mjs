// Chunks and frames that ours would not send: mixed, repeated, hostile, or the
// application's own.

import assert from "node:assert/strict";

import { describeBehaviours } from "./behaviours.mjs";
import { described, MEGABYTE, transfer } from "./transfer.mjs";

/** Options of the Peers: how much may be incomplete. */
const LIMITS = { maxReceiveBytes: 4 * MEGABYTE, maxReceiveTransfers: 3 };

const BEHAVIOURS = {
	"ten transfers whose chunks are mixed": {
		by: "receiver",
		async run(tabs) {
			const { link, connector, acceptor } = tabs;
			const index = await link({ reliable: true });
			await connector.run((index) => {
				const { util } = peerjs;
				const chunks = [];
				for (let id = 1; id <= 10; id++) {
					const packed = util.pack(end.pattern(50_000 + id));
					const total = Math.ceil(packed.byteLength / 9_000);
					for (let n = 0; n < total; n++) chunks.push({ __peerData: 100 + id, n, data: packed.slice(n * 9_000, (n + 1) * 9_000), total });
				}
				// Every one is last once, and each comes twice.
				for (let i = chunks.length - 1; i > 0; i--) {
					const j = (i * 7_919) % (i + 1);
					[chunks[i], chunks[j]] = [chunks[j], chunks[i]];
				}
				const { dataChannel } = end.connections[index];
				for (const chunk of chunks) {
					const bytes = util.pack(chunk);
					dataChannel.send(bytes);
					dataChannel.send(bytes);
				}
			}, index);
			const messages = await acceptor.run((index) => end.messages(index, 10), index);
			const sizes = Array.from({ length: 10 }, (_, i) => 50_001 + i);
			assert.deepEqual(messages.sort(), (await described(tabs, sizes)).sort());
		},
	},

	"chunks whose keys are in another order": {
		by: "receiver",
		async run(tabs) {
			const { link, connector, acceptor } = tabs;
			const index = await link({ reliable: true });
			await connector.run((index) => {
				const { util } = peerjs;
				const packed = util.pack(end.pattern(20_000));
				const { dataChannel } = end.connections[index];
				for (const [n, data] of [packed.slice(0, 12_000), packed.slice(12_000)].entries()) dataChannel.send(util.pack({ total: 2, data, n, __peerData: 7 }));
				dataChannel.send(util.pack({ __peerData: "no number" }));
				end.connections[index].send("end");
			}, index);
			const messages = await acceptor.run((index) => end.messages(index, 1), index);
			// Between two of ours they are the application's.
			if (connector.isOurs) return assert.match(messages[0], /^\{total: 2/);
			assert.deepEqual(await acceptor.run((index) => end.messages(index, 2), index), [...(await described(tabs, [20_000])), '"end"']);
			const events = await acceptor.run((index) => end.events(index, 4), index);
			assert.match(events[2], /^error Error "deserialization-failed"/);
		},
	},

	"objects of the application's with a __peerData key": {
		by: "both",
		async run(tabs) {
			for (const serialization of ["binary", "json"]) {
				const messages = await transfer(
					tabs,
					{ serialization },
					(index) => {
						const connection = end.connections[index];
						connection.send({ __peerData: { type: "close" } });
						connection.send({ __peerData: 1, n: 0, data: "text", total: 1 });
						connection.send({ __peerData: 1, n: 0, data: "x".repeat(9_000), total: 7 });
						connection.send({ __peerData: 1, n: 0, data: "y".repeat(40_000), total: 9 });
						connection.send("end");
					},
					5,
				);
				assert.deepEqual(messages.map((text) => text.slice(0, 40)), [
					'{__peerData: {type: "close"}}',
					'{__peerData: 1, n: 0, data: "text", tota',
					"{__peerData: 1, n: 0, data: string[9000]",
					"{__peerData: 1, n: 0, data: string[40000",
					'"end"',
				]);
			}
		},
	},

	"and with binaries and Blobs in them": {
		by: "both",
		async run(tabs) {
			const messages = await transfer(
				tabs,
				{},
				(index) => {
					for (const data of [end.pattern(10), end.pattern(1000), new Blob([end.pattern(1000)]), end.pattern(20_000)]) {
						end.connections[index].send({ __peerData: 1, n: 0, data, total: 1 });
					}
				},
				4,
			);
			const small = await described(tabs, [10, 1000, 1000], "ArrayBuffer");
			const large = await described(tabs, [20_000]);
			assert.deepEqual(messages, [...small, ...large].map((data) => `{__peerData: 1, n: 0, data: ${data}, total: 1}`));
		},
	},

	"hostile chunks": {
		by: "receiver",
		options: LIMITS,
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			const count = await connector.run((index) => {
				const { dataChannel } = end.connections[index];
				const send = (chunk) => dataChannel.send(peerjs.util.pack(chunk));
				const data = end.pattern(1_000).buffer;
				let id = 1_000;
				// Each ends in one error, or the last of a group does.
				const groups = [
					[{ n: 0, total: 0 }],
					[{ n: 5, total: 5 }],
					[{ n: 4_294_967_295, total: 3 }],
					[{ n: 0, total: 4_294_967_295 }],
					[{ n: 0, total: 3 }, { n: 1, total: 4 }],
					[{ n: 0, total: 3 }, { n: 1, total: 3, data: data.slice(0, 999) }],
					[{ n: 2, total: 3, data: end.pattern(1_001).buffer }, { n: 0, total: 3 }],
					[{ n: 0, total: 3, data: new ArrayBuffer(0) }],
					// More than may be held at a time.
					[{ n: 0, total: 5_000 }],
					// It says that it is a binary of another length.
					[{ n: 0, total: 2, data: new Uint8Array([0xdb, 0, 0, 0, 9, ...new Uint8Array(995)]).buffer }],
					[{ n: 0, total: 2, data: new Uint8Array([0xdb, 0, 0, 7, 0, ...new Uint8Array(995)]).buffer }, { n: 1, total: 2, data: data.slice(0, 10) }],
				];
				for (const group of groups) {
					id++;
					for (const chunk of group) send({ __peerData: id, n: 0, data, total: 0, ...chunk });
				}
				// Three may be incomplete.
				for (let n = 0; n < 4; n++) send({ __peerData: ++id, n: 0, data, total: 2 });
				end.connections[index].send("still there");
				return groups.length + 1;
			}, index);
			const messages = await acceptor.run((index) => end.messages(index, 1), index);
			assert.deepEqual(messages, ['"still there"']);
			const events = await acceptor.run((index, count) => end.events(index, count), index, count + 2);
			const errors = events.slice(1, -1);
			assert.equal(errors.length, count, errors.join("\n"));
			for (const error of errors) assert.match(error, /^error Error "deserialization-failed" "A chunk/);
			assert.equal(await acceptor.run((index) => Object.keys(end.connections[index]._chunkedData).length, index), 3);
		},
	},

	"chunks whose numbers number nothing": {
		by: "receiver",
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			const count = await connector.run((index) => {
				const whole = { __peerData: 1_000, n: 0, total: 2 };
				const numbers = [-1, 0.5, 4_294_967_296, "0", {}];
				const chunks = Object.keys(whole).flatMap((key) => numbers.map((number) => ({ ...whole, [key]: number, data: new ArrayBuffer(10) })));
				for (const chunk of chunks) end.connections[index].dataChannel.send(peerjs.util.pack(chunk));
				end.connections[index].send("still there");
				return chunks.length;
			}, index);
			// Between two of ours they are the application's.
			const messages = await acceptor.run((index, count) => end.messages(index, count), index, connector.isOurs ? count + 1 : 1);
			assert.equal(messages.at(-1), '"still there"');
			const events = await acceptor.run((index, count) => end.events(index, count), index, count + 2);
			const errors = events.filter((event) => event.startsWith("error"));
			assert.equal(errors.length, connector.isOurs ? 0 : count);
			for (const error of errors) assert.equal(error, 'error Error "deserialization-failed" "A chunk makes no sense."');
			assert.equal(await acceptor.run((index) => Object.keys(end.connections[index]._chunkedData).length, index), 0);
		},
	},

	"hostile frames": {
		by: "both",
		async run({ link, connector, acceptor }) {
			for (const serialization of ["binary", "json"]) {
				const index = await link({ reliable: true, serialization });
				const frames = [[0xc1, 0], [0xc1, 9, 9], [0xc1, 1, 0], [0xc1, 1, 0, 9, 1], [0xc1, 2, 0], [0xc1, 3], [0xc1, 1, ...new Array(20_000).fill(0)]];
				await connector.run((index, frames) => {
					const { dataChannel } = end.connections[index];
					for (const frame of frames) dataChannel.send(new Uint8Array(frame));
					// Nothing that is known, and nothing at all.
					for (const frame of [[0xc1, 2, 0, 0, 0, 9], [0xc1, 1]]) dataChannel.send(new Uint8Array(frame));
					end.connections[index].send("still there");
				}, index, frames);
				await acceptor.run((index) => end.messages(index, 1), index);
				const events = await acceptor.run((index) => end.events(index, 9), index);
				assert.equal(events.length, frames.length + 2, events.join("\n"));
				for (const error of events.slice(1, -1)) assert.match(error, /^error Error "deserialization-failed"/);
			}
		},
	},

	"a chunk that comes after its message was given up": {
		by: "both",
		async run({ link, acceptor }) {
			const index = await link({ reliable: true });
			const held = await acceptor.run((index) => {
				const connection = end.connections[index];
				const chunk = (id, n) => connection._handleDataMessage({ data: peerjs.util.pack({ __peerData: id, n, data: new ArrayBuffer(1_000), total: 3 }) });
				const { now } = performance;
				try {
					chunk(7, 0);
					// A minute later.
					performance.now = () => now.call(performance) + 61_000;
					chunk(8, 0);
					chunk(7, 1);
				} finally {
					delete performance.now;
				}
				return Object.keys(connection._chunkedData);
			}, index);
			assert.deepEqual(held, ["8"]);
			const gone = 'error Error "deserialization-failed" "The rest of a message has not come."';
			assert.deepEqual(await acceptor.run((index) => end.events(index, 2), index), ["open", gone]);
		},
	},

	"a chunk that comes late, two transfers having been aborted": {
		by: "both",
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: false });
			// By hand: what a channel without order may bring.
			const held = await acceptor.run((index) => {
				const connection = end.connections[index];
				const receive = (data) => connection._handleDataMessage({ data });
				const chunk = (id, n) => receive(peerjs.util.pack({ __peerData: id, n, data: new ArrayBuffer(1_000), total: 3 }));
				const cancel = (id) => receive(new Uint8Array([0xc1, 2, 0, 0, 0, id]).buffer);
				for (const id of [1, 2]) {
					chunk(id, 0);
					cancel(id);
				}
				chunk(1, 1);
				return Object.keys(connection._chunkedData).length;
			}, index);
			assert.equal(held, 0);
			await connector.run((index) => end.connections[index].close({ flush: true }), index);
			const events = await acceptor.run((index) => end.closed(index), index);
			const aborted = 'error Error "deserialization-failed" "A message was given up."';
			assert.deepEqual(events, ["open", aborted, aborted, "close"]);
		},
	},

	"a chunk that the browser does not take": {
		by: "sender",
		turned: true,
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			const seen = await connector.run(async (index) => {
				const connection = end.connections[index];
				const { dataChannel } = connection;
				const refuseThird = () => {
					let left = 2;
					dataChannel.send = (message) => {
						if (left-- > 0) return RTCDataChannel.prototype.send.call(dataChannel, message);
						delete dataChannel.send;
						throw new Error("test: not taken");
					};
				};
				refuseThird();
				connection.send(end.pattern(4 << 20));
				// It is at the head of the queue again.
				await connection.sendAsync("behind");
				refuseThird();
				const sent = connection.sendAsync(new Blob([end.pattern(4 << 20)])).then(() => "resolved", ({ type, message }) => [type, message]);
				const behind = connection.sendAsync("behind the Blob");
				await behind;
				return [await sent, connection.bufferedAmount, connection.bufferSize, connection.$tickets.length];
			}, index);
			assert.deepEqual(seen, [["send-failed", "test: not taken"], 0, 0, 0]);
			assert.deepEqual(await connector.run((index) => end.events(index, 2), index), ["open", 'error Error "send-failed" "test: not taken"']);
			assert.deepEqual(await acceptor.run((index) => end.messages(index, 2), index), ['"behind"', '"behind the Blob"']);
			// One of ours is told; PeerJS holds what it has of the two until the connection closes.
			const held = await acceptor.run((index) => Object.keys(end.connections[index]._chunkedData).length, index);
			assert.equal(held, acceptor.isOurs ? 0 : 2);
			const gone = acceptor.isOurs ? ['error Error "deserialization-failed" "A message was given up."'] : [];
			assert.deepEqual(await acceptor.run((index) => end.events(index, 0), index), ["open", ...gone, 'data "behind"', ...gone, 'data "behind the Blob"']);
		},
	},

	"a message larger than the receiver's limit": {
		by: "both",
		options: LIMITS,
		async run(tabs) {
			const { link, connector, acceptor } = tabs;
			const index = await link({ reliable: true });
			await connector.run((index) => {
				end.connections[index].send(end.pattern(5 << 20));
				end.connections[index].send(end.pattern(3 << 20));
			}, index);
			const messages = await acceptor.run((index) => end.messages(index, 1), index);
			assert.deepEqual(messages, await described(tabs, [3 * MEGABYTE]));
			const events = await acceptor.run((index) => end.events(index, 3), index);
			assert.equal(events[1], 'error Error "deserialization-failed" "A chunked message is too large, or there are too many at once."');
			assert.equal(events.length, 3, events.join("\n"));
		},
	},
};

describeBehaviours("chunks", BEHAVIOURS);
