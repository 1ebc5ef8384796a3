// simple-peer, which leaves signalling to the application: the same PeerServer.

import SimplePeer from "simple-peer/simplepeer.min.js";

import { openSignalling } from "./signalling.js";

const KINDS = { offer: "OFFER", answer: "ANSWER" };

/** Resolves to `{ id, connect(to), close() }`; peers that others connect go to `accept`. */
export async function openSimplePeer(id, port, accept) {
	const peers = new Map();
	const signalling = await openSignalling(id, port, ({ src, payload: { connectionId, signal } }) => {
		const peer = peers.get(connectionId) ?? open(src, connectionId, { initiator: false });
		peer.signal(signal);
	});

	function open(to, connectionId, options) {
		const peer = new SimplePeer({ ...options, config: { iceServers: [] } });
		peers.set(connectionId, peer);
		peer.on("signal", (signal) => signalling.send(KINDS[signal.type] ?? "CANDIDATE", to, { connectionId, signal }));
		peer.on("connect", () => options.initiator || accept(peer));
		// What it says of being closed.
		peer.on("error", () => {});
		return peer;
	}

	return {
		id: signalling.id,
		connect(to) {
			const peer = open(to, crypto.randomUUID(), { initiator: true });
			return new Promise((resolve) => peer.on("connect", () => resolve(peer)));
		},
		close() {
			for (const peer of peers.values()) peer.destroy();
			signalling.close();
		},
	};
}
