// Bytes and Blobs of every size, alone and inside of other values.

import assert from "node:assert/strict";

import { describeBehaviours } from "./behaviours.mjs";
import { described, MEGABYTE, MTU, transfer } from "./transfer.mjs";

/** The most that our first chunk holds of a binary, in bytes. */
const CHUNK = 262_144 - 45 - 5;
const around = (size) => [size - 1, size, size + 1];
const SIZES = [0, 1, ...around(MTU - 3), ...around(MTU), ...around(65_536), ...around(CHUNK), ...around(262_144), 1_000_000];

const BEHAVIOURS = {
	"bytes of every size": {
		async run(tabs) {
			const index = await tabs.link({ reliable: true });
			for (const { sender, receiver } of tabs.directions) {
				await sender.run((index, sizes) => {
					for (const size of sizes) end.connections[index].send(end.pattern(size));
				}, index, SIZES);
				const messages = await receiver.run((index, count) => end.messages(index, count), index, SIZES.length);
				assert.deepEqual(messages, await described(tabs, SIZES));
			}
		},
	},

	"Blobs of every size": {
		turned: true,
		async run(tabs) {
			const index = await tabs.link({ reliable: true });
			await tabs.connector.run(async (index, sizes) => {
				// PeerJS lets small ones overtake large ones.
				for (const size of sizes) await end.connections[index].send(new Blob([end.pattern(size)]));
			}, index, SIZES);
			const messages = await tabs.acceptor.run((index, count) => end.messages(index, count), index, SIZES.length);
			assert.deepEqual(messages, await described(tabs, SIZES));
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
		turned: true,
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
			if (acceptor.isOurs) return;
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
};

describeBehaviours("sizes", BEHAVIOURS);
