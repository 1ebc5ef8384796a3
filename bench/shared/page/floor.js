// What connecting takes at least: offer, answer and candidates through a PeerServer,
// and nothing else.

import { openSignalling } from "./signalling.js";

/** Resolves to `{ id, connect(to), leave(), close() }`; channels that others open go to `accept`. */
export async function openFloor(id, port, accept) {
	const connections = new Map();
	const signalling = await openSignalling(id, port, receive);

	function open(to, connectionId) {
		const connection = new RTCPeerConnection({ iceServers: [] });
		connections.set(connectionId, connection);
		connection.onicecandidate = ({ candidate }) => {
			if (candidate?.candidate) signalling.send("CANDIDATE", to, { connectionId, candidate });
		};
		connection.ondatachannel = ({ channel }) => {
			channel.onopen = () => accept(channel);
		};
		return connection;
	}

	async function receive({ type, src, payload }) {
		const { connectionId, sdp, candidate } = payload;
		const connection = connections.get(connectionId) ?? open(src, connectionId);
		if (type === "CANDIDATE") return connection.addIceCandidate(candidate);
		await connection.setRemoteDescription(sdp);
		if (type === "ANSWER") return;
		await connection.setLocalDescription();
		signalling.send("ANSWER", src, { connectionId, sdp: connection.localDescription });
	}

	return {
		id: signalling.id,
		/** Resolves to an open channel. */
		async connect(to) {
			const connectionId = crypto.randomUUID();
			const connection = open(to, connectionId);
			const channel = connection.createDataChannel("bench");
			const opened = new Promise((resolve) => (channel.onopen = () => resolve(channel)));
			await connection.setLocalDescription();
			signalling.send("OFFER", to, { connectionId, sdp: connection.localDescription });
			return opened;
		},
		/** Only the server. */
		leave: () => signalling.close(),
		close() {
			for (const connection of connections.values()) connection.close();
			signalling.close();
		},
	};
}
