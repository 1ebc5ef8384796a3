// Delivery modes, and what a connection that may lose messages does not do.

import assert from "node:assert/strict";

import { describeBehaviours } from "./behaviours.mjs";
import { described } from "./transfer.mjs";

const BEHAVIOURS = {
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

	"two limits at once, which no browser takes": {
		by: "sender",
		async run({ connector, acceptor }) {
			const [thrown, states, connections] = await connector.run((id) => {
				const { RTCPeerConnection } = window;
				const made = [];
				window.RTCPeerConnection = class extends RTCPeerConnection {
					constructor(...args) {
						super(...args);
						made.push(this);
					}
				};
				let thrown;
				try {
					end.peer.connect(id, { maxRetransmits: 1, maxPacketLifeTime: 1 });
				} catch (error) {
					thrown = error.name;
				}
				window.RTCPeerConnection = RTCPeerConnection;
				return [thrown, made.map(({ signalingState }) => signalingState), Object.values(end.peer.connections).flat().length];
			}, acceptor.id);
			assert.equal(thrown, "TypeError");
			assert.deepEqual([states, connections], [["closed"], 0]);
		},
	},

	"messages on a connection whose messages have a lifetime": {
		by: "sender",
		async run({ link, connector, acceptor }) {
			for (const serialization of ["binary", "json", "raw"]) {
				// Longer than any of them takes.
				const index = await link({ ordered: true, maxPacketLifeTime: 60_000, serialization });
				for (const tab of [connector, acceptor]) {
					const seen = await tab.run((index) => {
						const { ordered, maxRetransmits, maxPacketLifeTime } = end.connections[index].dataChannel;
						return [ordered, maxRetransmits, maxPacketLifeTime];
					}, index);
					assert.deepEqual(seen, [true, null, 60_000]);
				}
				await connector.run((index) => {
					for (let n = 0; n < 20; n++) end.connections[index].send(`${n}`);
				}, index);
				const messages = await acceptor.run((index) => end.messages(index, 20), index);
				assert.deepEqual(messages, Array.from({ length: 20 }, (_, n) => `"${n}"`));
			}
		},
	},

	"raw messages on a lossy connection": {
		by: "sender",
		async run(tabs) {
			const { link, connector, acceptor } = tabs;
			const index = await link({ maxRetransmits: 100, ordered: true, serialization: "raw" });
			await connector.run((index) => {
				for (const data of ["text", "", end.pattern(10), end.pattern(20_000).buffer, end.pattern(200_000)]) end.connections[index].send(data);
			}, index);
			const messages = await acceptor.run((index) => end.messages(index, 5), index);
			assert.deepEqual(messages, ['"text"', '""', ...(await described(tabs, [10, 20_000, 200_000], "ArrayBuffer"))]);
		},
	},

	"objects of the application's with a __peerData key on a lossy connection": {
		by: "both",
		turned: true,
		async run({ link, connector, acceptor }) {
			for (const serialization of ["binary", "json"]) {
				const index = await link({ maxRetransmits: 100, ordered: true, serialization });
				await connector.run((index) => {
					const connection = end.connections[index];
					connection.send({ __peerData: { type: "close" } });
					connection.send({ __peerData: 1, n: 0, data: "text", total: 1 });
					connection.send({ __peerData: 1, n: 0, data: "x".repeat(40_000), total: 7 });
					connection.send("end");
				}, index);
				const messages = await acceptor.run((index) => end.messages(index, 4), index);
				assert.deepEqual(messages.map((text) => text.slice(0, 40)), [
					'{__peerData: {type: "close"}}',
					'{__peerData: 1, n: 0, data: "text", tota',
					"{__peerData: 1, n: 0, data: string[40000",
					'"end"',
				]);
			}
		},
	},

	"and with binaries in them": {
		by: "both",
		turned: true,
		async run(tabs) {
			const { link, connector, acceptor } = tabs;
			const index = await link({ maxRetransmits: 100, ordered: true });
			await connector.run((index) => {
				const connection = end.connections[index];
				for (const data of [end.pattern(10), end.pattern(20_000), new Blob([end.pattern(1000)])]) connection.send({ __peerData: 1, n: 0, data, total: 1 });
				connection.send("end");
			}, index);
			const messages = await acceptor.run((index) => end.messages(index, 4), index);
			const parts = await described(tabs, [10, 20_000, 1000], "ArrayBuffer");
			assert.deepEqual(messages, [...parts.map((data) => `{__peerData: 1, n: 0, data: ${data}, total: 1}`), '"end"']);
		},
	},

	"nothing is chunked on a lossy connection": {
		by: "both",
		turned: true,
		async run(tabs) {
			// As Chromium has it: Firefox takes messages of a gigabyte, if the other end does.
			await tabs.connector.run(() => {
				const { setRemoteDescription } = RTCPeerConnection.prototype;
				RTCPeerConnection.prototype.setRemoteDescription = function ({ type, sdp }) {
					return setRemoteDescription.call(this, { type, sdp: sdp.replace(/a=max-message-size:\d+/, "a=max-message-size:262144") });
				};
			});
			for (const serialization of ["binary", "json"]) {
				const index = await tabs.link({ maxRetransmits: 100, serialization });
				const reason = await tabs.connector.run(async (index) => {
					const connection = end.connections[index];
					connection.send("x".repeat(60_000));
					connection.send("x".repeat(2_000_000));
					return connection.sendAsync("x".repeat(2_000_000)).then(() => "resolved", ({ type }) => type);
				}, index);
				const [message] = await tabs.acceptor.run((index) => end.messages(index, 1), index);
				assert.match(message, /^string\[60000\]/);
				assert.equal(reason, "message-too-big");
				const events = await tabs.connector.run((index) => end.events(index, 2), index);
				assert.match(events[1], /^error Error "message-too-big"/);
				assert.equal(events.length, 2);
			}
		},
	},

	"flush on a lossy connection": {
		by: "sender",
		async run({ link, connector, acceptor }) {
			for (const serialization of ["binary", "json", "raw"]) {
				const index = await link({ maxRetransmits: 0, serialization });
				await connector.run((index) => {
					const connection = end.connections[index];
					connection.dataChannel.send = () => {}; // All that is sent is lost.
					connection.close({ flush: true });
				}, index);
				for (const tab of [connector, acceptor]) assert.deepEqual(await tab.run((index) => end.closed(index), index), ["open", "close"]);
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
};

describeBehaviours("lossy", BEHAVIOURS);
