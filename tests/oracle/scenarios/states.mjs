// Every method in every state, called by the application and from inside listeners:
// what it returns or throws, the events, and what the object says of itself then.

/** How a Peer gets into a state; each resolves to it. */
const PEER_STATES = {
	"waiting for its id": `(t) => new t.Peer(t.scripted.options())`,
	"connecting": `(t) => new t.Peer("alice", t.scripted.options())`,
	"open": `(t) => t.openScripted("alice")`,
	"reconnecting": `async (t) => { const peer = await t.openScripted("alice"); peer.disconnect(); peer.reconnect(); return peer; }`,
	"disconnected": `async (t) => { const peer = await t.openScripted("alice"); peer.disconnect(); return peer; }`,
	"disconnected before it was open": `(t) => { const peer = new t.Peer("alice", t.scripted.options()); peer.disconnect(); return peer; }`,
	"destroyed": `async (t) => { const peer = await t.openScripted("alice"); peer.destroy(); return peer; }`,
	"invalid": `(t) => new t.Peer("-", t.scripted.options())`,
};

const PEER_METHODS = {
	connect: `(peer) => peer.connect("bob")`,
	call: `(peer, t) => peer.call("bob", t.stream)`,
	"call without a stream": `(peer) => peer.call("bob")`,
	disconnect: `(peer) => peer.disconnect()`,
	reconnect: `(peer) => peer.reconnect()`,
	destroy: `(peer) => peer.destroy()`,
	listAllPeers: `(peer) => peer.listAllPeers()`,
	getConnection: `(peer) => peer.getConnection("bob", "dc_1")`,
	"getters": `(peer) => [peer.id, peer.open, peer.disconnected, peer.destroyed, peer.connections]`,
	emit: `(peer) => peer.emit("own", 1)`,
	"socket.send": `(peer) => peer.socket.send({ type: "LEAVE", dst: "bob" })`,
	"socket.close": `(peer) => peer.socket.close()`,
};

const CONNECTION_METHODS = {
	send: `(connection) => connection.send("x")`,
	close: `(connection) => connection.close()`,
	"close, flush": `(connection) => connection.close({ flush: true })`,
	"close, twice": `(connection) => (connection.close(), connection.close())`,
	emitError: `(connection) => connection.emitError("negotiation-failed", "test: made up")`,
	handleMessage: `(connection) => connection.handleMessage({ type: "NONSENSE", payload: {} })`,
	"getters": `(connection) => [connection.open, connection.peer, connection.type, connection.reliable, connection.serialization, connection.bufferSize]`,
	emit: `(connection) => connection.emit("own", 1)`,
};

/** A table as one scenario for each state: a Peer of its own for each method. */
const peers = Object.fromEntries(
	Object.entries(PEER_STATES).map(([state, make]) => [
		`a Peer that is ${state}`,
		{
			run: `async (t) => {
				t.stream = document.createElement("canvas").captureStream();
				// Nothing arrives while a method is called: what comes later is the events' matter.
				for (const [name, method] of Object.entries({ ${Object.entries(PEER_METHODS).map(([name, method]) => `${JSON.stringify(name)}: ${method}`)} })) {
					await t.scripted.configure({ hold: ${state === "waiting for its id"} });
					const peer = t.watch(await (${make})(t), name);
					t.attempt(name, () => method(peer, t));
					t.log(name, peer.id, peer.open, peer.disconnected, peer.destroyed, peer._connections.size, peer._lastServerId);
					peer.removeAllListeners();
					peer.destroy();
					// A browser has few requests at a time to one server.
					await t.scripted.configure({ hold: false });
				}
			}`,
		},
	]),
);

