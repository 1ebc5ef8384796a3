// Offers and candidates of peers that are made up.

window.offers = (() => {
	let made;

	/** An offer for a data channel, by a peer that is then gone. */
	async function sdp() {
		const pc = new RTCPeerConnection();
		pc.createDataChannel("made up");
		const { type, sdp } = await pc.createOffer();
		pc.close();
		return { type, sdp };
	}

	return {
		/** An OFFER from `src`, with the connection's id, and with more in its payload. */
		async frame(src, connectionId, payload) {
			made ??= await sdp();
			return { type: "OFFER", src, payload: { sdp: made, type: "data", serialization: "binary", connectionId, ...payload } };
		},

		/** What may stand in the place of a description, by name. `sdp` is that of an offer, which is there as it is, too. */
		descriptions(sdp) {
			const bare = [undefined, null, 5, "text", [], {}, { type: "offer" }, { type: "answer" }, { type: "offer", sdp: 5 }, { type: "offer", sdp: "" }, { type: "answer", sdp: "" }, { type: "rollback" }];
			const texts = { whole: sdp, half: sdp.slice(0, sdp.length / 2), lines: "v=0\r\n" + "a=x\r\n".repeat(100_000), NUL: sdp.replaceAll("a=", "a=\u0000") };
			const made = ["offer", "answer", "pranswer", "nonsense"].flatMap((type) => Object.entries(texts).map(([name, sdp]) => [`${type} ${name}`, { type, sdp }]));
			return [...bare.map((value) => [String(JSON.stringify(value)), value]), ...made];
		},

		/** A CANDIDATE, of an address where nobody is. */
		candidate: (src, connectionId, n) => ({
			type: "CANDIDATE",
			src,
			payload: {
				connectionId,
				candidate: { candidate: `candidate:${n} 1 udp 2122260223 127.0.${n >> 8}.${n & 255} 9 typ host`, sdpMid: "0", sdpMLineIndex: 0 },
			},
		}),
	};
})();
