// One end of the end-to-end tests: a Peer, and what its connections have brought.

window.end = (() => {
	const { describe, until } = harness;

	/** Connections in the order in which they were made. */
	const connections = [];
	/** For each of them its events as text, described as they came. */
	const logs = [];
	let run;
	let peer;

	function adopt(connection) {
		const log = [];
		connections.push(connection);
		logs.push(log);
		connection.on("open", () => log.push("open"));
		connection.on("data", (data) => log.push(`data ${describe(data)}`));
		connection.on("close", () => log.push("close"));
		connection.on("error", (error) => log.push(`error ${describe(error)}`));
	}

	/** Bytes that differ at every place of every size. */
	function pattern(size) {
		const bytes = new Uint8Array(size);
		const words = new Uint32Array(bytes.buffer, 0, size >> 2);
		for (let i = 0; i < words.length; i++) words[i] = Math.imul(i + size, 0x9e3779b1);
		return bytes;
	}

	/** The value tables are a module, which a test page loads when it needs one. */
	const groupOf = async (table, group) => (await import("/e2e/values.js")).VALUES[table][group];

	return {
		connections,
		get peer() {
			return peer;
		},

		/** Makes the Peer of this tab; resolves to its id when it is open. */
		async open(setup, name, options) {
			run = harness.begin(setup);
			peer = run.peer(name, options);
			peer.on("connection", adopt);
			await harness.event(peer, "open");
			return peer.id;
		},

		/** Resolves when the server has forgotten the Peer of that name. */
		freed: (name) => run.freed(name),

		/** Errors that ended up in the window's error events. */
		uncaught: () => run.lines,

		/** Makes this tab's Peer anew and connects in the same turn; it lets nothing open first. */
		connectAtOnce(name, id) {
			peer = run.peer(name);
			this.connect(id);
		},

		connect(id, options) {
			adopt(peer.connect(id, options));
		},

		pattern,

		/** Sends 45 messages on `raw`, 9 MB: what comes next has to wait. */
		fill(connection) {
			for (let n = 0; n < 45; n++) connection.send(pattern(200_000));
			if (connection.bufferSize === 0) throw new Error("nothing waits");
		},

		opened: (index) => until(() => connections[index]?.open, `connection ${index} opens`).then(() => {}),

		/** Resolves to the events of a connection once there are `count`. */
		events: (index, count, timeout) => until(() => logs[index]?.length >= count && logs[index], `${count} events`, timeout),

		/** Has the page's listeners believe that it goes, or that it may come back. */
		hide(persisted) {
			dispatchEvent(new PageTransitionEvent("pagehide", { persisted }));
			if (!persisted) dispatchEvent(new Event("unload"));
		},

		/** Resolves to the events of a connection once it has closed. */
		closed: (index, timeout) => until(() => logs[index]?.includes("close") && logs[index], `connection ${index} closes`, timeout),

		/** As `closed`, or without a "close" once the browser has given it up: PeerJS does not look at `connectionState`. */
		closedOrFailed: (index, timeout) =>
			until(() => (logs[index].includes("close") || connections[index].peerConnection?.connectionState === "failed") && logs[index], `connection ${index} closes or fails`, timeout),

		/** Resolves to the described messages of a connection once there are `count`. */
		async messages(index, count) {
			const data = () => logs[index].filter((line) => line.startsWith("data ")).map((line) => line.slice(5));
			return until(() => data().length >= count && data(), `${count} messages`);
		},

		/** Sends a group of values, and then a text that says that this was all. */
		async sendGroup(index, table, group, names) {
			for (const { name, send } of await groupOf(table, group)) {
				// A Blob is read first: PeerJS lets later messages overtake it.
				if (names.includes(name)) await connections[index].send(send());
			}
			connections[index].send(`end of ${group}`);
		},

		/**
		 * Resolves to a line for each value of the group that has not arrived as it should.
		 */
		async receiveGroup(index, table, group, names) {
			const log = logs[index];
			const last = `data ${describe(`end of ${group}`)}`;
			await until(() => log.includes(last), `the end of ${group}`);
			const arrived = log.splice(0).filter((line) => line !== "open" && line !== last);
			const wanted = (await groupOf(table, group)).filter(({ name }) => names.includes(name));
			const wrong = [];
			for (let i = 0; i < Math.max(wanted.length, arrived.length); i++) {
				const { name = "one too many", send, arrives = send } = wanted[i] ?? {};
				const expected = arrives && `data ${describe(arrives())}`;
				if (arrived[i] !== expected) wrong.push(`${name}: expected ${expected}, got ${arrived[i]}`);
			}
			return wrong;
		},
	};
})();
