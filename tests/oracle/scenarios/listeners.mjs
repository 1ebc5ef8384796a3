// Every method of a connection and of a call from inside every listener of theirs: what
// it returns or throws, the events, what the object says of itself then, and what
// becomes of the other end.

/** A table of functions as text, for the page. */
const table = (functions) => `{ ${Object.entries(functions).map(([name, text]) => `${JSON.stringify(name)}: ${text}`)} }`;

const METHODS = {
	send: `({ it }) => it.send("from within")`,
	close: `({ it }) => it.close()`,
	"close, flush": `({ it }) => it.close({ flush: true })`,
	"send and close, flush": `({ it }) => (it.send("from within"), it.close({ flush: true }))`,
	"close, twice": `({ it }) => (it.close(), it.close())`,
	emitError: `({ it }) => it.emitError("negotiation-failed", "test: made up")`,
	handleMessage: `({ it }) => it.handleMessage({ type: "NONSENSE", payload: {} })`,
	getters: `({ it }) => [it.open, it.peer, it.type, it.reliable, it.serialization, it.bufferSize]`,
	emit: `({ it }) => it.emit("own", 1)`,
	"connect once more": `({ alice, it }) => alice.connect(it.peer).close()`,
	"removeAllListeners": `({ it }) => void it.removeAllListeners()`,
	"disconnect of its Peer": `({ alice }) => alice.disconnect()`,
	"destroy of its Peer": `({ alice }) => alice.destroy()`,
};

/** What the other end sees of a method where the connection was open; with "close" both ends are closed then. */
const SEEN = {
	send: ["data"],
	"send and close, flush": ["data", "close"],
	close: ["close"],
	"close, flush": ["close"],
	"close, twice": ["close"],
	"destroy of its Peer": ["close"],
};

/** How each listener of a connection comes to be called, and whether the connection is open then. */
const LISTENERS = {
	open: { cause: `() => {}` },
	data: { opened: true, cause: `({ ba }) => ba.send("cause")` },
	error: { opened: true, cause: `({ it }) => it.emitError("connection-closed", "test: the cause")` },
	"error, before it is open": { early: true, cause: `({ it }) => it.send("too early")` },
	iceStateChanged: { early: true, cause: `() => {}` },
	close: { opened: true, over: true, cause: `({ it }) => it.close()` },
	"close, by the other end": { opened: true, over: true, cause: `({ ba }) => ba.close()` },
};

const connections = Object.fromEntries(
	Object.entries(LISTENERS).map(([listener, { cause, opened = false, early = false, over = false }]) => [
		`a connection: ${listener}`,
		{
			run: `async (t) => {
				await t.scripted.configure({ relay: true });
				const bob = await t.openScripted("bob");
				const seen = ${JSON.stringify(early || over ? {} : SEEN)};
				const methods = Object.entries(${table(METHODS)});
				const EVENTS = ["open", "data", "close", "error"];
				await Promise.all(methods.map(async ([name, method], n) => {
					const lane = t.lane(name);
					const alice = await t.openScripted("alice-" + n);
					const arrives = t.event(bob, "connection", ({ peer }) => peer === alice.id);
					const it = alice.connect("bob", { reliable: true });
					const scene = { alice, it };
					let acted = false;
					const listen = () => it.once(${JSON.stringify(listener.split(",")[0])}, () => {
						lane.watch(it, "it", EVENTS);
						lane.attempt(name, () => method(scene));
						lane.log("then", it.open, it.provider === null, it.peerConnection === null, alice.open, alice.destroyed, alice._connections.size);
						// It may open yet, or not: that depends on how far it is.
						if (${early}) for (const event of EVENTS) it.removeAllListeners(event);
						acted = true;
					});
					const other = arrives.then((ba) => {
						scene.ba = ba;
						ba.on("data", (data) => lane.log("other data", data));
						return Promise.all([ba.open || t.event(ba, "open"), ...(seen[name] ?? []).map((event) => t.event(ba, event))]);
					});
					if (${opened}) {
						await t.event(it, "open");
						await t.until(() => scene.ba?.open, "the other end is open");
					}
					listen();
					(${cause})(scene);
					await t.until(() => acted, "the listener is called: " + name);
					if (${!early}) await other;
					if (seen[name]?.includes("close")) await t.until(() => !it.open, "closed: " + name);
					it.removeAllListeners();
					alice.destroy();
				}));
			}`,
		},
	]),
);

