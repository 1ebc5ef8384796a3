// What the page of tests/e2e/soak.test.mjs does all day: two Peers that stay, between
// which connections and calls come and go, and visitors.

window.soak = (() => {
	const { event, turn, until } = harness;
	/** The machine may be busy, and the garbage collector thorough. */
	const PATIENCE = 120_000;
	const SERIALIZATIONS = ["binary", "json", "binary-utf8", "raw"];
	const bytes = new Uint8Array(1 << 20).map((_, i) => (i * 31) >> 3);
	/** A megabyte in messages that the channel of any browser takes, where nothing makes chunks of one. */
	const pieces = Array.from({ length: 8 }, (_, i) => bytes.subarray(i << 17, (i + 1) << 17));
	const texts = pieces.map(({ length }) => "x".repeat(length));
	const MEGABYTE = { json: texts, raw: pieces };
	const KINDS = ["connections", "peerConnections", "sockets"];

	let run;
	let alice;
	let bob;
	let media;

	const watch = (end) => census.watch("connections", end);

	/** How a connection ends. */
	const ENDS = [
		async (ab, ba) => {
			const closed = event(ba, "close");
			ab.close();
			await closed;
		},
		async (ab, ba) => {
			const closed = event(ab, "close");
			ba.close();
			await closed;
		},
		// It is dropped: the browser's own is closed.
		async (ab, ba) => {
			const closed = event(ba, "close");
			ab.peerConnection.close();
			await closed;
			ab.close();
		},
		async (ab, ba) => {
			const closed = event(ba, "close");
			if (ab.serialization === "raw") for (const piece of pieces) ab.send(piece);
			else ab.send(new Blob([bytes, bytes, bytes, bytes]));
			await turn();
			ba.dataChannel.close();
			await closed;
			ab.close();
		},
	];

	async function talk(ab, ba) {
		const first = ab.serialization === "raw" ? "of no importance" : { text: "of no importance", list: [1, 2.5, null] };
		const values = [first, ...(MEGABYTE[ab.serialization] ?? [bytes]), "the last"];
		for (const [from, to] of [[ab, ba], [ba, ab]]) {
			const all = event(to, "data", (data) => data === "the last");
			for (const value of values) from.send(value);
			await all;
		}
	}

	async function call() {
		const rings = event(bob, "call");
		const ab = watch(alice.call(bob.id, media));
		const ba = watch(await rings);
		const ready = [ab, ba].map((end) => event(end, "willCloseOnRemote"));
		ba.answer(media);
		await Promise.all(ready);
		const closed = event(ba, "close");
		ab.close();
		await closed;
	}

	async function visit(n) {
		const visitor = await run.openPeer(`visitor${n}`);
		const { ab, ba } = await run.link(visitor, alice, { reliable: true });
		[ab, ba].forEach(watch);
		await talk(ab, ba);
		const closed = event(ba, "close");
		visitor.destroy();
		await closed;
	}

	return {
		async begin(setup) {
			run = harness.begin(setup);
			[alice, bob] = await Promise.all(["alice", "bob"].map((name) => run.openPeer(name)));
			const canvas = document.createElement("canvas");
			// A canvas that was never painted has no frame to send.
			canvas.getContext("2d").fillRect(0, 0, 1, 1);
			media = canvas.captureStream();
		},

		async round(n) {
			const { ab, ba } = await run.link(alice, bob, { reliable: true, serialization: SERIALIZATIONS[n % SERIALIZATIONS.length] });
			[ab, ba].forEach(watch);
			await talk(ab, ba);
			await ENDS[n % ENDS.length](ab, ba);
			if (n % 5 === 2) await visit(n);
			if (n % 10 === 4) await call();
		},

		/** What of it is the browser's. */
		floor: (n) => floor.round(n, media),

		/** Both Peers see that the server is lost. */
		lost: () => until(() => alice.disconnected && bob.disconnected, "the server is lost", PATIENCE).then(() => {}),

		async findServer() {
			const found = [alice, bob].map((peer) => event(peer, "open"));
			for (const peer of [alice, bob]) peer.reconnect();
			await Promise.all(found);
		},

		/** What is in use when the two Peers are at rest. */
		async sample() {
			// To be closed takes sockets and the like a moment.
			await until(() => census.inUse.peerConnections === 0 && census.inUse.sockets === 2, "all but two sockets is closed", PATIENCE);
			await turn();
			// The harness keeps what it has seen on the wire.
			run.wire.length = 0;
			await census.collect();
			for (const kind of KINDS) census.alive(kind);
			const { memory, slots } = census.wasm ?? { memory: 0, slots: 0 };
			return { ...census.inUse, wasmMemory: memory, wasmSlots: slots, objects: census.alive("connections"), heap: census.heap };
		},

		uncaught: () => run.lines,
	};
})();
