// Connections that close while something is on its way.

import assert from "node:assert/strict";

import { BROWSER } from "../support/environment.mjs";
import { describeBehaviours } from "./behaviours.mjs";

/**
 * A closed RTCPeerConnection says so with one packet. Where a busy machine loses it, the
 * other end learns of the close when ICE fails; a PeerJS that was called never does in Chromium.
 */
const LATE = 'error Error "negotiation-failed"';

/**
 * Both ends send `[connector, acceptor]` messages of `size` bytes, and close: neither hears
 * the other before it has.
 */
async function flushBoth({ connector, acceptor }, index, counts, size) {
	const tabs = [connector, acceptor];
	const hold = (index) => {
		const connection = end.connections[index];
		const held = [];
		connection._handleDataMessage = (event) => held.push(event);
		connection.letGo = () => {
			delete connection._handleDataMessage;
			for (const event of held) connection._handleDataMessage(event);
		};
	};
	const flush = (index, count, size) => {
		const connection = end.connections[index];
		for (let n = 0; n < count; n++) connection.send(end.pattern(size));
		connection.close({ flush: true });
		connection.letGo();
	};
	await Promise.all(tabs.map((tab) => tab.run(hold, index)));
	await Promise.all(tabs.map((tab, i) => tab.run(flush, index, counts[i], size)));
	for (const [tab, count] of [[connector, counts[1]], [acceptor, counts[0]]]) {
		const events = await tab.run((index) => end.closed(index), index);
		assert.deepEqual([events[0], events.at(-1), events.length], ["open", "close", 2 + count]);
	}
}

