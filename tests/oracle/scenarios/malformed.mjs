// Frames that a server or a remote peer should not send. After each, EXPIRE shows
// that the Peer goes on: its error is the barrier.

const NOT_THROWN = "ours does not throw out of the browser's callback";

/** One frame after OPEN, then EXPIRE. */
const after = (frame, differences) => ({
	run: `async (t) => {
		const peer = t.watch(new t.Peer("alice", t.scripted.options()), "alice");
		await t.event(peer, "open");
		const barrier = t.until(() => t.lines.some((line) => line.includes("barrier")), "EXPIRE arrives");
		t.scripted.frame(${JSON.stringify(frame)}, { type: "EXPIRE", src: "barrier" });
		await barrier;
		await t.turn();
		t.log("state", peer.id, peer.open, peer.disconnected, peer.destroyed, peer.connections);
	}`,
	differences,
});

const throws = (frame) => after(frame, [{ why: NOT_THROWN, peerjs: ["uncaught TypeError"], ours: [] }]);

const offer = (payload) => ({ type: "OFFER", src: "mallory", payload });

export default {
	"not JSON": after("this is not JSON"),
	"empty": after(""),
	"null": throws("null"),
	"a number": after("5"),
	"a string": after('"text"'),
	"an array": after("[]"),
	"true": after("true"),
	"no type": after({}),
	"unknown type": after({ type: "NONSENSE" }),
	"unknown type with payload": after({ type: "NONSENSE", src: "mallory", payload: {} }),
	"unknown type for a connection": after({ type: "NONSENSE", src: "mallory", payload: { connectionId: "dc_1" } }),
	"type is an object": after({ type: {} }),
	"OFFER without payload": throws({ type: "OFFER", src: "mallory" }),
	"OFFER with null payload": throws({ type: "OFFER", src: "mallory", payload: null }),
	"OFFER with text payload": after({ type: "OFFER", src: "mallory", payload: "text" }),
	"OFFER of unknown type": after(offer({ type: "nonsense", connectionId: "dc_1" })),
	"OFFER with empty payload": after(offer({})),
	"OFFER with unknown serialization": after(offer({ type: "data", connectionId: "dc_1", serialization: "nonsense", sdp: {} }), [
		{ why: "ours ignores it with a warning; PeerJS throws a TypeError out of the callback (#823)", peerjs: ["uncaught TypeError"], ours: [] },
	]),
	"OFFER without serialization": after(offer({ type: "data", connectionId: "dc_1", sdp: {} }), [
		{ why: "the same", peerjs: ["uncaught TypeError"], ours: [] },
	]),
	"OFFER with an inherited name for serialization": after(offer({ type: "data", connectionId: "dc_1", serialization: "toString", sdp: {} }), [
		{ why: "the same: own properties only", peerjs: ["uncaught TypeError"], ours: [] },
	]),
	"OFFER with a serialization that has no text": after(offer({ type: "data", connectionId: "dc_1", serialization: { toString: 1 }, sdp: {} }), [
		{ why: "the same", peerjs: ["uncaught TypeError"], ours: [] },
	]),
	"ANSWER without payload": after({ type: "ANSWER", src: "mallory" }),
	"ANSWER for an unknown connection": after({ type: "ANSWER", src: "mallory", payload: { connectionId: "dc_1", sdp: {} } }),
	"CANDIDATE without payload": after({ type: "CANDIDATE", src: "mallory" }),
	"CANDIDATE without connection id": after({ type: "CANDIDATE", src: "mallory", payload: { candidate: {} } }),
	"CANDIDATE for an unknown connection": after({ type: "CANDIDATE", src: "mallory", payload: { connectionId: "dc_1", candidate: {} } }),
	"CANDIDATE for __proto__": after('{"type":"CANDIDATE","src":"__proto__","payload":{"connectionId":"__proto__","candidate":{}}}'),
	"LEAVE without src": after({ type: "LEAVE" }),
	"EXPIRE without src": after({ type: "EXPIRE" }),
	"HEARTBEAT": after({ type: "HEARTBEAT" }),
	"deeply nested": after(`{"type":"NONSENSE","payload":${"[".repeat(5000)}${"]".repeat(5000)}}`),
	"a very long frame": after({ type: "NONSENSE", payload: { text: "x".repeat(200_000) } }),

	"ERROR without payload": {
		run: async (t) => {
			const peer = t.watch(await t.openScripted("alice"), "alice");
			const expired = t.event(peer, "error");
			await t.scripted.frame({ type: "ERROR", message: "test: no payload" });
			await t.scripted.frame({ type: "EXPIRE", src: "barrier" });
			await expired;
			t.log("alice", peer.open, peer.disconnected, peer.destroyed);
		},
		differences: [{ why: "PeerJS throws out of the browser's callback", peerjs: ["uncaught TypeError"], ours: [] }],
	},

	"ERROR with a message that is no text, and has none": {
		run: async (t) => {
			const peer = await t.openScripted("alice");
			const error = t.event(peer, "error");
			const disconnected = t.event(peer, "disconnected");
			await t.scripted.frame({ type: "ERROR", payload: { msg: { message: { toString: 1, valueOf: 1 } } } });
			t.log("error", (await error).type);
			t.log("disconnected", await disconnected, peer.destroyed);
		},
	},

	"binary": {
		run: async (t) => {
			const peer = t.watch(await t.openScripted("alice"), "alice");
			const expired = t.event(peer, "error");
			await t.scripted.send({ frame: '{"type":"LEAVE","src":"bob"}', binary: true });
			await t.scripted.frame({ type: "EXPIRE", src: "barrier" });
			await expired;
			t.log("open", peer.open);
		},
	},

	"frames for a connection that is there": {
		run: async (t) => {
			const { alice, bob, ab } = await t.pair({ reliable: true });
			t.watch(alice, "alice", ["close", "disconnected", "connection"]);
			t.watch(ab, "ab");
			const { connectionId } = ab;
			const send = (type, payload) => bob.socket.send({ type, dst: alice.id, payload });
			const failed = [];
			alice.on("error", (error) => failed.push(error.type));
			send("NONSENSE", { connectionId });
			send("CANDIDATE", { connectionId, candidate: { candidate: "nonsense", sdpMid: "0" } });
			await t.until(() => failed.length === 1, "bad candidate");
			send("EXPIRE");
			await t.until(() => failed.includes("peer-unavailable"), "EXPIRE");
			t.log("errors", failed);
			t.log("still open", ab.open);
		},
	},

	"an OFFER with a connection id that is in use": {
		run: async (t) => {
			const { alice, bob, ab, ba } = await t.pair();
			t.watch(ba, "ba");
			t.watch(bob, "bob", ["connection", "close", "disconnected"]);
			const again = t.event(bob, "connection");
			const { payload } = t.sent("OFFER")[0];
			alice.socket.send({ type: "OFFER", dst: bob.id, payload });
			await again;
			t.log("ba", ba.open, bob.connections[alice.id].length, ab.label === ba.label);
		},
	},
};
