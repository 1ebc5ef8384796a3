// Bytes and Blobs of every size, alone and inside of other values.

import assert from "node:assert/strict";

import { describeBehaviours } from "./behaviours.mjs";
import { CHUNK, described, MEGABYTE, MTU, transfer } from "./transfer.mjs";

/** The most that our first chunk holds of a binary, in bytes. */
const FIRST = CHUNK - 5;
const around = (size) => [size - 1, size, size + 1];
const SIZES = [0, 1, ...around(MTU - 3), ...around(MTU), ...around(65_536), ...around(FIRST), ...around(262_144), 1_000_000];

/** As if the other end of all its connections took messages of so many bytes at most. */
const limit = (size) => {
	const { setRemoteDescription } = RTCPeerConnection.prototype;
	RTCPeerConnection.prototype.setRemoteDescription = function ({ type, sdp }) {
		return setRemoteDescription.call(this, { type, sdp: sdp.replace(/a=max-message-size:.*\r\n/, size === undefined ? "" : `a=max-message-size:${size}\r\n`) });
	};
};

/** Notes how large the messages of a channel are that come to this tab. */
const measure = (index) => {
	window.largest = 0;
	end.connections[index].dataChannel.addEventListener("message", ({ data }) => (largest = Math.max(largest, data.byteLength)));
};

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

	...Object.fromEntries(
		[
			[16_384, 16_384],
			// What stands for an end that names none, some of which read a byte less.
			[65_536, 65_535],
			[100_000, 100_000],
			// No limit; and what is meant where none is told (RFC 8841 6).
			[0, 262_144],
			[undefined, 65_535],
			[1 << 20, 262_144],
		].map(([size, largest]) => [
			`messages of the channel toward an end whose limit is ${size}`,
			{
				by: "sender",
				turned: true,
				async run(tabs) {
					const { link, connector, acceptor } = tabs;
					await connector.run(limit, size);
					const index = await link({ reliable: true });
					await acceptor.run(measure, index);
					await connector.run((index) => {
						for (const data of [end.pattern(1_000_000), new Blob([end.pattern(600_000)])]) end.connections[index].send(data);
					}, index);
					assert.deepEqual(await acceptor.run((index) => end.messages(index, 2), index), await described(tabs, [1_000_000, 600_000]));
					assert.equal(await acceptor.run(() => largest), largest);
				},
			},
		]),
	),

	"messages of the channel where the browser tells no limit": {
		by: "sender",
		turned: true,
		async run(tabs) {
			const { link, connector, acceptor } = tabs;
			await connector.run(() => void delete RTCPeerConnection.prototype.sctp);
			const index = await link({ reliable: true });
			await acceptor.run(measure, index);
			await connector.run((index) => end.connections[index].send(end.pattern(1_000_000)), index);
			assert.deepEqual(await acceptor.run((index) => end.messages(index, 1), index), await described(tabs, [1_000_000]));
			assert.equal(await acceptor.run(() => largest), MTU + 45);
		},
	},

	"a raw message larger than the other end takes": {
		by: "sender",
		turned: true,
		async run({ link, connector, acceptor }) {
			await connector.run(limit, 65_536);
			const index = await link({ reliable: true, serialization: "raw" });
			const outcomes = await connector.run(async (index) => {
				const connection = end.connections[index];
				for (const data of ["before", end.pattern(65_537), end.pattern(65_536), "x".repeat(65_537)]) connection.send(data);
				for (let n = 0; n < 140; n++) connection.send(end.pattern(65_000));
				if (connection.bufferSize === 0) throw new Error("nothing waits");
				connection.send(end.pattern(65_537));
				return Promise.all([end.pattern(65_537), "behind"].map((data) => connection.sendAsync(data).then(() => "resolved", ({ type }) => type)));
			}, index);
			assert.deepEqual(outcomes, ["message-too-big", "resolved"]);
			const messages = await acceptor.run((index) => end.messages(index, 143), index);
			const [whole] = await described({ connector }, [65_536], "ArrayBuffer");
			assert.deepEqual([messages[0], messages[1], messages.length, messages.at(-1)], ['"before"', whole, 143, '"behind"']);
			// The one that a promise tells of is not among them.
			const events = await connector.run((index) => end.events(index, 4), index);
			assert.equal(events[0], "open");
			assert.equal(events.length, 4, events.join("\n"));
			for (const error of events.slice(1)) assert.match(error, /^error \S+ "message-too-big"/);
			assert.ok(await connector.run((index) => end.connections[index].open, index));
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
			// What the application has set counts instead, as with PeerJS.
			await connector.run((index) => {
				const { util } = window.peerjs;
				const { chunkedMTU } = util;
				util.chunkedMTU = 50_000;
				end.connections[index].send("y".repeat(49_990));
				util.chunkedMTU = chunkedMTU;
				end.connections[index].send("x".repeat(16_298));
			}, index);
			assert.match((await acceptor.run((index) => end.messages(index, 2), index))[1], /^string\[49990\]/);
			assert.equal((await connector.run((index) => end.events(index, 3), index))[2], events[1]);
		},
	},
};

describeBehaviours("sizes", BEHAVIOURS);
