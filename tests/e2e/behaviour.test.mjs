// How connections behave between all pairs in one browser: order, closing,
// flushing, several at once, a lost server.
//
//   BROWSER=firefox node --test tests/e2e/behaviour.test.mjs
//   ONLY=flush      only behaviours whose name contains it

import assert from "node:assert/strict";

import { describeBehaviours } from "./behaviours.mjs";

const range = (count) => Array.from({ length: count }, (_, i) => i);

const BEHAVIOURS = {
	"1,000 messages each way at once arrive in order": {
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			const send = (tab, from) =>
				tab.run((index, from) => {
					for (let n = 0; n < 1000; n++) end.connections[index].send({ from, n });
				}, index, from);
			await Promise.all([send(connector, "connector"), send(acceptor, "acceptor")]);
			for (const [tab, from] of [[acceptor, "connector"], [connector, "acceptor"]]) {
				const messages = await tab.run((index) => end.messages(index, 1000), index);
				assert.deepEqual(messages, range(1000).map((n) => `{from: "${from}", n: ${n}}`));
			}
		},
	},

	"1,000 messages on an unordered connection all arrive": {
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: false });
			await connector.run((index) => {
				for (let n = 0; n < 1000; n++) end.connections[index].send(n);
			}, index);
			const messages = await acceptor.run((index) => end.messages(index, 1000), index);
			assert.deepEqual(messages.map(Number).sort((a, b) => a - b), range(1000));
		},
	},

	"large and small messages keep their order": {
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			await connector.run((index) => {
				for (let n = 0; n < 20; n++) {
					end.connections[index].send(["large", n, "x".repeat(n * 10_000)]);
					end.connections[index].send(["small", n]);
				}
			}, index);
			const messages = await acceptor.run((index) => end.messages(index, 40), index);
			const order = messages.map((message) => message.match(/^\["(\w+)", (\d+)/).slice(1).join(" "));
			assert.deepEqual(order, range(20).flatMap((n) => [`large ${n}`, `small ${n}`]));
		},
	},

	"a Blob is not overtaken by what is sent after it": {
		by: "sender",
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			await connector.run((index) => {
				end.connections[index].send(new Blob(["first"]));
				end.connections[index].send("second");
			}, index);
			const messages = await acceptor.run((index) => end.messages(index, 2), index);
			assert.deepEqual(messages, ["ArrayBuffer[5] 66 69 72 73 74", '"second"']);
		},
	},

	"what the channel refuses is told once, and what comes after it arrives": {
		by: "sender",
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true, serialization: "raw" });
			const errors = await connector.run((index) => {
				const connection = end.connections[index];
				const errors = [];
				connection.on("error", ({ type }) => {
					errors.push(type);
					if (errors.length === 2) throw new Error("test: a listener that throws");
				});
				connection.send("before");
				for (let n = 0; n < 2; n++) {
					try {
						connection.send({ toString: null });
					} catch ({ message }) {
						errors.push(message);
					}
				}
				connection.send("after");
				return [...errors, connection.bufferSize];
			}, index);
			assert.deepEqual(errors, ["send-failed", "send-failed", "test: a listener that throws", 0]);
			const messages = await acceptor.run((index) => end.messages(index, 2), index);
			assert.deepEqual(messages, ['"before"', '"after"']);
		},
	},

	"the connector closes": {
		run: ({ link, connector, acceptor }) => closeFrom(link, connector, acceptor),
	},

	"the acceptor closes": {
		run: ({ link, connector, acceptor }) => closeFrom(link, acceptor, connector),
	},

	"the connector's Peer is destroyed": {
		async run({ link, connector, acceptor }) {
			const index = await link();
			await connector.run(() => end.peer.destroy());
			assert.deepEqual(await acceptor.run((index) => end.closed(index), index), ["open", "close"]);
			assert.equal(await acceptor.run(() => end.peer.open), true);
		},
	},

	...Object.fromEntries(
		["binary", "json", "raw"].map((serialization) => [
			`flush, ${serialization}: what was sent arrives before the close`,
			{
				by: serialization === "raw" ? "sender" : undefined,
				async run({ link, connector, acceptor }) {
					const index = await link({ reliable: true, serialization });
					await connector.run((index) => {
						for (let n = 0; n < 200; n++) end.connections[index].send(`${n} ${"x".repeat(10_000)}`);
						end.connections[index].close({ flush: true });
					}, index);
					const events = await acceptor.run((index) => end.closed(index), index);
					const data = events.filter((line) => line.startsWith("data"));
					assert.equal(data.length, 200);
					assert.deepEqual([events[0], events.at(-1), events.length], ["open", "close", 202]);
					assert.deepEqual(await connector.run((index) => end.closed(index), index), ["open", "close"]);
				},
			},
		]),
	),

	"several connections between the same two": {
		async run({ link, connector, acceptor }) {
			const serializations = ["binary", "json", "raw", "binary"];
			const links = [];
			for (const [n, serialization] of serializations.entries()) {
				links.push(await link({ serialization, label: `label ${n}`, metadata: { n }, reliable: true }));
			}
			const described = await acceptor.run(() =>
				end.connections.map(({ label, metadata, serialization, reliable }) => [label, metadata.n, serialization, reliable]),
			);
			assert.deepEqual(described, serializations.map((serialization, n) => [`label ${n}`, n, serialization, true]));

			for (const tab of [connector, acceptor]) {
				await tab.run((links) => links.forEach((index) => end.connections[index].send(`on ${index}`)), links);
			}
			for (const index of links) {
				assert.deepEqual(await acceptor.run((index) => end.messages(index, 1), index), [`"on ${index}"`]);
				assert.deepEqual(await connector.run((index) => end.messages(index, 1), index), [`"on ${index}"`]);
			}

			await connector.run((index) => end.connections[index].close(), links[1]);
			await acceptor.run((index) => end.closed(index), links[1]);
			assert.deepEqual(await acceptor.run(() => end.connections.map(({ open }) => open)), [true, false, true, true]);
			await connector.run((index) => end.connections[index].send("still here"), links[3]);
			assert.deepEqual(await acceptor.run((index) => end.messages(index, 2), links[3]), ['"on 3"', '"still here"']);
		},
	},

	"both connect to each other at once": {
		async run({ connector, acceptor }) {
			await Promise.all([
				connector.run((id) => end.connect(id, { label: "from connector" }), acceptor.id),
				acceptor.run((id) => end.connect(id, { label: "from acceptor" }), connector.id),
			]);
			for (const tab of [connector, acceptor]) {
				await tab.run(() => Promise.all([end.opened(0), end.opened(1)]));
				const labels = await tab.run(() => end.connections.map(({ label }) => label));
				assert.deepEqual(labels.sort(), ["from acceptor", "from connector"]);
			}
		},
	},

	"connections outlive the server connection": {
		async run({ link, connector, acceptor }) {
			const index = await link({ reliable: true });
			await connector.run(() => end.peer.disconnect());
			await acceptor.run(() => end.freed("connector"));
			await connector.run((index) => end.connections[index].send("while away"), index);
			assert.deepEqual(await acceptor.run((index) => end.messages(index, 1), index), ['"while away"']);

			const id = await connector.run(async () => {
				const opened = harness.event(end.peer, "open");
				end.peer.reconnect();
				return opened;
			});
			assert.equal(id, connector.id);
			await acceptor.run((index) => end.connections[index].send("welcome back"), index);
			assert.deepEqual(await connector.run((index) => end.messages(index, 1), index), ['"welcome back"']);
			assert.equal(await link({ label: "new" }), 1);
		},
	},

	"connect before the Peer is open": {
		by: "sender",
		async run({ connector, acceptor }) {
			await connector.run(() => end.peer.destroy());
			await acceptor.run(() => end.freed("connector"));
			await connector.run((id) => end.connectAtOnce("connector", id), acceptor.id);
			for (const tab of [connector, acceptor]) await tab.run(() => end.opened(0));
		},
	},
};

/** One end closes; the other sees it, once, and sending is an error at both. */
async function closeFrom(link, closing, other) {
	const index = await link();
	await closing.run((index) => end.connections[index].close(), index);
	for (const tab of [closing, other]) {
		assert.deepEqual(await tab.run((index) => end.closed(index), index), ["open", "close"]);
		await tab.run((index) => end.connections[index].send("too late"), index);
		const events = await tab.run((index) => end.events(index, 3), index);
		assert.match(events[2], /^error Error "not-open-yet"/);
		assert.equal(await tab.run(() => Object.values(end.peer.connections).flat().length), 0);
	}
}

describeBehaviours("behaviour", BEHAVIOURS);
