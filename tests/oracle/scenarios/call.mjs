// Calls: what both ends see. The media is made in the page, so no device is needed.

/** In the page: a MediaStream with a video track that never ends. */
const makeStream = `const makeStream = () => {
	const canvas = document.createElement("canvas");
	const context = canvas.getContext("2d");
	// A canvas that is never painted sends no frame.
	setInterval(() => context.fillRect(0, 0, 10, 10), 50);
	return canvas.captureStream();
};
const FIELDS = ["peer", "type", "open", "metadata", "label", "localStream", "remoteStream", "peerConnection", "dataChannel", "provider"];
const EVENTS = ["stream", "willCloseOnRemote", "close", "error"];
const call = async (t, options) => {
	const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
	const arrives = t.event(bob, "call");
	const ab = alice.call(bob.id, makeStream(), options);
	return { alice, bob, ab, ba: await arrives };
};`;

const scenario = (run, rest) => ({ run: `async (t) => { ${makeStream} return (${run})(t, { call, makeStream, FIELDS, EVENTS }); }`, ...rest });

/** An answered call that is ended by `action`. */
const ending = (action) =>
	scenario(`async (t, { call, makeStream, FIELDS, EVENTS }) => {
		const { alice, bob, ab, ba } = await call(t);
		const [a, b] = [t.lane("alice"), t.lane("bob")];
		a.watch(ab, "ab", EVENTS);
		b.watch(ba, "ba", EVENTS);
		const ready = Promise.all([ab, ba].flatMap((end) => [t.event(end, "stream"), t.event(end, "willCloseOnRemote")]));
		ba.answer(makeStream());
		await ready;
		const closed = Promise.all([t.event(ab, "close"), t.event(ba, "close")]);
		(${action})({ alice, bob, ab, ba });
		await closed;
		for (const [lane, end] of [[a, ab], [b, ba]]) {
			// What comes first, the stream or the channel, is up to the browser.
			lane.lines.sort();
			lane.logEach("closed", end, FIELDS);
		}
		t.log("registered", alice.connections, bob.connections);
	}`);

