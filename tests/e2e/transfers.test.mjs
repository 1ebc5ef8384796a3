// The data path between all pairs in one browser: sizes, queues, transfers cut
// short, what tells how far they are, and hostile chunks.
//
//   BROWSER=firefox node --test tests/e2e/transfers.test.mjs
//   ONLY=abort      only behaviours whose name contains it

import assert from "node:assert/strict";

import { describeBehaviours } from "./behaviours.mjs";

const MTU = 16_300;
const SIZES = [0, 1, MTU - 3, MTU - 1, MTU, MTU + 1, 65_536, 262_144, 1_000_000];
const MEGABYTE = 1 << 20;

/** Largest message, in bytes, that the limits below let through. */
const LIMITS = { maxReceiveBytes: 4 * MEGABYTE, maxReceiveTransfers: 3 };

/** Sends, and asks the receiver for what arrived. */
async function transfer({ link, connector, acceptor }, options, action, count) {
	const index = await link({ reliable: true, ...options });
	await connector.run(action, index);
	return acceptor.run((index, count) => end.messages(index, count), index, count);
}

/** What the receiver should have got, of bytes that only the pages have. */
const described = ({ connector }, sizes, type = "Uint8Array") =>
	connector.run((sizes, type) => sizes.map((size) => harness.describe(type === "ArrayBuffer" || (type === "either" && size + 3 <= 16_300) ? end.pattern(size).buffer : end.pattern(size))), sizes, type);

