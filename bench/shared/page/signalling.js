// PeerServer without a library: an id, a WebSocket under it, messages by JSON.

/** Resolves to `{ id, send(type, to, payload), close() }` once the server has taken it in. */
export async function openSignalling(id, port, receive) {
	const server = `127.0.0.1:${port}/`;
	id ??= await (await fetch(`http://${server}peerjs/id?ts=${Date.now()}`)).text();
	const token = crypto.randomUUID();
	const socket = new WebSocket(`ws://${server}peerjs?key=peerjs&id=${id}&token=${token}&version=1.5.5`);
	await new Promise((resolve, reject) => {
		socket.onerror = () => reject(new Error("the server does not answer"));
		socket.onmessage = ({ data }) => {
			const message = JSON.parse(data);
			if (message.type === "OPEN") resolve();
			else if (message.payload) receive(message);
		};
	});
	return {
		id,
		send: (type, dst, payload) => socket.send(JSON.stringify({ type, dst, payload })),
		close: () => socket.close(),
	};
}