export default {
	"a channel that says twice that it is open": scenario(
		async (t, { call, makeStream }) => {
			const { ab, ba } = await call(t);
			const ready = Promise.all([ab, ba].map((end) => t.event(end, "willCloseOnRemote")));
			ba.answer(makeStream());
			await ready;
			t.watch(ba, "ba", ["willCloseOnRemote"]);
			ba.dataChannel.dispatchEvent(new Event("open"));
			t.log("ba", ba.open);
		},
		{ differences: [{ why: "it opens once", peerjs: ["ba willCloseOnRemote", "ba true"], ours: ["ba true"] }] },
	),

	"fields": scenario(async (t, { call, makeStream, FIELDS }) => {
		const { alice, bob, ab, ba } = await call(t, { metadata: { name: "Alice" }, own: 1 });
		t.logEach("ab, ringing", ab, FIELDS);
		t.logEach("ba, ringing", ba, FIELDS);
		t.log("ids", ab.connectionId === ba.connectionId, /^mc_[a-z0-9]{8,}$/.test(ab.connectionId));
		t.log("options", Object.keys(ab.options), Object.keys(ba.options));
		const streams = Promise.all([t.event(ab, "stream"), t.event(ba, "stream")]);
		t.attempt("answer", () => ba.answer(makeStream()));
		t.log("ba answered", ba.open, ba.localStream);
		await streams;
		t.logEach("ab, talking", ab, FIELDS);
		t.logEach("ba, talking", ba, FIELDS);
		t.log("streams", ab.remoteStream.getTracks().length, ba.remoteStream.getTracks().length);
		t.log("registered", alice.connections, bob.connections);
		t.log("channel", ab.dataChannel.label, ab.dataChannel.ordered);
	}),

	"one way": scenario(async (t, { call }) => {
		const { ab, ba } = await call(t);
		const stream = t.event(ba, "stream");
		ba.answer();
		t.log("stream", (await stream).getTracks().length);
		await t.until(() => ab.open, "ab opens");
		t.log("open", ab.open, ba.open, ab.remoteStream, ba.localStream);
	}),

	"hung up by the caller": ending(({ ab }) => ab.close()),
	"hung up by the callee": ending(({ ba }) => ba.close()),
	"hung up by destroy": ending(({ alice }) => alice.destroy()),

	"hung up before it is answered": scenario(async (t, { call, EVENTS, FIELDS }) => {
		const { ab, ba, alice } = await call(t);
		t.watch(ab, "ab", EVENTS);
		t.attempt("close", () => ab.close());
		t.logEach("closed", ab, FIELDS);
		t.log("registered", alice.connections, ba.open);
	}),

	"rejected by close": scenario(async (t, { call, EVENTS }) => {
		const { ab, ba, bob } = await call(t);
		t.watch(ba, "ba", EVENTS);
		t.attempt("close", () => ba.close());
		t.log("registered", bob.connections, ab.open);
	}),

	"the channel of a call that is hung up": scenario(async (t, { call, makeStream }) => {
		const { ab, ba } = await call(t);
		const ready = Promise.all([ab, ba].map((end) => t.event(end, "willCloseOnRemote")));
		ba.answer(makeStream());
		await ready;
		for (const [name, end] of Object.entries({ ab, ba })) {
			const { dataChannel } = end;
			dataChannel.onmessage = () => t.log(name, "message");
			end.close();
			t.log(name, typeof dataChannel.onopen, typeof dataChannel.onmessage, typeof dataChannel.onclose);
			dataChannel.dispatchEvent(new MessageEvent("message"));
			t.log(name, t.attempt("onclose", () => dataChannel.onclose(new Event("close"))));
		}
	}),

	"answered twice": scenario(async (t, { makeStream }) => {
		const warnings = [];
		const logFunction = (level, ...what) => level === 2 && warnings.push(what.join(" "));
		const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob", { debug: 2, logFunction })]);
		const arrives = t.event(bob, "call");
		alice.call(bob.id, makeStream());
		const ba = await arrives;
		const stream = makeStream();
		ba.answer(stream);
		t.log("warnings", warnings);
		t.attempt("again", () => ba.answer(makeStream()));
		t.log("the first stays", ba.localStream === stream);
		t.log("warnings", warnings);
	}),

	"candidates that come before the answer": scenario(async (t, { call, makeStream }) => {
		const { bob, ba } = await call(t);
		const kept = () => bob._lostMessages.get(ba.connectionId) ?? [];
		await t.until(() => kept().length > 0, "candidates");
		t.log("kept", kept().every(({ type }) => type === "CANDIDATE"), ba.peerConnection);
		let used = 0;
		const { addIceCandidate } = RTCPeerConnection.prototype;
		RTCPeerConnection.prototype.addIceCandidate = function (...args) {
			if (this === ba.peerConnection) used++;
			return addIceCandidate.apply(this, args);
		};
		const [{ length }, connects] = [kept(), t.event(ba, "willCloseOnRemote")];
		ba.answer(makeStream());
		t.log("used", used === length, kept().length);
		await connects;
		t.log("open", ba.open);
	}),

	"before open": scenario(
		async (t, { makeStream }) => {
			// The id is held back, so that the offer is ready before there is a socket.
			await t.scripted.configure({ hold: true });
			const alice = new t.Peer(t.scripted.options());
			const early = alice.call("bob", makeStream());
			t.log("at once", early.open, early.peer, alice.connections);
			await t.until(() => early.peerConnection.signalingState === "have-local-offer", "early offer");
			await t.turn();
			const opens = t.event(alice, "open");
			await t.scripted.configure({ hold: false });
			await opens;
			alice.call("bob", makeStream(), { metadata: "late" });
			await t.until(() => t.sent("OFFER").some(({ payload }) => payload.metadata === "late"), "late offer");
			t.log("offers", t.sent("OFFER").length);
		},
		{
			differences: [
				{ why: "messages wait for the server, as documented; PeerJS drops the offer", peerjs: ["offers 1"], ours: ["offers 2"] },
			],
		},
	),

	"sdpTransform and constraints of the call": scenario(async (t, { call }) => {
		const sdpTransform = (sdp) => `${sdp}a=x-test:1\r\n`;
		await call(t, { sdpTransform, constraints: { offerToReceiveAudio: true } });
		const [{ payload }] = t.sent("OFFER");
		t.log("transformed", payload.sdp.sdp.includes("x-test"));
		t.log("media", payload.sdp.sdp.match(/^m=\w+/gm).sort());
	}),

	"iceStateChanged": scenario(async (t, { call, makeStream }) => {
		const { ab, ba } = await call(t);
		const isConnected = (state) => state === "connected" || state === "completed";
		const connected = [ab, ba].map((end) => t.event(end, "iceStateChanged", isConnected));
		ba.answer(makeStream());
		await Promise.all(connected);
		t.log("open", ab.open, ba.open);
	}),

	"a track without a stream": scenario(
		async (t, { call, makeStream }) => {
			// "-" stands for no stream (RFC 8829, 5.2.1).
			const withoutStreams = (sdp) => sdp.replace(/^a=msid:\S+/gm, "a=msid:-").replace(/^a=ssrc:\d+ ms.*\r\n/gm, "");
			const { ab, ba } = await call(t, { sdpTransform: withoutStreams });
			t.watch(ba, "ba", ["stream", "error"]);
			ba.answer(makeStream());
			await t.event(ab, "stream");
			const [receiver] = ba.peerConnection.getReceivers();
			t.log("track", receiver.track.kind, ba.remoteStream);
		},
		{
			differences: [
				{ why: "PeerJS asks undefined for its id", peerjs: ["uncaught TypeError"], ours: [] },
			],
		},
	),

	"sdpTransform of the answer": scenario(async (t, { call, makeStream }) => {
		const { ba } = await call(t);
		ba.answer(makeStream(), { sdpTransform: (sdp) => `${sdp}a=x-test:1\r\n` });
		await t.until(() => t.sent("ANSWER").length > 0, "answer");
		t.log("on the wire", t.sent("ANSWER")[0].payload.sdp.sdp.includes("x-test"), Object.keys(t.sent("ANSWER")[0].payload));
		t.log("offer", Object.keys(t.sent("OFFER")[0].payload), t.sent("OFFER")[0].payload.type);
	}),

	"two streams whose tracks come by turns": scenario(
		async (t, { call, makeStream }) => {
			const { ab } = await call(t);
			const [a, b] = [makeStream(), makeStream()];
			ab.on("stream", (stream) => t.log("stream", stream === a ? "a" : "b"));
			for (const stream of [a, b, a, b]) ab.peerConnection.ontrack({ streams: [stream] });
			t.log("remoteStream", ab.remoteStream === b);
		},
		{
			differences: [
				{
					why: "PeerJS emits it for each track (#609); ours for each MediaStream",
					peerjs: ['stream "a"', 'stream "b"', 'stream "a"', 'stream "b"'],
					ours: ['stream "a"', 'stream "b"'],
				},
			],
		},
	),

	"a stream of two tracks": scenario(
		async (t, { makeStream }) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			const stream = makeStream();
			stream.addTrack(makeStream().getTracks()[0]);
			const arrives = t.event(bob, "call");
			alice.call(bob.id, stream);
			const ba = await arrives;
			ba.on("stream", (remote) => t.log("stream", remote.getTracks().length));
			const channel = t.event(ba, "willCloseOnRemote");
			ba.answer();
			// It opens when all is negotiated.
			await channel;
			t.log("remoteStream", ba.remoteStream.getTracks().length);
		},
		{
			differences: [
				{
					why: "PeerJS emits it for each track (#609); ours for each MediaStream",
					peerjs: ["stream 2", "stream 2"],
					ours: ["stream 2"],
				},
			],
		},
	),
};
