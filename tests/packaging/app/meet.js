// Two Peers of this page connect through the PeerServer at the port in its address,
// and pass a message to and fro.

export async function meet(Peer, options) {
	const port = Number(new URLSearchParams(location.search).get("port"));
	options = { host: "127.0.0.1", port, path: "/", config: {}, ...options };
	const peers = [new Peer(options), new Peer(options)];
	const failed = new Promise((_, reject) => peers.forEach((peer) => peer.once("error", reject)));
	const event = (emitter, name) => Promise.race([failed, new Promise((resolve) => emitter.once(name, resolve))]);

	const [alice, bob] = peers;
	const [, id] = await Promise.all([event(alice, "open"), event(bob, "open")]);
	bob.on("connection", (connection) => connection.on("data", (text) => connection.send(`${text}, too`)));
	const connection = alice.connect(id, { reliable: true });
	await event(connection, "open");
	const answer = event(connection, "data");
	connection.send("hello");
	const text = await answer;
	peers.forEach((peer) => peer.destroy());
	return text;
}