const CALL_METHODS = {
	"answer": `({ it, stream }) => it.answer(stream)`,
	"answer without a stream": `({ it }) => it.answer()`,
	"answer twice": `({ it, stream }) => (it.answer(stream), it.answer(stream))`,
	addStream: `({ it, stream }) => it.addStream(stream)`,
	close: `({ it }) => it.close()`,
	"close, twice": `({ it }) => (it.close(), it.close())`,
	emitError: `({ it }) => it.emitError("negotiation-failed", "test: made up")`,
	handleMessage: `({ it }) => it.handleMessage({ type: "NONSENSE", payload: {} })`,
	getters: `({ it }) => [it.open, it.peer, it.type, it.metadata, it.label, it.localStream]`,
	emit: `({ it }) => it.emit("own", 1)`,
	"disconnect of its Peer": `({ peer }) => peer.disconnect()`,
	"destroy of its Peer": `({ peer }) => peer.destroy()`,
};

const CALL_EVENTS = ["stream", "willCloseOnRemote", "close", "error"];

/** In the page: what the scenarios of calls share. */
const page = (run) => async (t) => {
	await t.scripted.configure({ relay: true });
	// Never painted: see orders.mjs. In Firefox it would be of another class, by name.
	const stream = new MediaStream(document.createElement("canvas").captureStream());
	let count = 0;

	/** Two Peers of their own for each call. */
	async function peers() {
		const n = count++;
		const [alice, bob] = await Promise.all([`alice-${n}`, `bob-${n}`].map((id) => t.openScripted(id)));
		return { alice, bob, stream };
	}

	/** A call that rings, at either end. */
	async function ring(end) {
		const scene = await peers();
		const arrives = t.event(scene.bob, "call");
		scene.ab = scene.alice.call(scene.bob.id, stream);
		scene.ba = await arrives;
		return { ...scene, it: scene[end], peer: end === "ab" ? scene.alice : scene.bob };
	}

	/** One that is answered and connected, at either end. */
	async function talk(end) {
		const scene = await ring(end);
		const { ab, ba } = scene;
		const ready = Promise.all([ab, ba].flatMap((end) => [t.event(end, "stream"), t.event(end, "willCloseOnRemote")]));
		ba.answer(stream);
		await ready;
		return scene;
	}

	const state = ({ peer, it }) => [it.open, it.provider === null, !it.peerConnection, it.localStream, peer.open, peer.destroyed, peer._connections.size];
	const end = ({ alice, bob, it }) => {
		it.removeAllListeners();
		alice.destroy();
		bob?.destroy();
	};

	await run({ t, peers, ring, talk, stream, state, end });
};

const inPage = (run) => `(t) => (${page})(${run})(t)`;

/** How a call gets into a state. */
const CALL_STATES = {
	"ringing": `({ ring }) => ring("ba")`,
	"not yet answered": `({ ring }) => ring("ab")`,
	"to nobody": `async ({ peers, stream }) => { const scene = await peers(); return { ...scene, peer: scene.alice, it: scene.alice.call("nobody", stream) }; }`,
	"just answered": `async ({ ring, stream }) => { const scene = await ring("ba"); scene.it.answer(stream); return scene; }`,
	"connected, at the caller": `({ talk }) => talk("ab")`,
	"connected, at the callee": `({ talk }) => talk("ba")`,
	"rejected": `async ({ ring }) => { const scene = await ring("ba"); scene.it.close(); return scene; }`,
	"given up by the caller": `async ({ ring }) => { const scene = await ring("ab"); scene.it.close(); return scene; }`,
	"over": `async ({ talk }) => { const scene = await talk("ab"); scene.it.close(); return scene; }`,
	"over, its Peer destroyed": `async ({ talk }) => { const scene = await talk("ab"); scene.peer.destroy(); return scene; }`,
	"ringing when its Peer is destroyed": `async ({ ring }) => { const scene = await ring("ba"); scene.peer.destroy(); return scene; }`,
};

