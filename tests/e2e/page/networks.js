// What a tab of tests/e2e/networks.test.mjs sends, and checks of what it gets.

window.networks = (() => {
	const { describe, turn, until } = harness;
	/** Some of these networks are slow, and so may be the machine. */
	const PATIENCE = 1_200_000;

	let since;

	/** A message that tells its number at every place. */
	const numbered = (n) => ({ n, text: `${n} `.repeat(n % 40), bytes: new Uint8Array(n % 300).fill(n) });
	/** As what it arrives. */
	function described(n) {
		const message = numbered(n);
		return describe({ ...message, bytes: message.bytes.buffer });
	}

	return {
		/** Sends numbered messages, a few each turn. */
		async send(index, from, to) {
			for (let n = from; n < to; n++) {
				end.connections[index].send(numbered(n));
				if (n % 10 === 9) await turn();
			}
		},

		sendBytes: (index, size) => void end.connections[index].send(end.pattern(size)),

		/** What must arrive on a connection after these. */
		wanted: (before, size, after) => [
			...Array.from({ length: before }, (_, n) => described(n)),
			describe(end.pattern(size)),
			...Array.from({ length: after }, (_, n) => described(before + n)),
		],

		/** Resolves to what differs from what was to arrive, when so much has. */
		async differs(index, ...counts) {
			const wanted = this.wanted(...counts);
			const events = await end.events(index, wanted.length + 1, PATIENCE);
			const got = events.filter((event) => event !== "open").map((event) => event.replace("data ", ""));
			return wanted.map((message, n) => [message, got[n]]).filter(([message, other]) => message !== other);
		},

		/** Of numbered messages below `count`, which may be lost: how many have come, and what else has. */
		async survey(index, count) {
			const missing = new Set(Array.from({ length: count }, (_, n) => `data ${described(n)}`));
			const others = (await end.events(index, 0)).filter((event) => !missing.delete(event));
			return { come: count - missing.size, others };
		},

		/** Sends many bytes; `networks.sent` is what became of it. */
		sendAsync(index, size) {
			const sent = end.connections[index].sendAsync(end.pattern(size));
			this.sent = sent.then(() => "sent", ({ type }) => type);
		},

		/** From now on times are taken. */
		startTime: () => void (since = performance.now()),

		/** Resolves to the events of a connection when there are so many, and the time that this took. */
		ended: (index, count) => faults.ended(index, count, since, PATIENCE),
		closed: (index) => faults.closed(index, since, PATIENCE),
		told: (count) => faults.told(count, PATIENCE).then((events) => ({ events, took: performance.now() - since })),

		/** Resolves when ICE notices that nothing comes any more, and has not given up. */
		notices: (index) => until(() => end.connections[index].peerConnection.iceConnectionState === "disconnected", "ICE is disconnected", PATIENCE).then(() => {}),

		/** Resolves when some of a large message has come. */
		begun: (index) => until(() => Object.keys(end.connections[index]._chunkedData).length > 0, "the transfer has begun", PATIENCE).then(() => {}),
	};
})();
