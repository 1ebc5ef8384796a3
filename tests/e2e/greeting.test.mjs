// What the one who is connected to says as soon as it is open.
//
// Chromium tells a page that a channel of the other end is open, and then has its network
// thread open it. On a busy machine what the page sends between is dropped without a word;
// here it always is.

import assert from "node:assert/strict";
import { test } from "node:test";

import { BROWSER, LIB } from "../support/environment.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { PAIRS } from "./pairs.mjs";
import { withTabs } from "./tabs.mjs";

const TIMEOUT = 60_000;

const skip = LIB === "peerjs" && "PeerJS loses it";

describeWithWorld(`greetings in ${BROWSER}`, (world) => {
	for (const pair of PAIRS.filter(({ acceptor }) => acceptor.lib === "ours")) {
		for (const serialization of ["binary", "json", "raw", "MsgPack"]) {
			for (const first of ["acceptor", "connector"]) {
				const name = `${serialization}, the ${first} speaks first, ${pair.name}`;
				test(name, { timeout: TIMEOUT, skip }, () => withTabs(world, pair, `greetings ${BROWSER} ${name}`, (tabs) => greet(tabs, serialization, first)));
			}
		}
	}
});

async function greet({ connector, acceptor }, serialization, first) {
	const acceptorIsFirst = first === "acceptor";
	if (serialization === "MsgPack") await Promise.all([connector, acceptor].map(addMsgPack));
	await acceptor.run(() => {
		window.RTCPeerConnection = new Proxy(RTCPeerConnection, {
			construct(...args) {
				const pc = Reflect.construct(...args);
				pc.addEventListener("datachannel", ({ channel }) => openLate(channel));
				return pc;
			},
		});

		/** Drops what is sent before the channel is open, which is two tasks after it has said so. */
		function openLate(channel) {
			let isOpen = false;
			const { port1, port2 } = new MessageChannel();
			channel.addEventListener("open", () => port2.postMessage(2), { once: true });
			port1.onmessage = ({ data }) => {
				if (data > 1) return port2.postMessage(data - 1);
				isOpen = true;
				port1.close();
			};
			// A channel brings nothing before it is open.
			channel.addEventListener("message", () => (isOpen = true), { once: true });
			const send = channel.send;
			channel.send = (message) => isOpen && send.call(channel, message);
		}

		end.peer.on("connection", (connection) => {
			connection.on("open", () => connection.send("welcome"));
			connection.on("data", () => connection.send("and the same to you"));
		});
	});
	const heard = await connector.run(async (id, serialization, acceptorIsFirst) => {
		const connection = end.peer.connect(id, { reliable: true, serialization });
		const heard = [];
		connection.on("data", (data) => heard.push(data));
		if (!acceptorIsFirst) connection.on("open", () => connection.send("good day"));
		await harness.until(() => heard.length > 0, "a greeting");
		if (acceptorIsFirst) connection.send("thank you");
		return harness.until(() => heard.length === 2 && heard, "an answer");
	}, acceptor.id, serialization, acceptorIsFirst);
	assert.deepEqual(heard, ["welcome", "and the same to you"]);
	assert.equal((await acceptor.run(() => end.events(0, 2)))[0], "open");
}

/** Has the Peer of a tab speak MsgPack, too. */
const addMsgPack = ({ run, isOurs }) =>
	run(async (lib) => {
		const { MsgPack } = await import(`/lib/${lib}/serializer.msgpack.mjs`);
		Object.assign(end.peer._serializers, { MsgPack });
	}, isOurs ? "ours" : "peerjs");