/** What PeerJS does with an answer to a call that is closed; `more` is what a line says besides. */
const ANSWERED_TOO_LATE = (more) =>
	["answer", "answer without a stream", "answer twice"].map((name) => ({
		why: "a call that is closed is answered no more; PeerJS throws, and keeps the stream",
		peerjs: [`${name} throws TypeError`, `${name} false true true ${name === "answer without a stream" ? "undefined" : "[object MediaStream]"}${more}`],
		ours: [`${name} returns undefined`, `${name} false true true null${more}`],
	}));

const calls = Object.fromEntries(
	Object.entries(CALL_STATES).map(([state, make]) => [
		`a call that is ${state}`,
		{
			run: inPage(`async (page) => {
				const { t, state, end } = page;
				for (const [name, method] of Object.entries(${table(CALL_METHODS)})) {
					const scene = await (${make})(page);
					t.watch(scene.it, name, ${JSON.stringify(CALL_EVENTS)});
					t.attempt(name, () => method(scene));
					t.log(name, ...state(scene));
					end(scene);
				}
			}`),
			differences: {
				"rejected": ANSWERED_TOO_LATE(" true false 1"),
				"given up by the caller": ANSWERED_TOO_LATE(" true false 1"),
				"over": ANSWERED_TOO_LATE(" true false 1"),
				"over, its Peer destroyed": ANSWERED_TOO_LATE(" false true 0"),
				"ringing when its Peer is destroyed": ANSWERED_TOO_LATE(" false true 0"),
			}[state],
		},
	]),
);

/** How each listener of a call, of either end, comes to be called; it is given to `listen`. */
const CALL_LISTENERS = {
	"call": `async ({ t, peers, stream, listen }) => {
		const scene = await peers();
		scene.bob.once("call", (it) => listen({ ...scene, it, peer: scene.bob }));
		scene.alice.call(scene.bob.id, stream);
	}`,
	"error, while it rings": `async ({ ring, listen }) => {
		const scene = await ring("ba");
		scene.it.once("error", () => listen(scene));
		scene.it.emitError("connection-closed", "test: the cause");
	}`,
	"error": `async ({ talk, listen }) => {
		const scene = await talk("ab");
		scene.it.once("error", () => listen(scene));
		scene.it.emitError("connection-closed", "test: the cause");
	}`,
	"close": `async ({ talk, listen }) => {
		const scene = await talk("ab");
		scene.it.once("close", () => listen(scene));
		scene.it.close();
	}`,
	"close, by the other end": `async ({ talk, listen }) => {
		const scene = await talk("ba");
		scene.it.once("close", () => listen(scene));
		scene.ab.close();
	}`,
	...Object.fromEntries(
		["stream", "willCloseOnRemote", "iceStateChanged"].flatMap((event) =>
			Object.entries({ caller: "ab", callee: "ba" }).map(([who, end]) => [
				`${event}, at the ${who}`,
				`async ({ ring, stream, listen }) => {
					const scene = await ring("${end}");
					scene.it.on("${event}", function listener(value) {
						// When ICE begins to check, the caller may have its answer or not.
						if (value === "checking") return;
						scene.it.off("${event}", listener);
						listen(scene);
					});
					scene.ba.answer(stream);
				}`,
			]),
		),
	),
};

const inCallListeners = Object.fromEntries(
	Object.entries(CALL_LISTENERS).map(([listener, make]) => [
		`a call: ${listener}`,
		{
			run: inPage(`async (page) => {
				const { t, state, end } = page;
				for (const [name, method] of Object.entries(${table(CALL_METHODS)})) {
					let scene;
					const listen = (given) => {
						const events = ${JSON.stringify(CALL_EVENTS)};
						t.watch(given.it, name, events);
						t.attempt(name, () => method(given));
						t.log(name, ...state(given));
						// What comes next, the stream or the channel, is up to the browser.
						for (const event of events) given.it.removeAllListeners(event);
						scene = given;
					};
					await (${make})({ ...page, listen });
					await t.until(() => scene, "the listener is called: " + name);
					end(scene);
				}
			}`),
			differences: listener.startsWith("close") ? ANSWERED_TOO_LATE(" true false 1") : undefined,
		},
	]),
);

export default { ...connections, ...calls, ...inCallListeners };
