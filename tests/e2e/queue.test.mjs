// What waits to be sent: order, messages that share one of the channel.

import assert from "node:assert/strict";

import { describeBehaviours } from "./behaviours.mjs";
import { described, MEGABYTE, transfer } from "./transfer.mjs";

const BEHAVIOURS = {
	"50,000 small messages at once": {
		by: "sender",
		turned: true,
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
			assert.deepEqual(await connector.run((index) => [end.connections[index].bufferSize, end.connections[index].$queued], index), [0, 0]);
		},
	},

	"Blobs between texts": {
		by: "sender",
		turned: true,
		async run(tabs) {
			const messages = await transfer(
				tabs,
				{},
				(index) => {
					for (const value of ["first", new Blob([end.pattern(10)]), "second", new Blob([end.pattern(3_000_000)]), "third", new Blob([]), "last"]) end.connections[index].send(value);
				},
				7,
			);
			const [small, large, empty] = await described(tabs, [10, 3_000_000, 0]);
			assert.deepEqual(messages, ['"first"', small, '"second"', large, '"third"', empty, '"last"']);
		},
	},

	"ten transfers each way at once, unordered": {
		async run(tabs) {
			const index = await tabs.link({ reliable: false });
			const sizes = Array.from({ length: 10 }, (_, i) => 400_000 + i);
			const both = [tabs.connector, tabs.acceptor];
			await Promise.all(both.map((tab) => tab.run((index, sizes) => sizes.forEach((size) => end.connections[index].send(end.pattern(size))), index, sizes)));
			const wanted = (await described(tabs, sizes)).sort();
			for (const tab of both) assert.deepEqual((await tab.run((index) => end.messages(index, 10), index)).sort(), wanted);
		},
	},

	"raw null and undefined are texts like any others, also where they wait": {
		by: "sender",
		turned: true,
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true, serialization: "raw" });
			await connector.run((index) => {
				const connection = end.connections[index];
				for (const value of [null, undefined]) connection.send(value);
				end.fill(connection);
				for (const value of [null, undefined, "last"]) connection.send(value);
			}, index);
			const messages = await acceptor.run((index) => end.messages(index, 50), index);
			const texts = ['"null"', '"undefined"'];
			assert.deepEqual([...messages.slice(0, 2), ...messages.slice(-3)], [...texts, ...texts, '"last"']);
		},
	},

	"payloads that change while they wait": {
		by: "sender",
		turned: true,
		async run(tabs) {
			const messages = await transfer(
				tabs,
				{},
				(index) => {
					const connection = end.connections[index];
					connection.send(end.pattern(3_000_000));
					if (connection.bufferSize === 0) throw new Error("nothing waits");
					// Together they are of more than 1 MiB, which none of them is.
					const [body, thumb] = [1 << 20, 8_192].map(end.pattern);
					connection.send({ body, thumb });
					for (const bytes of [body, thumb]) bytes.fill(9);
				},
				2,
			);
			const [body, thumb] = await described(tabs, [MEGABYTE, 8_192], "Uint8Array");
			assert.equal(messages[1], `{body: ${body}, thumb: ${thumb}}`);
		},
	},

	"raw objects are texts, also where they wait and are like a transfer": {
		by: "sender",
		turned: true,
		async run({ link, connector, acceptor }) {
			for (const count of [0, 45]) {
				const index = await link({ reliable: true, serialization: "raw" });
				await connector.run((index, count) => {
					const connection = end.connections[index];
					if (count > 0) end.fill(connection);
					connection.send({ parts: [] });
					let isSent = false;
					connection.sendAsync("behind").then(() => (isSent = true));
					return harness.until(() => isSent, "sendAsync resolves");
				}, index, count);
				const messages = await acceptor.run((index, count) => end.messages(index, count), index, count + 2);
				assert.deepEqual(messages.slice(count), ['"[object Object]"', '"behind"']);
			}
		},
	},

	"what is sent in one turn shares messages of the channel": {
		by: "both",
		turned: true,
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
				// The first eight by themselves, and the rest.
				assert.ok(frames <= 10, `${frames} messages of the channel`);
			}
		},
	},

	"the first eight of a turn go out by themselves": {
		by: "both",
		turned: true,
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			await acceptor.run((index) => {
				window.firsts = [];
				end.connections[index].dataChannel.addEventListener("message", ({ data }) => firsts.push(new Uint8Array(data)[0]));
			}, index);
			let total = 0;
			const sent = async (count) => {
				await connector.run((index, count) => {
					for (let n = 1; n <= count; n++) end.connections[index].send(n);
				}, index, count);
				await acceptor.run((index, total) => end.messages(index, total), index, (total += count));
				return acceptor.run(() => firsts.splice(0));
			};
			const alone = [1, 2, 3, 4, 5, 6, 7, 8];
			assert.deepEqual(await sent(8), alone);
			assert.deepEqual(await sent(11), [...alone, 0xc1]);
			// Nothing has told of the end of this turn when the next begins.
			assert.deepEqual(await sent(1), [1]);
			assert.deepEqual(await sent(9), [...alone.slice(0, 7), 0xc1]);
			// What comes does.
			assert.deepEqual(await sent(1), [1]);
			await acceptor.run((index) => end.connections[index].send("come"), index);
			await connector.run((index) => end.messages(index, 1), index);
			assert.deepEqual(await sent(11), [...alone, 0xc1]);
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
};

describeBehaviours("queue", BEHAVIOURS);