const BEHAVIOURS = {
	"bytes of every size": {
		async run(tabs) {
			const index = await tabs.link({ reliable: true });
			for (const { sender, receiver } of tabs.directions) {
				await sender.run((index, sizes) => {
					for (const size of sizes) end.connections[index].send(end.pattern(size));
				}, index, SIZES);
				const messages = await receiver.run((index, count) => end.messages(index, count), index, SIZES.length);
				assert.deepEqual(messages, await described(tabs, SIZES, "either"));
			}
		},
	},

	"Blobs of every size": {
		async run(tabs) {
			const index = await tabs.link({ reliable: true });
			await tabs.connector.run(async (index, sizes) => {
				// PeerJS lets small ones overtake large ones.
				for (const size of sizes) await end.connections[index].send(new Blob([end.pattern(size)]));
			}, index, SIZES);
			const messages = await tabs.acceptor.run((index, count) => end.messages(index, count), index, SIZES.length);
			assert.deepEqual(messages, await described(tabs, SIZES, "either"));
		},
	},

	"16 MB each way at once, unordered": {
		async run(tabs) {
			const index = await tabs.link({ reliable: false });
			const both = [tabs.connector, tabs.acceptor];
			await Promise.all(both.map((tab) => tab.run((index) => end.connections[index].send(end.pattern(16 << 20)), index)));
			const [wanted] = await described(tabs, [16 * MEGABYTE]);
			for (const tab of both) assert.deepEqual(await tab.run((index) => end.messages(index, 1), index), [wanted]);
		},
	},

	"large binaries inside of other values": {
		async run(tabs) {
			const messages = await transfer(
				tabs,
				{},
				(index) => end.connections[index].send({ name: "file", parts: [end.pattern(300_000), end.pattern(70_000)], last: true }),
				1,
			);
			const [first, second] = await described(tabs, [300_000, 70_000]);
			assert.deepEqual(messages, [`{name: "file", parts: [${first}, ${second}], last: true}`]);
		},
	},

	"a large binary has a buffer of its own": {
		by: "receiver",
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			await acceptor.run((index) => {
				window.lengths = [];
				end.connections[index].on("data", (data) => lengths.push([data.byteOffset, data.byteLength, data.buffer.byteLength]));
			}, index);
			await connector.run((index) => end.connections[index].send(end.pattern(900_000)), index);
			await acceptor.run((index) => end.messages(index, 1), index);
			assert.deepEqual(await acceptor.run(() => lengths), [[0, 900_000, 900_000]]);
		},
	},

	"50,000 small messages at once": {
		by: "sender",
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			await acceptor.run((index) => {
				window.next = 0;
				window.wrong = 0;
				const connection = end.connections[index];
				connection.removeAllListeners("data");
				connection.on("data", ({ n }) => {
					if (n !== next) wrong++;
					next++;
				});
			}, index);
			await connector.run((index) => {
				for (let n = 0; n < 50_000; n++) end.connections[index].send({ n, text: "of no importance" });
			}, index);
			await acceptor.run(() => harness.until(() => next === 50_000, "50,000 messages"));
			assert.equal(await acceptor.run(() => wrong), 0);
			assert.deepEqual(await connector.run((index) => [end.connections[index].bufferSize, end.connections[index]._queued], index), [0, 0]);
		},
	},

	"what is sent in one turn shares messages of the channel": {
		by: "both",
		async run({ link, connector, acceptor }) {
			for (const serialization of ["binary", "json"]) {
				const index = await link({ reliable: true, serialization });
				await acceptor.run((index) => {
					window.frames = 0;
					end.connections[index].dataChannel.addEventListener("message", () => frames++);
				}, index);
				await connector.run((index) => {
					for (let n = 0; n < 1000; n++) end.connections[index].send({ n });
				}, index);
				const messages = await acceptor.run((index) => end.messages(index, 1000), index);
				assert.equal(messages[999], "{n: 999}");
				const frames = await acceptor.run(() => frames);
				assert.ok(frames <= 4, `${frames} messages of the channel`);
			}
		},
	},

	"a listener that throws does not cost the messages behind it": {
		by: "receiver",
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			await acceptor.run((index) => {
				end.connections[index].on("data", () => {
					throw new Error("test: thrown by a listener");
				});
			}, index);
			await connector.run((index) => {
				for (let n = 0; n < 20; n++) end.connections[index].send(n);
			}, index);
			await acceptor.run((index) => end.messages(index, 20), index);
			await acceptor.run(() => harness.until(() => end.uncaught().length === 20, "20 errors"));
			assert.deepEqual(new Set(await acceptor.run(() => end.uncaught().splice(0))), new Set(['uncaught Error "test: thrown by a listener"']));
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

	"large JSON": {
		by: "both",
		async run(tabs) {
			const messages = await transfer(tabs, { serialization: "json" }, (index) => end.connections[index].send({ text: "é".repeat(1_000_000) }), 1);
			assert.match(messages[0], /^\{text: string\[1000000\]/);
		},
	},

	"large JSON toward PeerJS": {
		by: "sender",
		async run({ link, connector, acceptor }) {
			if (await acceptor.run(() => peerjs.Peer.prototype.hasOwnProperty("_createCall"))) return;
			const index = await link({ reliable: true, serialization: "json" });
			await connector.run((index) => {
				end.connections[index].send("x".repeat(16_298));
				end.connections[index].send("small");
			}, index);
			assert.deepEqual(await acceptor.run((index) => end.messages(index, 1), index), ['"small"']);
			const events = await connector.run((index) => end.events(index, 2), index);
			assert.equal(events[1], 'error Error "message-too-big" "Message too big for JSON channel"');
		},
	},

	"ready, drain and bufferedAmount": {
		by: "sender",
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			const seen = await connector.run(async (index) => {
				const connection = end.connections[index];
				const seen = { drains: 0, amounts: [] };
				connection.on("drain", () => seen.drains++);
				await connection.ready();
				connection.send(end.pattern(10 << 20));
				seen.after = connection.bufferedAmount;
				await connection.ready();
				seen.ready = connection.bufferedAmount;
				connection.send("end");
				await harness.until(() => connection.bufferedAmount === 0, "all has left");
				return seen;
			}, index);
			await acceptor.run((index) => end.messages(index, 2), index);
			assert.ok(seen.after >= 10 * MEGABYTE, `${seen.after} bytes after send`);
			assert.ok(seen.ready <= MEGABYTE, `${seen.ready} bytes when ready`);
			assert.equal(seen.drains, 1);
		},
	},

	"ready before open and after close": {
		by: "sender",
		async run({ connector, acceptor }) {
			const outcome = await connector.run(async (id) => {
				end.connect(id, { reliable: true });
				const [connection] = end.connections;
				await connection.ready();
				const { open } = connection;
				connection.close();
				const error = await connection.ready().catch((error) => error);
				return [open, error.type, error instanceof Error];
			}, acceptor.id);
			assert.deepEqual(outcome, [true, "connection-closed", true]);
		},
	},

	"sendAsync resolves when all has left": {
		by: "sender",
		async run({ link, connector, acceptor }) {
			for (const serialization of ["binary", "json", "raw"]) {
				const index = await link({ reliable: true, serialization });
				const amounts = await connector.run(async (index) => {
					const connection = end.connections[index];
					const amounts = [];
					const note = () => amounts.push(connection.bufferedAmount);
					const size = connection.serialization === "binary" ? 3_000_000 : 16_000;
					await Promise.all(["a".repeat(size), "b", "c".repeat(size)].map((text) => connection.sendAsync(text).then(note)));
					return amounts;
				}, index);
				assert.equal(amounts.length, 3);
				assert.equal(amounts[2], 0, serialization);
				await acceptor.run((index) => end.messages(index, 3), index);
			}
		},
	},

	"sendAsync rejects what is not sent": {
		by: "sender",
		async run({ link, connector }) {
			const index = await link({ reliable: true, serialization: "raw" });
			const json = await link({ reliable: true, serialization: "binary" });
			const reasons = await connector.run(async (raw, binary) => {
				const reason = (promise) => promise.then(() => "resolved", (error) => error.type ?? error.name);
				const connection = end.connections[raw];
				const reasons = [
					await reason(end.connections[binary].sendAsync({ f() {} })),
					await reason(connection.sendAsync({ toString: null })),
					await reason(connection.sendAsync("x", { signal: AbortSignal.abort() })),
				];
				connection.close();
				reasons.push(await reason(connection.sendAsync("late")));
				return reasons;
			}, index, json);
			assert.deepEqual(reasons, ["TypeError", "send-failed", "AbortError", "not-open-yet"]);
			const events = await connector.run((index) => end.events(index, 2), index);
			assert.deepEqual(events, ["open", "close"], "told by the promises alone");
		},
	},

	"abort by signal": {
		by: "sender",
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			const outcome = await connector.run(async (index) => {
				const connection = end.connections[index];
				const controller = new AbortController();
				const other = new AbortController();
				const seen = [];
				const large = connection.sendAsync(end.pattern(64 << 20), {
					signal: controller.signal,
					onProgress: ({ sent, total }) => {
						seen.push(sent / total);
						controller.abort(new Error("test: enough"));
					},
				});
				const waiting = connection.sendAsync(end.pattern(64 << 20), { signal: other.signal });
				const behind = connection.sendAsync("behind");
				other.abort();
				const reason = (promise) => promise.then(() => "resolved", (error) => error.message);
				return [await reason(large), (await reason(waiting)).length > 0, await reason(behind), seen.length, seen[0] < 0.1, connection._queued, connection._tickets.length];
			}, index);
			assert.deepEqual(outcome, ["test: enough", true, "resolved", 1, true, 0, 0]);
			assert.deepEqual(await acceptor.run((index) => end.messages(index, 1), index), ['"behind"']);
			// One of ours is told; PeerJS holds what it has of the two until the connection closes.
			const held = await acceptor.run((index) => Object.keys(end.connections[index]._chunkedData).length, index);
			const ours = await acceptor.run((index) => end.connections[index]._framed === true, index);
			assert.equal(held, ours ? 0 : 2);
		},
	},

	"progress at both ends": {
		by: "both",
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			const watch = (tab) =>
				tab.run((index) => {
					window.progress = [];
					end.connections[index].on("progress", (state) => progress.push({ ...state, at: performance.now() }));
				}, index);
			await Promise.all([watch(connector), watch(acceptor)]);
			await connector.run((index) => {
				end.connections[index].send("small");
				end.connections[index].send(end.pattern(24 << 20));
			}, index);
			await acceptor.run((index) => end.messages(index, 2), index);
			const total = 24 * MEGABYTE + 5;
			for (const [tab, direction, key] of [[connector, "outgoing", "sent"], [acceptor, "incoming", "received"]]) {
				const progress = await tab.run(() => progress);
				assert.deepEqual(Object.keys(progress[0]).sort(), ["at", "direction", "id", key, "total"].sort());
				for (const [i, state] of progress.entries()) {
					assert.deepEqual([state.direction, state.id, state.total], [direction, 1, total]);
					if (i > 0) assert.ok(state[key] > progress[i - 1][key], "it grows");
				}
				// The first and the last come as they come.
				const time = progress.at(-1).at - progress[0].at;
				assert.ok(progress.length <= time / 50 + 2, `${progress.length} events in ${time} ms`);
				assert.equal(progress.at(-1)[key], total);
			}
		},
	},

	...Object.fromEntries(
		["connector", "acceptor"].map((who) => [
			`the ${who} closes during a transfer`,
			{
				by: "both",
				async run(tabs) {
					const { link, connector, acceptor } = tabs;
					const index = await link({ reliable: true });
					await connector.run((index) => {
						const connection = end.connections[index];
						connection.send("first");
						window.outcome = connection.sendAsync(end.pattern(200 << 20)).then(() => "resolved", ({ type }) => type);
					}, index);
					await acceptor.run((index) => harness.until(() => Object.keys(end.connections[index]._chunkedData).length === 1, "chunks"), index);
					await tabs[who].run((index) => end.connections[index].close(), index);
					const sender = await connector.run((index) => end.closed(index), index);
					const receiver = await acceptor.run((index) => end.closed(index), index);
					assert.equal(await connector.run(() => outcome), "connection-closed");
					// Who closes knows; the other is told what that has cost.
					const told = 'error Error "connection-closed" "The connection was closed ';
					const [unsent, incomplete] = [`${told}before all was sent."`, `${told}in the middle of a message."`];
					assert.deepEqual(sender, who === "connector" ? ["open", "close"] : ["open", unsent, "close"]);
					assert.deepEqual(receiver, ["open", 'data "first"', ...(who === "connector" ? [incomplete] : []), "close"]);
					assert.deepEqual(await connector.run((index) => [end.connections[index].bufferedAmount, end.connections[index].bufferSize], index), [0, 0]);
				},
			},
		]),
	),

	...Object.fromEntries(
		["binary", "json", "raw"].map((serialization) => [
			`flush with a full buffer, ${serialization}`,
			{
				by: serialization === "raw" ? "sender" : "both",
				async run({ link, connector, acceptor }) {
					const index = await link({ reliable: false, serialization });
					await connector.run((index) => {
						const connection = end.connections[index];
						for (let n = 0; n < 2_000; n++) connection.send("x".repeat(10_000));
						connection.close({ flush: true });
						connection.close({ flush: true });
						connection.send("too late");
					}, index);
					const events = await acceptor.run((index) => end.closed(index), index);
					assert.equal(events.filter((line) => line.startsWith("data")).length, 2_000);
					assert.deepEqual([events[0], events.at(-1), events.length], ["open", "close", 2_002]);
					const sender = await connector.run((index) => end.closed(index), index);
					assert.deepEqual(sender, ["open", 'error Error "not-open-yet" "Connection is closing: nothing can be sent after close({ flush: true })."', "close"]);
				},
			},
		]),
	),

	"sendAsync and flush": {
		by: "both",
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			const outcome = await connector.run(async (index) => {
				const connection = end.connections[index];
				const sent = connection.sendAsync(end.pattern(8 << 20)).then(() => "resolved", ({ message }) => message);
				connection.close({ flush: true });
				return sent;
			}, index);
			assert.equal(outcome, "resolved");
			const events = await acceptor.run((index) => end.closed(index), index);
			assert.equal(events.length, 3);
		},
	},

	"delivery modes": {
		by: "sender",
		async run({ link, connector, acceptor }) {
			for (const [options, shown] of [
				[{ ordered: true }, [true, null, null]],
				[{ ordered: false, reliable: true }, [false, null, null]],
				[{ maxRetransmits: 0 }, [false, 0, null]],
				[{ ordered: true, maxPacketLifeTime: 100 }, [true, null, 100]],
			]) {
				const index = await link(options);
				for (const tab of [connector, acceptor]) {
					const seen = await tab.run((index) => {
						const { ordered, maxRetransmits, maxPacketLifeTime } = end.connections[index].dataChannel;
						return [ordered, maxRetransmits, maxPacketLifeTime];
					}, index);
					assert.deepEqual(seen, shown);
				}
			}
		},
	},

	"nothing is chunked on a lossy connection": {
		by: "both",
		async run(tabs) {
			for (const serialization of ["binary", "json"]) {
				const index = await tabs.link({ maxRetransmits: 100, serialization });
				const { reason, max } = await tabs.connector.run(async (index) => {
					const connection = end.connections[index];
					connection.send("x".repeat(60_000));
					connection.send("x".repeat(2_000_000));
					const reason = await connection.sendAsync("x".repeat(2_000_000)).then(() => "resolved", ({ type }) => type);
					return { reason, max: connection.peerConnection.sctp.maxMessageSize };
				}, index);
				const [message] = await tabs.acceptor.run((index) => end.messages(index, 1), index);
				assert.match(message, /^string\[60000\]/);
				// Firefox takes messages of a gigabyte.
				if (max > 2_000_000) {
					assert.equal(reason, "resolved");
					continue;
				}
				assert.equal(reason, "message-too-big");
				const events = await tabs.connector.run((index) => end.events(index, 2), index);
				assert.match(events[1], /^error Error "message-too-big"/);
				assert.equal(events.length, 2);
			}
		},
	},

	"a Blob on a lossy connection": {
		by: "sender",
		async run(tabs) {
			const index = await tabs.link({ maxRetransmits: 100, ordered: true });
			await tabs.connector.run((index) => end.connections[index].send(new Blob([end.pattern(200_000)])), index);
			const messages = await tabs.acceptor.run((index) => end.messages(index, 1), index);
			assert.deepEqual(messages, await described(tabs, [200_000], "ArrayBuffer"));
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
			const ours = await acceptor.run((index) => end.connections[index]._framed, index);
			const messages = await acceptor.run((index) => end.messages(index, 1), index);
			// Between two of ours they are the application's.
			if (ours) return assert.match(messages[0], /^\{total: 2/);
			assert.deepEqual(await acceptor.run((index) => end.messages(index, 2), index), [...(await described(tabs, [20_000])), '"end"']);
			const events = await acceptor.run((index) => end.events(index, 4), index);
			assert.match(events[2], /^error Error "deserialization-failed"/);
		},
	},

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

describeBehaviours("transfers", BEHAVIOURS);