/** In each listener of a Peer, each method. */
const inPeerListeners = Object.fromEntries(
	["open", "connection", "call", "error", "disconnected", "close"].map((event) => [
		`in "${event}" of a Peer`,
		{
			run: `async (t) => {
				t.stream = document.createElement("canvas").captureStream();
				const sdp = { type: "offer", sdp: "" };
				const frames = {
					open: [],
					connection: [{ type: "OFFER", src: "bob", payload: { type: "data", connectionId: "dc_1", serialization: "binary", sdp } }],
					call: [{ type: "OFFER", src: "bob", payload: { type: "media", connectionId: "mc_1", sdp } }],
					error: [{ type: "EXPIRE", src: "bob" }],
					disconnected: [],
					close: [],
				};
				for (const [name, method] of Object.entries({ ${Object.entries(PEER_METHODS).map(([name, method]) => `${JSON.stringify(name)}: ${method}`)} })) {
					const peer = new t.Peer("alice", t.scripted.options());
					const done = new Promise((resolve) => peer.once(${JSON.stringify(event)}, () => {
						t.attempt(name, () => method(peer, t));
						t.log(name, peer.id, peer.open, peer.disconnected, peer.destroyed, peer._connections.size);
						resolve();
					}));
					if (${event !== "open"}) await t.event(peer, "open");
					t.scripted.frame(...frames[${JSON.stringify(event)}]);
					${{ disconnected: "peer.disconnect();", close: "peer.destroy();" }[event] ?? ""}
					await done;
					t.log(name, peer.id, peer.open, peer.disconnected, peer.destroyed, peer._connections.size);
					peer.removeAllListeners();
					peer.destroy();
				}
			}`,
		},
	]),
);

const CONNECTION_STATES = {
	"waiting for an answer": `async (t) => (await t.openScripted("alice")).connect("bob", { reliable: true })`,
	"incoming and not yet open": `async (t) => { const arrives = t.event(t.bob, "connection"); t.alice.connect(t.bob.id); return arrives; }`,
	"closed before it was open": `async (t) => { const connection = (await t.openScripted("alice")).connect("bob"); connection.close(); return connection; }`,
	"waiting for an answer when its Peer is destroyed": `async (t) => { const alice = await t.openScripted("alice"); const connection = alice.connect("bob"); alice.destroy(); return connection; }`,
	"open when its Peer is destroyed": `async (t) => { const carol = await t.openScripted("carol"); const dave = await t.openScripted("dave"); const { ab } = await t.link(carol, dave); carol.destroy(); return ab; }`,
	"open": `async (t) => (await t.link(t.alice, t.bob, { reliable: true })).ab`,
	"closed": `async (t) => { const { ab } = await t.link(t.alice, t.bob); ab.close(); return ab; }`,
};

const connectionDifferences = {
	"incoming and not yet open": ["close", "close, twice"].map((name) => ({
		why: "no data connection that is closed has a channel, as one that was made at this end has none with PeerJS",
		peerjs: [`${name} false true true false`],
		ours: [`${name} false true true true`],
	})),
};

const connections = Object.fromEntries(
	Object.entries(CONNECTION_STATES).map(([state, make]) => [
		`a connection that is ${state}`,
		{
			differences: connectionDifferences[state],
			run: `async (t) => {
				await t.scripted.configure({ relay: true });
				[t.alice, t.bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
				for (const [name, method] of Object.entries({ ${Object.entries(CONNECTION_METHODS).map(([name, method]) => `${JSON.stringify(name)}: ${method}`)} })) {
					const connection = t.watch(await (${make})(t), name);
					t.attempt(name, () => method(connection));
					t.log(name, connection.open, connection.provider === null, connection.peerConnection === null, connection.dataChannel === null);
					connection.removeAllListeners();
					connection.close();
				}
			}`,
		},
	]),
);

export default {
	...peers,
	...inPeerListeners,
	...connections,
	"metadata that has no JSON": {
		run: async (t) => {
			const alice = await t.openScripted("alice");
			const cycle = {};
			cycle.cycle = cycle;
			for (const metadata of [cycle, 1n]) {
				const failed = t.event(alice, "error");
				alice.connect("bob", { metadata });
				t.log("error", (await failed).type);
			}
			t.log("open", alice.open);
		},
	},

	"Peers in a loop": {
		run: async (t) => {
			for (let n = 0; n < 50; n++) new t.Peer(`alice${n}`, t.scripted.options()).destroy();
			const peers = Array.from({ length: 20 }, (_, n) => new t.Peer(`bob${n}`, t.scripted.options()));
			await Promise.all(peers.map((peer) => t.event(peer, "open")));
			t.log("open", peers.every(({ open }) => open));
			for (const peer of peers) peer.destroy();
			t.log("destroyed", peers.every(({ destroyed }) => destroyed));
		},
	},
};
