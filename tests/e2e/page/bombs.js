// Three hostile peers, which send chunks that announce far more than there is.

window.bombs = (() => {
	const CHUNKS = 5;
	const BYTES = 1_000;
	/** Just below what a message may have. */
	const TOTAL = Math.floor(2_147_483_647 / BYTES);

	const ends = [];
	let t;
	let peer;
	let id = 0;

	/** What came of it at the other end. */
	async function attack({ channel, connection, told }) {
		const { pack } = peerjs.util;
		for (let n = 0; n < CHUNKS; n++) channel.send(pack({ __peerData: ++id, n: 0, data: new ArrayBuffer(BYTES), total: TOTAL }));
		const barrier = t.event(connection, "data");
		channel.send(pack("barrier"));
		await barrier;
		return { told: told.splice(0), held: Object.values(connection._chunkedData).map(({ data }) => data.length) };
	}

	return {
		async begin(setup) {
			t = harness.begin(setup);
			peer = await t.openPeer("victim");
			for (const name of ["one", "two", "three"]) {
				const mallory = new RawPeer(t, name);
				const told = [];
				const end = { mallory, told, ...(await mallory.connect(peer)) };
				end.connection.on("error", ({ type }) => told.push(type));
				ends.push(end);
			}
		},

		/** All attack; `isLater`: when what has come before is stale. */
		async send(isLater) {
			const now = performance.now.bind(performance);
			if (isLater) performance.now = () => now() + 61_000;
			const came = [];
			for (const end of ends) came.push(await attack(end));
			performance.now = now;
			return came;
		},

		/** Resolves to what was thrown. */
		async end() {
			for (const { mallory } of ends) mallory.close();
			peer.destroy();
			await stillWorks(t);
			return t.lines;
		},
	};
})();
