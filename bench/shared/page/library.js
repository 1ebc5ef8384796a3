// A Peer of the library that the page has loaded.

/** Resolves to `{ id, connect(to), leave(), close() }`; connections that others open go to `accept`. */
export function openLibrary(id, port, accept) {
	const options = { host: "127.0.0.1", port, config: { iceServers: [] } };
	const peer = id === undefined ? new Peer(options) : new Peer(id, options);
	peer.on("connection", (connection) => connection.on("open", () => accept(connection)));
	const end = {
		connect(to) {
			const connection = peer.connect(to, { reliable: true });
			return new Promise((resolve, reject) => {
				connection.on("open", () => resolve(connection));
				connection.on("error", reject);
			});
		},
		/** Only the server. */
		leave: () => peer.disconnect(),
		close: () => peer.destroy(),
	};
	return new Promise((resolve, reject) => {
		peer.on("open", (id) => resolve(Object.assign(end, { id })));
		peer.on("error", reject);
	});
}
