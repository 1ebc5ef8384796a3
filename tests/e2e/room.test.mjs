// What tells how far sending is: ready, drain, progress, sendAsync and its signal.

import assert from "node:assert/strict";

import { describeBehaviours } from "./behaviours.mjs";
import { CHUNK, MEGABYTE } from "./transfer.mjs";

const BEHAVIOURS = {
	"ready, drain and bufferedAmount": {
		by: "sender",
		turned: true,
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
		turned: true,
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
		turned: true,
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

	"sendAsync of a value whose getter sends": {
		by: "sender",
		turned: true,
		async run({ link, connector, acceptor }) {
			for (const serialization of ["binary", "json"]) {
				const index = await link({ reliable: true, serialization });
				await connector.run((index) => {
					const connection = end.connections[index];
					const value = { get inner() { connection.send("inner"); return 1; }, text: "x".repeat(connection.serialization === "json" ? 10_000 : 5_000_000) };
					return connection.sendAsync(value);
				}, index);
				// What has left the channel's buffer has not come yet, and a close would end it.
				const messages = await acceptor.run((index) => end.messages(index, 2), index);
				assert.equal(messages[0], '"inner"', serialization);
				const [outcome, waiting] = await connector.run(async (index) => {
					const connection = end.connections[index];
					const closing = connection.sendAsync({ get inner() { connection.close(); return 1; } });
					const waiting = connection.bufferedAmount;
					return [await closing.then(() => "resolved", ({ type }) => type), waiting];
				}, index);
				assert.deepEqual([outcome, waiting], ["connection-closed", 0], serialization);
				assert.deepEqual(await connector.run((index) => end.closed(index), index), ["open", "close"]);
			}
		},
	},

	"ready after what filled the queue was given up": {
		by: "sender",
		turned: true,
		async run({ link, connector }) {
			const index = await link({ reliable: true });
			await connector.run(async (index) => {
				const connection = end.connections[index];
				const controller = new AbortController();
				connection.send(new Blob([new Uint8Array(10)]));
				const large = connection.sendAsync(end.pattern(3_000_000), { signal: controller.signal });
				const ready = connection.ready();
				controller.abort();
				// By the signal, which "abort by signal" looks at.
				await large.catch(() => {});
				await ready;
			}, index);
		},
	},

	"a payload that is transferred while it waits": {
		by: "sender",
		turned: true,
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			const outcome = await connector.run(async (index) => {
				const connection = end.connections[index];
				const gone = end.pattern(17 << 20);
				const sent = connection.sendAsync(gone);
				const behind = connection.sendAsync("behind");
				structuredClone(gone.buffer, { transfer: [gone.buffer] });
				const reason = (promise) => promise.then(() => "resolved", ({ type, message }) => [type, message]);
				return [await reason(sent), await reason(behind), connection.bufferedAmount];
			}, index);
			assert.deepEqual(outcome, [["send-failed", "What was to be sent is gone."], "resolved", 0]);
			assert.deepEqual(await acceptor.run((index) => end.messages(index, 1), index), ['"behind"']);
		},
	},

	"raw payloads that are transferred while they wait": {
		by: "sender",
		turned: true,
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true, serialization: "raw" });
			const counters = await connector.run(async (index) => {
				const connection = end.connections[index];
				end.fill(connection);
				const gone = [end.pattern(17 << 20).buffer, end.pattern(17 << 20)];
				for (const data of gone) connection.send(data);
				for (const data of gone) structuredClone(data, { transfer: [data.buffer ?? data] });
				window.settled = Promise.all([connection.ready(), connection.sendAsync("behind")]);
				await harness.until(() => connection.bufferSize === 0 && connection.dataChannel.bufferedAmount === 0, "all has left");
				return [connection.bufferedAmount, connection.$queued];
			}, index);
			assert.deepEqual(counters, [0, 0]);
			await connector.run(() => settled.then(() => {}));
			const gone = 'error Error "send-failed" "What was to be sent is gone."';
			assert.deepEqual(await connector.run((index) => end.events(index, 3), index), ["open", gone, gone]);
			const messages = await acceptor.run((index) => end.messages(index, 46), index);
			assert.deepEqual([messages.length, messages.at(-1)], [46, '"behind"']);
		},
	},

	"sendAsync with empty messages behind it": {
		by: "sender",
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true, serialization: "raw" });
			await connector.run((index) => {
				const connection = end.connections[index];
				const { dataChannel } = connection;
				// As if the first message, and none of those behind it, were there still.
				let held = 10;
				Object.defineProperty(dataChannel, "bufferedAmount", { get: () => held });
				window.outcome = "pending";
				window.sent = connection.sendAsync("0123456789").then(() => (outcome = "resolved"));
				for (let n = 0; n < 10; n++) connection.send("");
				window.leave = () => {
					held = 0;
					dataChannel.dispatchEvent(new Event("bufferedamountlow"));
				};
			}, index);
			await acceptor.run((index) => end.messages(index, 11), index);
			assert.equal(await connector.run(() => outcome), "pending");
			await connector.run(() => (leave(), sent));
		},
	},

	"sendAsync whose batch the browser does not take": {
		by: "both",
		async run({ link, connector, acceptor }) {
			// Which of the batch are promised.
			for (const promised of [[false, true], [true, false, true]]) {
				const index = await link({ reliable: true });
				const outcomes = await connector.run(async (index, promised) => {
					const connection = end.connections[index];
					const { dataChannel } = connection;
					// Eight go out by themselves, those behind them together.
					for (let n = 1; n <= 8; n++) connection.send(n);
					const sent = promised.map((isPromised) => (isPromised ? connection.sendAsync("lost").then(() => "resolved", ({ type }) => type) : connection.send("lost")));
					dataChannel.send = () => {
						delete dataChannel.send;
						throw new Error("test: not taken");
					};
					const outcomes = await Promise.all(sent);
					await connection.sendAsync("behind");
					return outcomes.filter(Boolean);
				}, index, promised);
				assert.deepEqual(outcomes, promised.filter(Boolean).map(() => "send-failed"));
				const events = await connector.run((index) => end.events(index, 2), index);
				assert.deepEqual(events, ["open", 'error Error "send-failed" "test: not taken"']);
				assert.deepEqual(await acceptor.run((index) => end.messages(index, 9), index), ["1", "2", "3", "4", "5", "6", "7", "8", '"behind"']);
			}
		},
	},

	"sendAsync where a listener of drain throws": {
		by: "sender",
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			const outcome = await connector.run(async (index) => {
				const connection = end.connections[index];
				const { dataChannel } = connection;
				connection.on("drain", () => {
					throw new Error("test: in drain");
				});
				let held = 1_500_000;
				Object.defineProperty(dataChannel, "bufferedAmount", { get: () => held });
				connection.send("first");
				// It has drained, and not told of it yet.
				held = 10;
				const outcome = connection.sendAsync("second").then(() => "resolved", ({ message }) => message);
				held = 0;
				dataChannel.dispatchEvent(new Event("bufferedamountlow"));
				return outcome;
			}, index);
			assert.equal(outcome, "resolved");
			await connector.run(() => harness.until(() => end.uncaught().length, "an error"));
			assert.deepEqual(await connector.run(() => end.uncaught().splice(0)), ['uncaught Error "test: in drain"']);
			assert.deepEqual(await acceptor.run((index) => end.messages(index, 2), index), ['"first"', '"second"']);
		},
	},

	"close in progress": {
		by: "both",
		turned: true,
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			await acceptor.run((index) => {
				const connection = end.connections[index];
				connection.on("progress", ({ received, total }) => received === total && connection.close());
			}, index);
			await connector.run((index) => end.connections[index].send(end.pattern(1 << 20)), index);
			assert.deepEqual(await acceptor.run((index) => end.closed(index), index), ["open", "close"]);
		},
	},

	"abort by signal": {
		by: "sender",
		turned: true,
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
				return [await reason(large), (await reason(waiting)).length > 0, await reason(behind), seen.length, seen[0] < 0.1, connection.$queued, connection.$tickets.length];
			}, index);
			assert.deepEqual(outcome, ["test: enough", true, "resolved", 1, true, 0, 0]);
			assert.deepEqual(await acceptor.run((index) => end.messages(index, 1), index), ['"behind"']);
			// One of ours is told; PeerJS holds what it has of the two until the connection closes.
			const held = await acceptor.run((index) => Object.keys(end.connections[index]._chunkedData).length, index);
			assert.equal(held, acceptor.isOurs ? 0 : 2);
		},
	},

	"abort of an empty message that waits": {
		by: "sender",
		turned: true,
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true, serialization: "raw" });
			const outcome = await connector.run(async (index) => {
				const connection = end.connections[index];
				end.fill(connection);
				const controller = new AbortController();
				const sent = connection.sendAsync(new ArrayBuffer(0), { signal: controller.signal });
				controller.abort(new Error("test: enough"));
				connection.send("behind");
				return sent.then(() => "resolved", ({ message }) => message);
			}, index);
			assert.equal(outcome, "test: enough");
			const messages = await acceptor.run((index) => end.messages(index, 46), index);
			assert.deepEqual([messages.length, messages.at(-1)], [46, '"behind"']);
		},
	},

	"sendAsync of a class that throws behind what it has sent": {
		by: "sender",
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			const outcome = await connector.run((index) => {
				const connection = end.connections[index];
				const { _send } = connection;
				connection._send = function (data, chunked) {
					_send.call(this, "head", chunked);
					return _send.call(this, data, chunked);
				};
				return connection.sendAsync({ inner: () => {} }).then(() => "resolved", ({ message }) => message);
			}, index);
			assert.equal(outcome, 'Type "function" not yet supported at inner');
			assert.deepEqual(await acceptor.run((index) => end.messages(index, 1), index), ['"head"']);
		},
	},

	progress: {
		by: "either",
		turned: true,
		async run({ link, connector, acceptor }) {
			const ours = [[connector, "outgoing", "sent"], [acceptor, "incoming", "received"]].filter(([tab]) => tab.isOurs);
			// Toward PeerJS there is no large JSON.
			for (const serialization of ours.length === 2 ? ["binary", "json"] : ["binary"]) {
				const index = await link({ reliable: true, serialization });
				for (const [tab] of ours) {
					await tab.run((index) => {
						window.progress = [];
						end.connections[index].on("progress", (state) => progress.push({ ...state, at: performance.now() }));
					}, index);
				}
				const size = await connector.run((index, isOurs) => {
					const connection = end.connections[index];
					const make = (size) => (connection.serialization === "json" ? "x".repeat(size - 2) : end.pattern(size));
					connection.send("small");
					// One chunk of ours is enough for it, and takes several of PeerJS's.
					connection.send(make(isOurs ? 100_000 : 10_000));
					connection.send(make(12 << 20));
					return connection.serialization === "json" ? 12 << 20 : peerjs.util.pack(new Uint8Array(12 << 20)).byteLength;
				}, index, connector.isOurs);
				await acceptor.run((index) => end.messages(index, 3), index);
				// PeerJS's chunks alone have a number there.
				const id = connector.isOurs ? 2 : 1;
				for (const [tab, direction, key] of ours) {
					const progress = await tab.run(() => progress);
					assert.deepEqual(Object.keys(progress[0]).sort(), ["at", "direction", "id", key, "total"].sort());
					for (const [i, state] of progress.entries()) {
						// How long JSON is, its last chunk tells.
						const total = serialization === "json" && key === "received" && i < progress.length - 1 ? Math.ceil(size / CHUNK) * CHUNK : size;
						assert.deepEqual([state.direction, state.id, state.total], [direction, id, total]);
						if (i > 0) assert.ok(state[key] > progress[i - 1][key], "it grows");
					}
					// The first and the last come as they come.
					const time = progress.at(-1).at - progress[0].at;
					assert.ok(progress.length >= 2 && progress.length <= time / 50 + 2, `${progress.length} events in ${time} ms`);
					assert.equal(progress.at(-1)[key], size);
				}
			}
		},
	},

	"onProgress goes to the total": {
		by: "sender",
		turned: true,
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			const { seen, others } = await connector.run(async (index) => {
				const connection = end.connections[index];
				const seen = [];
				const others = [];
				const small = connection.sendAsync(end.pattern(100_000), { onProgress: (state) => others.push(state) });
				const large = connection.sendAsync(new Blob([end.pattern(12 << 20)]), { onProgress: (state) => seen.push(state) });
				const behind = connection.sendAsync("behind", { onProgress: (state) => others.push(state) });
				await Promise.all([small, large, behind]);
				return { seen, others };
			}, index);
			await acceptor.run((index) => end.messages(index, 3), index);
			assert.deepEqual(others, []);
			assert.ok(seen.length >= 2, `${seen.length} times`);
			const total = 12 * MEGABYTE + 5;
			for (const [i, state] of seen.entries()) {
				assert.deepEqual([state.direction, state.id, state.total], ["outgoing", 2, total]);
				assert.ok(state.sent > (seen[i - 1]?.sent ?? 0), "it grows");
			}
			assert.equal(seen.at(-1).sent, total);
		},
	},

	"ready that is pending when the connection closes": {
		by: "sender",
		turned: true,
		async run({ link, connector, acceptor }) {
			for (const who of [connector, acceptor]) {
				const index = await link({ reliable: true });
				await connector.run((index) => {
					const connection = end.connections[index];
					connection.send(end.pattern(64 << 20));
					window.outcome = "pending";
					window.settled = connection.ready().then(() => "resolved", ({ type }) => type).then((text) => (outcome = text));
				}, index);
				await acceptor.run((index) => harness.until(() => Object.keys(end.connections[index]._chunkedData).length === 1, "chunks"), index);
				assert.equal(await connector.run(() => outcome), "pending");
				await who.run((index) => end.connections[index].close(), index);
				assert.equal(await connector.run(() => settled), "connection-closed");
			}
		},
	},

	"ready of a connection that never opens": {
		// One such pair is enough: the other end has no part in it, and the server takes its time.
		by: "both",
		async run({ connector }) {
			const outcomes = await connector.run(async () => {
				const outcomes = [];
				end.peer.on("error", ({ type }) => outcomes.push(`peer ${type}`));
				end.connect("nobody");
				end.connect("nobody");
				const settled = end.connections.map((connection) => connection.ready().catch(({ type }) => outcomes.push(type)));
				end.connections[1].close();
				await Promise.all(settled);
				return outcomes;
			});
			// The one closes, the other has nobody to open to.
			assert.deepEqual(outcomes, ["connection-closed", "peer peer-unavailable", "connection-closed"]);
		},
	},

	"the promise of a Blob, the connection closing while it is read": {
		turned: true,
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			const outcome = await connector.run((index) => {
				const connection = end.connections[index];
				const sent = connection.send(new Blob([end.pattern(16 << 20)]));
				connection.close();
				return sent.then((value) => ["resolved", value === undefined]);
			}, index);
			assert.deepEqual(outcome, ["resolved", true]);
			assert.deepEqual((await acceptor.run((index) => end.closed(index), index)).filter((line) => line.startsWith("data")), []);
		},
	},
};

describeBehaviours("room", BEHAVIOURS);
