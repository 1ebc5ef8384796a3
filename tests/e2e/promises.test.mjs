// `ready` and `sendAsync`, which are ours alone, in every state of a connection and
// inside every listener of one: each promise settles, and as types.d.ts says.

import { describeInPage } from "./page-tests.mjs";

const METHODS = `{
	"ready": (it) => it.ready(),
	"sendAsync": (it) => it.sendAsync("text"),
	"sendAsync, large": (it) => it.sendAsync(new Uint8Array(1_500_000)),
	"sendAsync of what cannot be sent": (it) => it.sendAsync(() => {}),
	"sendAsync, aborted before": (it) => it.sendAsync("text", { signal: AbortSignal.abort("mine") }),
	"sendAsync, aborted behind": (it) => {
		const aborter = new AbortController();
		const sent = it.sendAsync(new Uint8Array(1_500_000), { signal: aborter.signal });
		aborter.abort("mine");
		return sent;
	},
}`;

/** Runs an `action` with each method on a connection of its own, and logs what becomes of the promise. */
const each = (action) => `async (t) => {
	await t.scripted.configure({ relay: true });
	const bob = await t.openScripted("bob");
	await Promise.all(Object.entries(${METHODS}).map(async ([name, method], n) => {
		const lane = t.lane(name);
		const alice = await t.openScripted("alice-" + n);
		const scene = { t, alice, bob, lane };
		scene.act = (it) => {
			it.on("error", ({ type }) => lane.log("error", type));
			const settles = (...what) => {
				lane.log(...what);
				scene.settled = true;
			};
			method(it).then((value) => settles("resolves", value), (reason) => settles("rejects", reason?.type ?? reason));
		};
		scene.connect = () => scene.it = alice.connect("bob", { reliable: true });
		scene.link = async () => {
			const arrives = t.event(bob, "connection", ({ peer }) => peer === alice.id);
			await t.event(scene.connect(), "open");
			scene.ba = await arrives;
			if (!scene.ba.open) await t.event(scene.ba, "open");
			return scene.it;
		};
		await (${action})(scene);
		await t.until(() => scene.settled, "the method is called and its promise settles: " + name);
		alice.destroy();
	}));
}`;

const lines = (outcomes) => Object.entries(outcomes).flatMap(([name, all]) => all.map((line) => `${name}| ${line}`));

/** Where the connection is open. */
const OPEN = lines({
	"ready": ["resolves undefined"],
	"sendAsync": ["resolves undefined"],
	"sendAsync, large": ["resolves undefined"],
	"sendAsync of what cannot be sent": ["rejects TypeError"],
	"sendAsync, aborted before": ['rejects "mine"'],
	"sendAsync, aborted behind": ['rejects "mine"'],
});

/** Where it is not, and `ready` ends as given. */
const NOT_OPEN = (ready) =>
	lines({
		"ready": [ready],
		"sendAsync": ['rejects "not-open-yet"'],
		"sendAsync, large": ['rejects "not-open-yet"'],
		"sendAsync of what cannot be sent": ['rejects "not-open-yet"'],
		"sendAsync, aborted before": ['rejects "mine"'],
		"sendAsync, aborted behind": ['rejects "not-open-yet"'],
	});

const CLOSED = NOT_OPEN('rejects "connection-closed"');

const TESTS = {
	"waiting for an answer, which comes": { run: each(`({ connect, act }) => act(connect())`), trace: NOT_OPEN("resolves undefined") },

	"waiting for an answer, and closed": {
		run: each(`({ connect, act }) => {
			const connection = connect();
			act(connection);
			connection.close();
		}`),
		trace: CLOSED,
	},

	"waiting for an answer, and its Peer destroyed": {
		run: each(`({ connect, act, alice }) => {
			act(connect());
			alice.destroy();
		}`),
		trace: CLOSED,
	},

	"waiting for an answer of nobody": {
		run: each(`async ({ t, alice, act }) => {
			const it = alice.connect("nobody");
			await t.until(() => it.peerConnection.signalingState === "have-local-offer", "the offer");
			act(it);
			alice.socket.emit("message", { type: "EXPIRE", src: "nobody" });
		}`),
		trace: CLOSED.flatMap((line) => [`${line.split("|")[0]}| error "peer-unavailable"`, line]),
	},

	"incoming": { run: each(`async ({ t, alice, bob, connect, act }) => {
		bob.on("connection", (it) => it.peer === alice.id && act(it));
		connect();
	}`), trace: NOT_OPEN("resolves undefined") },

	"open": { run: each(`async ({ link, act }) => act(await link())`), trace: OPEN },

	"open, its Peer disconnected": { run: each(`async ({ link, act, alice }) => {
		const it = await link();
		alice.disconnect();
		act(it);
	}`), trace: OPEN },

	"closing when all is sent": { run: each(`async ({ link, act }) => {
		const it = await link();
		it.close({ flush: true });
		act(it);
	}`), trace: CLOSED },

	"closed": { run: each(`async ({ link, act }) => {
		const it = await link();
		it.close();
		act(it);
	}`), trace: CLOSED },

	"closed by the other end": { run: each(`async (scene) => {
		const it = await scene.link();
		const closes = scene.t.event(it, "close");
		scene.ba.close();
		await closes;
		scene.act(it);
	}`), trace: CLOSED },

	"its Peer destroyed": { run: each(`async ({ link, act, alice }) => {
		const it = await link();
		alice.destroy();
		act(it);
	}`), trace: CLOSED },

	...Object.fromEntries(
		Object.entries({
			"open": { trace: OPEN, run: `({ connect, act }) => connect().once("open", function () { act(this); })` },
			"data": { trace: OPEN, run: `async (scene) => { (await scene.link()).once("data", () => scene.act(scene.it)); scene.ba.send("cause"); }` },
			"drain": { trace: OPEN, run: `async ({ link, act }) => { const it = await link(); it.once("drain", () => act(it)); it.send(new Uint8Array(4 << 20)); }` },
			"progress": { trace: OPEN, run: `async ({ link, act }) => { const it = await link(); it.once("progress", () => act(it)); it.send(new Uint8Array(4 << 20)); }` },
			"error": { trace: OPEN, run: `async ({ link, act }) => { const it = await link(); it.once("error", () => act(it)); it.emitError("send-failed", "test: made up"); }` },
			"error, before it is open": { trace: NOT_OPEN("resolves undefined"), run: `({ connect, act }) => { const it = connect(); it.once("error", () => act(it)); it.send("too early"); }` },
			"iceStateChanged": { trace: NOT_OPEN("resolves undefined"), run: `({ connect, act }) => connect().once("iceStateChanged", function () { act(this); })` },
			"close": { trace: CLOSED, run: `async ({ link, act }) => { const it = await link(); it.once("close", () => act(it)); it.close(); }` },
			"close, by the other end": { trace: CLOSED, run: `async (scene) => { (await scene.link()).once("close", () => scene.act(scene.it)); scene.ba.close(); }` },
		}).map(([listener, { trace, run }]) => [`in "${listener}"`, { trace, run: each(run) }]),
	),
};

describeInPage("promises", TESTS);
