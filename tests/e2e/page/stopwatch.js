// The measured end of connect-time.mjs. Times are in milliseconds since the epoch,
// the same clock in every tab of one machine.

window.stopwatch = (() => {
	const now = () => performance.timeOrigin + performance.now();
	let run;
	let peer;
	let opened;

	return {
		/** Begins anew with a Peer of this name; resolves to how long it took to open. */
		async openPeer(setup, name) {
			peer?.destroy();
			run = harness.begin(setup);
			const begin = now();
			peer = run.peer(name);
			await harness.event(peer, "open");
			const end = now();
			peer.on("connection", (connection) => {
				opened = new Promise((resolve) => connection.on("open", () => resolve(now())));
			});
			return end - begin;
		},

		/** Connects to a Peer; resolves to when it began and when this end was open. */
		async connect(name) {
			const begin = now();
			const connection = peer.connect(run.id(name));
			await harness.event(connection, "open");
			return { begin, end: now() };
		},

		/** Resolves to when the other end of the newest connection was open. */
		accepted: () => harness.until(() => opened, "a connection arrives"),

		/** Closes all connections. */
		async reset() {
			for (const connection of Object.values(peer.connections).flat()) connection.close();
			opened = undefined;
			await harness.until(() => Object.values(peer.connections).flat().length === 0);
		},
	};
})();
