// What a tab of tests/e2e/faults.test.mjs does and sees.

window.faults = (() => {
	const { describe, until } = harness;
	const events = [];
	const isNoData = (event) => !event.startsWith("data ");
	let held;
	let release;

	return {
		/** What the Peer tells. */
		events,

		/** Writes down what the Peer tells, from now on. */
		watch() {
			for (const name of ["open", "disconnected", "close"]) end.peer.on(name, () => events.push(name));
			end.peer.on("error", (error) => events.push(`error ${describe(error)}`));
		},

		/** What all have told until now but data: the Peer, and each connection. */
		all: async () => ({ peer: events, connections: await Promise.all(end.connections.map(async (_, i) => (await end.events(i, 0)).filter(isNoData))) }),

		/** Resolves to what the Peer has told, once there is so much of it. */
		told: (count, timeout) => until(() => events.length >= count && events, `${count} events of the Peer`, timeout),

		/** Resolves to the events of a connection, once there are so many, and the time that this took. */
		async ended(index, count, since, timeout = 60_000) {
			const events = await end.events(index, count, timeout);
			return { events, took: performance.now() - since };
		},

		/** Resolves to the events of a connection but data, once it has closed, and the time that this took. */
		async closed(index, since, timeout = 60_000) {
			const events = await end.closed(index, timeout);
			return { events: events.filter(isNoData), took: performance.now() - since };
		},

		/** Holds back what goes to the server. */
		hold() {
			held = [];
			const { socket } = end.peer;
			const { send } = socket;
			socket.send = (message) => held.push(message);
			release = () => (socket.send = send);
		},

		/** Resolves when one is held back. */
		held: () => until(() => held.length > 0, "a message that is held back").then(() => {}),

		/** Tells candidates of addresses where nobody is. */
		loseCandidates() {
			const { socket } = end.peer;
			const { send } = socket;
			socket.send = (message) => {
				const { payload, type } = message;
				if (type === "CANDIDATE") payload.candidate = { candidate: "candidate:1 1 udp 2122260223 240.0.0.1 9999 typ host", sdpMid: "0", sdpMLineIndex: 0 };
				send.call(socket, message);
			};
			release = () => (socket.send = send);
		},

		/** Sends to the server as it should again. */
		release: () => void release(),

		/** Resolves when nothing more comes of a message: for a second. */
		async standsStill(index) {
			const { _chunkedData } = end.connections[index];
			const come = () => Object.values(_chunkedData)[0]?.seen.reduce((sum, one) => sum + one, 0);
			let last;
			let since;
			await until(() => {
				if (come() === last) return performance.now() - since > 1_000;
				last = come();
				since = performance.now();
			}, "the transfer stands still");
		},
	};
})();
