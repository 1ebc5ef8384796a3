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

	"nothing is chunked on a lossy connection": {
		by: "both",
		turned: true,
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
