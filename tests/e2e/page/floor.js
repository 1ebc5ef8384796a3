// What a round of tests/e2e/page/soak.js asks of the browser, without a library: what
// the browser itself keeps of it can be told from what the library does.

window.floor = (() => {
	const MESSAGE = 256 << 10;
	const bytes = new Uint8Array(1 << 20);

	/** Two RTCPeerConnections of this page that reach each other, with a channel or with the tracks of a stream. */
	async function link(media) {
		const [a, b] = [new RTCPeerConnection(), new RTCPeerConnection()];
		for (const [from, to] of [[a, b], [b, a]]) from.onicecandidate = ({ candidate }) => candidate && to.addIceCandidate(candidate);
		const add = (end) => media?.getTracks().forEach((track) => end.addTrack(track, media));
		add(a);
		const channel = media ? undefined : a.createDataChannel("floor");
		const other = media ? undefined : new Promise((resolve) => (b.ondatachannel = (event) => resolve(event.channel)));
		const connected = new Promise((resolve) => {
			a.onconnectionstatechange = () => a.connectionState === "connected" && resolve();
		});
		await a.setLocalDescription(await a.createOffer());
		await b.setRemoteDescription(a.localDescription);
		add(b);
		await b.setLocalDescription(await b.createAnswer());
		await a.setRemoteDescription(b.localDescription);
		await connected;
		return { a, b, channel, other: await other };
	}

	function send(from, to) {
		to.binaryType = "arraybuffer";
		let missing = bytes.length;
		const arrived = new Promise((resolve) => {
			to.onmessage = ({ data }) => (missing -= data.byteLength) || resolve();
		});
		for (let at = 0; at < bytes.length; at += MESSAGE) from.send(bytes.subarray(at, at + MESSAGE));
		return arrived;
	}

	const opened = (channel) => channel.readyState === "open" || new Promise((resolve) => (channel.onopen = resolve));

	async function talk() {
		const { a, b, channel, other } = await link();
		await Promise.all([channel, other].map(opened));
		await send(channel, other);
		await send(other, channel);
		const closed = new Promise((resolve) => (other.onclose = resolve));
		a.close();
		await closed;
		b.close();
	}

	async function call(media) {
		const { a, b } = await link(media);
		a.close();
		b.close();
	}

	return {
		/** As often as the library's rounds connect, and call. */
		async round(n, media) {
			await talk();
			if (n % 5 === 2) await talk();
			if (n % 10 === 4) await call(media);
		},
	};
})();
