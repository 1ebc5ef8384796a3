// Crowds of Peers in one page, which connect with each other and end.

window.crowd = (() => {
	const { event, turn, until } = harness;
	let run;
	let rounds = 0;
	let serializers;

	function picture() {
		const canvas = document.createElement("canvas");
		// A canvas that was never painted has no frame to send.
		canvas.getContext("2d").fillRect(0, 0, 1, 1);
		return canvas.captureStream();
	}

	async function openPeer(name) {
		return census.watch("peers", await run.openPeer(name, { serializers }));
	}

	async function connect(alice, bob, options) {
		const { ab, ba } = await run.link(alice, bob, { reliable: true, ...options });
		const arrives = event(ba, "data");
		ab.send({ text: "of no importance", bytes: new Uint8Array(20_000) });
		await arrives;
		return watch([ab, ba]);
	}

	async function call(media, alice, bob) {
		const rings = event(bob, "call");
		const ab = alice.call(bob.id, media);
		const ba = await rings;
		const ready = [ab, ba].map((end) => event(end, "willCloseOnRemote"));
		ba.answer(media);
		await Promise.all(ready);
		return watch([ab, ba]);
	}

	const watch = (ends) => ends.map((end) => census.watch("connections", end));

	/** Each Peer with the next one. */
	const each = (peers, join) => Promise.all(peers.map((peer, n) => join(peer, peers[(n + 1) % peers.length])));

	/** One end closes what joins it with the other; then the Peers are destroyed. */
	async function closeAll(peers, join) {
		const links = await each(peers, join);
		const closed = links.map(([, ba]) => event(ba, "close"));
		for (const [ab] of links) ab.close();
		await Promise.all(closed);
		for (const peer of peers) peer.destroy();
	}

	/** What becomes of a crowd, by name. */
	const WAYS = {
		async "Peers are destroyed"(peers) {
			await each(peers, connect);
			for (const peer of peers) peer.destroy();
		},

		"connections are closed, then the Peers destroyed": (peers) => closeAll(peers, connect),

		"connections of MsgPack are closed, then the Peers destroyed": (peers) => closeAll(peers, (alice, bob) => connect(alice, bob, { serialization: "MsgPack" })),

		async "connections are closed in the middle of a Blob"(peers) {
			const links = await each(peers, connect);
			const bytes = new Uint8Array(4 << 20);
			await Promise.all(
				links.map(async ([ab, ba]) => {
					const arrives = new Promise((resolve) => ba.dataChannel.addEventListener("message", resolve, { once: true }));
					ab.send(new Blob([bytes]));
					await arrives;
					ab.close();
				}),
			);
			for (const peer of peers) peer.destroy();
		},

		async "Peers are destroyed while they connect"(peers) {
			peers.forEach((peer, n) => watch([peer.connect(peers[(n + 1) % peers.length].id)]));
			for (const peer of peers) peer.destroy();
		},

		async "the server is lost, found again and left; connections are closed"(peers) {
			const links = await each(peers, connect);
			const lost = peers.map((peer) => event(peer, "disconnected"));
			for (const peer of peers) peer.socket._socket.close();
			await Promise.all(lost);
			await Promise.all(peers.map(({ _lastServerId }) => run.freed(_lastServerId)));
			const found = peers.map((peer) => event(peer, "open"));
			for (const peer of peers) peer.reconnect();
			await Promise.all(found);
			for (const [ab, ba] of links) {
				ab.close();
				ba.close();
			}
			for (const peer of peers) peer.disconnect();
		},

		async "calls are answered and hung up"(peers) {
			const media = picture();
			await closeAll(peers, (alice, bob) => call(media, alice, bob));
			for (const track of media.getTracks()) track.stop();
		},
	};

	return {
		ways: Object.keys(WAYS),

		async begin(setup) {
			run = harness.begin(setup);
			const { MsgPack } = await import(`/lib/${setup.lib}/serializer.msgpack.mjs`);
			serializers = { MsgPack };
		},

		/**
		 * A crowd of this size comes and goes. Resolves to what is in use then; to be
		 * closed takes sockets and the like a moment.
		 */
		async round(way, size) {
			const name = `crowd${rounds++}`;
			const peers = await Promise.all(Array.from({ length: size }, (_, n) => openPeer(`${name}-${n}`)));
			await WAYS[way](peers);
			await until(() => census.inUse.peerConnections + census.inUse.sockets === 0, `all is closed: ${way}`);
			await turn();
			// The harness keeps what it has seen on the wire.
			run.wire.length = 0;
			const { inUse } = census;
			await census.collect();
			return inUse;
		},

		/** Resolves when nothing of these kinds is in memory. */
		forgotten: (...kinds) =>
			until(async () => {
				await census.collect();
				return kinds.every((kind) => census.alive(kind) === 0);
			}, `${kinds} are collected`),

		uncaught: () => run.lines,
	};
})();
