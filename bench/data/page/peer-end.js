// A connection of the Peer that the page has loaded.

class PeerEnd {
	/** Is given each value that arrives. */
	listener = () => {};
	/** Rejects when the connection does not live. */
	failed;
	#connection;

	constructor(connection) {
		this.#connection = connection;
		connection.on("data", (value) => this.listener(value));
		this.failed = new Promise((_, reject) => {
			connection.on("error", reject);
			connection.on("close", () => reject(new Error("the connection closed")));
		});
	}

	send(value) {
		return this.#connection.send(value);
	}

	sendAgain(value, count) {
		for (let i = 0; i < count; i++) this.send(value);
	}

	message(object) {
		return object;
	}
}

let opened;

/** Resolves once the Peer can be connected to. */
export async function listen(id, port) {
	const peer = await openPeer(id, port);
	opened = new Promise((resolve) => peer.on("connection", (connection) => resolve(whenOpen(connection))));
}

/** Resolves once the connection is open. */
export async function connect(to, id, port) {
	const peer = await openPeer(id, port);
	opened = whenOpen(peer.connect(to, { reliable: true }));
	await opened;
}

/** Resolves to this page's end. */
export const open = () => opened;

function openPeer(id, port) {
	const peer = new Peer(id, { host: "127.0.0.1", port, config: { iceServers: [] } });
	return new Promise((resolve, reject) => {
		peer.on("open", () => resolve(peer));
		peer.on("error", reject);
	});
}

function whenOpen(connection) {
	const end = new PeerEnd(connection);
	return new Promise((resolve) => connection.on("open", () => resolve(end)));
}
