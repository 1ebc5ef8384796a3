// What a Peer is asked before the server has taken it in waits for that, message by
// message. (PeerJS drops it.)

import { describeInPage } from "./page-tests.mjs";

/** In the page: alice, whose server has her wait for an id; `done` lets her in, and resolves to what she sends. */
const held = (run) => `async (t) => {
	await t.scripted.configure({ hold: true });
	const alice = new t.Peer(t.scripted.options());
	alice.on("error", ({ type }) => t.log("error", type));
	const queue = () => alice.socket._messagesQueue;
	const queued = (count) => t.until(() => queue().filter(({ type }) => type === "OFFER").length === count, count + " offers wait");
	const done = async () => {
		await t.scripted.configure({ hold: false });
		await t.event(alice, "open");
		alice.socket.send({ type: "TEST: the last" });
		const frames = await t.until(async () => {
			const frames = await t.scripted.frames();
			return frames.some((frame) => frame.includes("TEST: the last")) && frames;
		}, "all that waited is sent");
		return frames.map((frame) => JSON.parse(frame)).filter(({ type }) => type === "OFFER");
	};
	return (${run})(t, alice, queued, done);
}`;

const TESTS = {
	"offers": {
		run: held(async (t, alice, queued, done) => {
			alice.connect("bob");
			alice.connect("carol", { metadata: { n: 1 } });
			await queued(2);
			for (const { dst, payload } of await done()) t.log(dst, payload.metadata);
		}),
		trace: ['bob undefined', 'carol {n: 1}'],
	},

	"metadata that has no JSON": {
		run: held(async (t, alice, queued, done) => {
			alice.connect("bob", { metadata: 1n });
			await t.event(alice, "error");
			alice.connect("carol");
			await queued(1);
			for (const { dst } of await done()) t.log(dst);
			t.log("heartbeat", alice.socket._wsPingTimer !== undefined);
		}),
		trace: ['error "webrtc"', "carol", "heartbeat true"],
	},

	"a connection that is closed by then": {
		run: held(async (t, alice, queued, done) => {
			const connection = alice.connect("bob");
			await queued(1);
			connection.close();
			await queued(0);
			alice.connect("carol");
			await queued(1);
			for (const { dst } of await done()) t.log(dst);
		}),
		trace: ["carol"],
	},
};

describeInPage("before the server answers", TESTS);