const BEHAVIOURS = {
	...Object.fromEntries(
		["connector", "acceptor"].map((who) => [
			`the ${who} closes during a transfer`,
			{
				by: "either",
				async run(tabs) {
					const { link, connector, acceptor } = tabs;
					const index = await link({ reliable: true });
					await connector.run((index) => {
						const connection = end.connections[index];
						connection.send("first");
						const large = end.pattern(64 << 20);
						window.outcome = connection.sendAsync?.(large).then(() => "resolved", ({ type }) => type) ?? connection.send(large);
					}, index);
					await acceptor.run((index) => harness.until(() => Object.keys(end.connections[index]._chunkedData).length === 1, "chunks"), index);
					await tabs[who].run((index) => end.connections[index].close(), index);
					const sender = await connector.run((index) => end.closed(index), index);
					const isDeaf = BROWSER === "chromium" && !acceptor.isOurs;
					const receiver = await acceptor.run((index, closed) => end[closed](index), index, isDeaf ? "closedOrFailed" : "closed");
					// Who closes knows; the other is told what that has cost.
					const ending = (tab, events, what) => {
						if (tab === tabs[who]) return ["close"];
						const late = events.find((line) => line.startsWith(LATE));
						if (late) return [late, "close"];
						if (tab.isOurs) return [`error Error "connection-closed" "The connection was closed ${what}."`, "close"];
						return isDeaf && !events.includes("close") ? [] : ["close"];
					};
					assert.deepEqual(sender, ["open", ...ending(connector, sender, "before all was sent")]);
					assert.deepEqual(receiver, ["open", 'data "first"', ...ending(acceptor, receiver, "in the middle of a message")]);
					if (!connector.isOurs) return;
					assert.equal(await connector.run(() => outcome), "connection-closed");
					assert.deepEqual(await connector.run((index) => [end.connections[index].bufferedAmount, end.connections[index].bufferSize], index), [0, 0]);
				},
			},
		]),
	),

	...Object.fromEntries(
		["binary", "json", "raw"].map((serialization) => [
			`the other end closes, the rest being in the channel, ${serialization}`,
			{
				by: "sender",
				turned: true,
				async run({ link, connector, acceptor }) {
					const index = await link({ reliable: true, serialization });
					await acceptor.run((index) => {
						const connection = end.connections[index];
						connection.on("data", () => connection.close());
						connection.send("go");
					}, index);
					// Until then, what the one who was called sends in Chromium may have to wait.
					await connector.run((index) => end.messages(index, 1), index);
					const waited = await connector.run(async (index) => {
						const connection = end.connections[index];
						const message = connection.serialization === "json" ? "x".repeat(16_000) : end.pattern(50_000);
						let waited = 0;
						const fill = () => {
							while (connection.open && connection.bufferedAmount < 1_500_000) {
								connection.send(message);
								waited += connection.bufferSize;
							}
						};
						// However late the other end is, it finds something on its way.
						connection.on("drain", fill);
						fill();
						await end.closed(index);
						return waited;
					}, index);
					assert.equal(waited, 0);
					const events = await connector.run((index) => end.closed(index), index);
					// As with PeerJS: it is no failure that the other end leaves while this one sends.
					const late = events.filter((line) => line.startsWith(LATE)).slice(0, 1);
					assert.deepEqual(events.filter((event) => !event.startsWith("data")), ["open", ...late, "close"]);
				},
			},
		]),
	),

	"flush at both ends at once": {
		by: "both",
		run: async (tabs) => flushBoth(tabs, await tabs.link({ reliable: true }), [20, 20], 500_000),
	},

	"flush at both ends at once, all being in the channel": {
		by: "both",
		async run(tabs) {
			for (const counts of [[1, 0], [0, 1], [1, 1]]) {
				await flushBoth(tabs, await tabs.link({ reliable: true }), counts, 1_000_000);
			}
		},
	},

	"flush at both ends, what the other has sent being late": {
		by: "both",
		async run({ link, connector, acceptor }) {
			const index = await link();
			await acceptor.run((index) => {
				const connection = end.connections[index];
				const { dataChannel } = connection;
				const send = (message) => RTCDataChannel.prototype.send.call(dataChannel, message);
				// The first message is overtaken by the request to close, and goes when the other asks.
				dataChannel.send = (message) => {
					dataChannel.send = send;
					const late = message.slice();
					const { _handleDataMessage } = connection;
					connection._handleDataMessage = (event) => {
						send(late);
						delete connection._handleDataMessage;
						_handleDataMessage.call(connection, event);
					};
				};
				connection.send("late");
				connection.close({ flush: true });
			}, index);
			await connector.run(async (index) => {
				const connection = end.connections[index];
				await harness.until(() => connection.$last === 1, "the other end has asked");
				connection.$opened -= 10_000; // The channel may be closed at once.
				connection.close({ flush: true });
			}, index);
			assert.deepEqual(await connector.run((index) => end.closed(index), index), ["open", 'data "late"', "close"]);
			assert.deepEqual(await acceptor.run((index) => end.closed(index), index), ["open", "close"]);
		},
	},

	"flush while the other end sends": {
		by: "both",
		turned: true,
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			await acceptor.run((index) => end.connections[index].send(end.pattern(64 << 20)), index);
			await connector.run((index) => end.connections[index].close({ flush: true }), index);
			const events = await acceptor.run((index) => end.closed(index), index);
			assert.deepEqual(events, ["open", 'error Error "connection-closed" "The connection was closed before all was sent."', "close"]);
		},
	},

	...Object.fromEntries(
		["binary", "json", "raw"].map((serialization) => [
			`flush with a full buffer, ${serialization}`,
			{
				by: "sender",
				turned: true,
				async run({ link, connector, acceptor }) {
					// PeerJS closes when it is asked to, whatever that has overtaken.
					const index = await link({ reliable: !acceptor.isOurs, serialization });
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
					assert.deepEqual(sender, ["open", 'error Error "not-open-yet" "Connection is closing: nothing can be sent."', "close"]);
				},
			},
		]),
	),

	...Object.fromEntries(
		["binary", "json", "raw"].map((serialization) => [
			`flush as soon as it is open, ${serialization}`,
			{
				by: "sender",
				async run({ connector, acceptor }) {
					// Its page hears of a channel late.
					await acceptor.run(() => {
						const work = () => {
							const end = performance.now() + 100;
							while (performance.now() < end);
							window.working = setTimeout(work);
						};
						work();
					});
					const count = 3;
					for (let n = 0; n < count; n++) {
						await connector.run(
							(id, options) => {
								end.connect(id, options);
								const connection = end.connections.at(-1);
								connection.on("open", () => {
									connection.send("all");
									connection.close({ flush: true });
								});
							},
							acceptor.id,
							{ serialization, reliable: true },
						);
						assert.deepEqual(await acceptor.run((n) => end.closed(n), n), ["open", 'data "all"', "close"]);
					}
					await acceptor.run(() => clearTimeout(window.working));
				},
			},
		]),
	),

	...Object.fromEntries(
		[["binary", 1], ["binary", 100_000], ["json", 1]].map(([serialization, size]) => [
			`flush by a getter of what is sent, ${serialization}, ${size} characters`,
			{
				by: "sender",
				turned: true,
				async run({ link, connector, acceptor }) {
					const text = "Connection is closing: nothing can be sent.";
					for (const [method, outcome, told] of [["send", undefined, [`error Error "not-open-yet" "${text}"`]], ["sendAsync", ["not-open-yet", text], []]]) {
						const index = await link({ reliable: true, serialization });
						const seen = await connector.run(async (index, method, size) => {
							const connection = end.connections[index];
							connection.send("before");
							const value = { get inner() { connection.close({ flush: true }); return 1; }, text: "x".repeat(size) };
							return connection[method](value)?.then(() => "resolved", ({ type, message }) => [type, message]);
						}, index, method, size);
						assert.deepEqual(seen, outcome, method);
						assert.deepEqual(await acceptor.run((index) => end.closed(index), index), ["open", 'data "before"', "close"], method);
						assert.deepEqual(await connector.run((index) => end.closed(index), index), ["open", ...told, "close"], method);
					}
				},
			},
		]),
	),

	"sendAsync and flush": {
		by: "both",
		turned: true,
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
};

describeBehaviours("closing", BEHAVIOURS);
