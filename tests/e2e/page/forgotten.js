// Peers that the application has forgotten, in each state that a Peer can be in.

window.forgotten = (() => {
	const { event, until } = harness;
	let run;

	/** What the application does hold. */
	const held = [];

	async function pair(name) {
		const bob = await run.openPeer(`${name}-bob`);
		held.push(bob);
		const alice = await run.openPeer(`${name}-alice`);
		const { ab } = await run.link(alice, bob);
		return { alice, bob, ab };
	}

	/** A Peer that is ended before its id comes, when it has come. */
	async function beforeItsId(end) {
		await run.scripted.configure({ hold: true });
		const peer = new run.Peer(run.scripted.options());
		end(peer);
		await run.scripted.configure({ hold: false });
		// The barrier: a Peer whose id comes later.
		await event(new run.Peer(run.scripted.options()), "open");
		return peer;
	}

	/** By name: makes a Peer and resolves to it, in that state. */
	const STATES = {
		open: (name) => run.openPeer(name),

		async disconnected(name) {
			const peer = await run.openPeer(name);
			peer.disconnect();
			return peer;
		},

		async destroyed(name) {
			const peer = await run.openPeer(name);
			peer.destroy();
			return peer;
		},

		async "refused for its id"() {
			const peer = new run.Peer("not valid-", run.options());
			await event(peer, "close");
			return peer;
		},

		async "without a server"(name) {
			const peer = run.peer(name, { port: run.closedPort });
			await event(peer, "disconnected");
			return peer;
		},

		async "left by its server"(name) {
			const peer = await run.openPeer(name);
			peer.socket._socket.close();
			await event(peer, "disconnected");
			return peer;
		},

		async "back at its server"(name) {
			const peer = await run.openPeer(name);
			peer.disconnect();
			await run.freed(name);
			peer.reconnect();
			await event(peer, "open");
			return peer;
		},

		"destroyed before its id came": () => beforeItsId((peer) => peer.destroy()),

		"disconnected before its id came": () => beforeItsId((peer) => peer.disconnect()),

		async "waiting for its id"() {
			await run.scripted.configure({ hold: true });
			return new run.Peer(run.scripted.options());
		},

		async "disconnected, with a connection"(name) {
			const { alice } = await pair(name);
			alice.disconnect();
			return alice;
		},

		async "disconnected, with a connection that is held"(name) {
			const { alice, ab } = await pair(name);
			held.push(ab);
			alice.disconnect();
			return alice;
		},

		async "disconnected, a closed connection is held"(name) {
			const { alice, ab } = await pair(name);
			held.push(ab);
			ab.close();
			alice.disconnect();
			return alice;
		},

		async "disconnected, a connection that the other end closed is held"(name) {
			const { alice, bob, ab } = await pair(name);
			held.push(ab);
			const closed = event(ab, "close");
			bob.connections[alice.id][0].close();
			await closed;
			alice.disconnect();
			return alice;
		},

		async "destroyed, its connection is held"(name) {
			const { alice, ab } = await pair(name);
			held.push(ab);
			alice.destroy();
			return alice;
		},

		async "destroyed while it connects, the connection is held"(name) {
			const alice = await run.openPeer(name);
			held.push(alice.connect(run.id("nobody")));
			alice.destroy();
			return alice;
		},

		async "disconnected, nobody had the id that it connected to"(name) {
			const alice = await run.openPeer(name);
			const connection = alice.connect(run.id("nobody"));
			await until(() => connection.peerConnection.signalingState === "have-local-offer", "the offer is out");
			alice.socket.emit("message", { type: "EXPIRE", src: connection.peer });
			alice.disconnect();
			return alice;
		},
	};

	return {
		states: Object.keys(STATES),

		/** Puts a Peer into each state, and forgets it. */
		async begin(setup) {
			run = harness.begin(setup);
			let number = 0;
			for (const [state, make] of Object.entries(STATES)) census.watch(state, await make(`peer-${number++}`));
		},

		/** Resolves to the states in which Peers are in memory, when those in `collected` are not. */
		async left(collected) {
			await until(async () => {
				await census.collect();
				return collected.every((state) => census.alive(state) === 0);
			}, "Peers are collected");
			return Object.keys(STATES).filter((state) => census.alive(state) > 0);
		},
	};
})();
