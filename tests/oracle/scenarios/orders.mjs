// What ends a Peer or a connection, in every order, inside of every listener.

/** In the page: what the scenarios share. */
const page = () => {
	const ACTIONS = {
		close: ({ ab }) => ab.close(),
		disconnect: ({ alice }) => alice.disconnect(),
		/** The WebSocket closes, and not by the library's doing. */
		lose(scene) {
			scene.lost = scene.alice.socket._socket;
			scene.lost?.close();
		},
		reconnect: ({ alice }) => alice.reconnect(),
		destroy: ({ alice }) => alice.destroy(),
	};

	/** All orders of all of a list. */
	const orders = (list) => (list.length === 0 ? [[]] : list.flatMap((one) => orders(list.filter((other) => other !== one)).map((rest) => [one, ...rest])));
	const pairs = (list) => list.flatMap((one) => list.filter((other) => other !== one).map((other) => [one, other]));
	const ORDERS = [...pairs(["close", "disconnect", "lose", "reconnect"]), ...orders(["close", "lose", "reconnect", "destroy"])];

	/** With more at once, ICE fails for want of time in Firefox on a machine that is slow enough. */
	const AT_ONCE = 4;

	/** Alice's end of a connection; `scene.ba` becomes the other. */
	async function connected(t, scene) {
		const arrives = t.event(scene.bob, "connection", ({ peer }) => peer === scene.alice.id);
		const ab = scene.alice.connect(scene.bob.id, { reliable: true });
		await t.event(ab, "open");
		scene.ba = await arrives;
		if (!scene.ba.open) await t.event(scene.ba, "open");
		return ab;
	}

	async function play(t, setUp, bob, stream, order, n) {
		const lane = t.lane(order.join(", "));
		const alice = await t.openScripted(`alice-${n}`);
		const scene = { alice, bob, stream };
		let acted = false;
		const act = () => {
			for (const action of order) lane.attempt(action, () => ACTIONS[action](scene));
			acted = true;
		};
		const take = (ab, events) => lane.watch(scene.ab = ab, "ab", events);
		await setUp({ t, scene, act, take, watch: () => lane.watch(alice, "alice"), connected: () => connected(t, scene) });
		await t.until(() => acted, `the listener is called (${order})`);
		// A loss is noticed, a new link is open.
		await t.until(() => alice.disconnected || (alice.open && alice.socket._socket !== scene.lost), "the Peer settles");
		lane.log("alice", alice.id, alice.open, alice.disconnected, alice.destroyed);
		lane.log("ab", scene.ab.peerConnection === null, scene.ab.provider === null, alice.connections);
		for (const emitter of [alice, scene.ab]) emitter.removeAllListeners();
		alice.destroy();
	}

	return async (t, setUp) => {
		await t.scripted.configure({ relay: true });
		const bob = await t.openScripted("bob");
		// Never painted, it sends no frames: the encoders of as many calls leave a slow
		// machine no time for what ends them, and then none ends.
		const stream = document.createElement("canvas").captureStream();
		bob.on("call", (ba) => ba.answer(stream));
		for (let n = 0; n < ORDERS.length; n += AT_ONCE) {
			await Promise.all(ORDERS.slice(n, n + AT_ONCE).map((order, i) => play(t, setUp, bob, stream, order, n + i)));
		}
	};
};

const inside = (setUp, rest) => ({ run: `(t) => (${page})()(t, ${setUp})`, ...rest });

export default {
	"Peer: open": inside(async ({ scene: { alice, bob }, act, take, watch }) => {
		alice.disconnect();
		watch();
		alice.once("open", () => {
			take(alice.connect(bob.id), ["close", "error"]);
			act();
		});
		alice.reconnect();
	}),

	"Peer: connection": inside(async ({ scene: { alice, bob }, act, take, watch }) => {
		watch();
		alice.once("connection", (ab) => {
			take(ab, ["close", "error"]);
			act();
		});
		bob.connect(alice.id);
	}),

	"Peer: call": inside(async ({ scene: { alice, bob, stream }, act, take, watch }) => {
		watch();
		alice.once("call", (ab) => {
			take(ab, ["close", "error"]);
			act();
		});
		bob.call(alice.id, stream);
	}),

	"Peer: disconnected": inside(async ({ scene, act, take, watch, connected }) => {
		take(await connected());
		watch();
		scene.alice.once("disconnected", act);
		scene.alice.disconnect();
	}),

	"Peer: error": inside(async ({ scene, act, take, watch, connected }) => {
		take(await connected());
		watch();
		scene.alice.once("error", act);
		scene.alice.socket._socket.close();
	}),

	"Peer: close": inside(async ({ scene, act, take, watch, connected }) => {
		take(await connected());
		watch();
		scene.alice.once("close", act);
		scene.alice.destroy();
	}),

	"connection: open": inside(async ({ scene: { alice, bob }, act, take, watch }) => {
		watch();
		take(alice.connect(bob.id)).once("open", act);
	}),

	"connection: data": inside(async ({ scene, act, take, watch, connected }) => {
		take(await connected()).once("data", act);
		watch();
		scene.ba.send("test");
	}),

	"connection: close": inside(async ({ scene, act, take, watch, connected }) => {
		take(await connected()).once("close", act);
		watch();
		scene.ba.close();
	}),

	"connection: error": inside(async ({ scene: { alice, bob }, act, take, watch }) => {
		watch();
		const ab = take(alice.connect(bob.id), ["close", "error"]);
		ab.once("error", act);
		ab.send("too early");
	}),

	"connection: iceStateChanged": inside(async ({ scene: { alice, bob }, act, take, watch }) => {
		watch();
		take(alice.connect(bob.id), ["close", "error"]).once("iceStateChanged", act);
	}),

	"call: stream": inside(async ({ scene: { alice, bob, stream }, act, take, watch }) => {
		watch();
		take(alice.call(bob.id, stream), ["close", "error"]).once("stream", act);
	}),

	"call: willCloseOnRemote": inside(async ({ scene: { alice, bob, stream }, act, take, watch }) => {
		watch();
		take(alice.call(bob.id, stream), ["close", "error"]).once("willCloseOnRemote", act);
	}),

	"call: close": inside(async ({ t, scene: { alice, bob, stream }, act, take, watch }) => {
		const ab = take(alice.call(bob.id, stream), ["close", "error"]);
		await t.event(ab, "willCloseOnRemote");
		watch();
		ab.once("close", act);
		ab.close();
	}),
};
