// Arguments and options of the wrong type: what is returned or thrown, and that two new
// Peers work afterwards. tests/e2e/wrong.test.mjs runs these too.

/** In the page: values of every type, by name; anew each time. */
export const WRONG = `() => {
	const values = [undefined, null, true, 0, -1, NaN, "", "text", {}, [], () => {}, new Date(0), new Uint8Array(3)];
	const throws = () => {
		throw new Error("test: from within");
	};
	const { proxy, revoke } = Proxy.revocable({}, {});
	revoke();
	return [
		...values.map((value) => [t.describe(value), value]),
		["a symbol", Symbol("test")],
		["a BigInt", 1n],
		["a revoked Proxy", proxy],
		["a getter that throws", Object.defineProperty({}, "own", { get: throws, enumerable: true })],
		["a Proxy that throws", new Proxy({}, { get: throws, has: throws, ownKeys: throws })],
		["no text", { toString: throws, valueOf: throws, toJSON: throws, [Symbol.iterator]: throws }],
		["no prototype", Object.create(null)],
	];
}`;

/** Calls `action(value, scene)` with each value; `prepare(t)` makes the scene once. */
const wrong = (what, action, { prepare = `async (t) => ({ alice: await t.openScripted("alice") })`, differences } = {}) => [
	`${what} of every type`,
	{
		run: `async (t) => {
			const scene = await (${prepare})(t);
			for (const [name, value] of (${WRONG})()) t.attempt(name, () => (${action})(value, scene, t));
			for (const it of [scene.alice, scene.ab, scene.ba]) if (it) t.log("open", it.open, it.destroyed);
			// What the loop has set off is the browser's to time.
			const { lines } = t;
			t.lines = [];
			await t.scripted.configure({ relay: true });
			const [carol, dave] = await Promise.all(["carol", "dave"].map((id) => t.openScripted(id, { debug: 0 })));
			const { ab, ba } = await t.link(carol, dave, { reliable: true });
			await t.roundTrip(ab, ba);
			t.late = t.lines;
			t.lines = [...lines, "two new Peers work"];
		}`,
		differences,
	},
];

const pair = `(t) => t.pair({ reliable: true })`;
const call = `async (t) => {
	await t.scripted.configure({ relay: true });
	const stream = new MediaStream(document.createElement("canvas").captureStream());
	const [alice, bob] = await Promise.all([t.openScripted("alice"), t.openScripted("bob")]);
	const arrives = t.event(bob, "call");
	const ab = alice.call("bob", stream);
	return { alice, bob, ab, ba: await arrives, stream };
}`;

const PEER_OPTIONS = ["host", "port", "path", "key", "token", "config", "secure", "debug", "logFunction", "referrerPolicy", "pingInterval", "serializers", "maxReceiveBytes", "maxReceiveTransfers", "maxPendingOffers", "serverTimeout"];

/** What each value throws where PeerJS looks into it. */
const THROWN = {
	"undefined": "TypeError",
	"null": "TypeError",
	"a symbol": "TypeError",
	"a revoked Proxy": "TypeError",
	"a Proxy that throws": 'Error "test: from within"',
	"no text": 'Error "test: from within"',
	"no prototype": "TypeError",
};

/** Where PeerJS throws for these values and ours does not: `lines` are those of ours. */
const taken = (why, names, lines = (name) => [`${name} returns undefined`]) =>
	names.map((name) => ({ why, peerjs: [`${name} throws ${THROWN[name] ?? "SyntaxError"}`], ours: lines(name) }));

const NO_TEXT = ["a symbol", "a revoked Proxy", "a Proxy that throws", "no text", "no prototype"];
const NO_FIELDS = ["a revoked Proxy", "a Proxy that throws"];
const NO_MESSAGE = "what cannot be read is as if it were not there";
const made = (name) => ["connect returns undefined", `${name} returns [true, false]`];
const noUrl = (names) =>
	names.map((name) => ({
		why: "an address that is no URL is a server-error whoever gave the id; PeerJS throws out of the constructor where the application did",
		peerjs: [`${name} throws SyntaxError`],
		ours: made(name),
	}));

const differences = {
	"an id to connect to": taken("what has no text is left out of the log; PeerJS logs it without asking", NO_TEXT),
	"the option host": noUrl(['""', "{}", "[]", "function", "Date 0", "a getter that throws"]),
	"the option port": noUrl(["undefined", "null", "true", "-1", "NaN", '"text"', "{}", "function", "Date 0", "Uint8Array[3] 00 00 00", "a getter that throws"]),
	"the option path": noUrl(["undefined", "null", "0", "NaN", '""']),
	"the option token": taken("a token that is no text is a server-error, as an address that is no URL is", NO_TEXT, made),
	"the option debug": NO_TEXT.map((name) => ({
		why: "PeerJS logs as it connects, which a level that is no number ends; with ours only what warns does",
		peerjs: [`connect throws ${THROWN[name]}`, `${name} throws ${THROWN[name]}`],
		ours: ["connect returns undefined", `${name} throws ${THROWN[name]}`],
	})),
	"a message to handle, of a call": taken(NO_MESSAGE, ["undefined", "null", ...NO_FIELDS]),
	"a payload of a message to handle, of a call": taken(NO_MESSAGE, ["undefined", "null", ...NO_FIELDS]),
	"options of close": taken(NO_MESSAGE, NO_FIELDS),
};

const tables = [
	["an id to connect to", `(value, { alice }) => void alice.connect(value)`],
	["options of connect", `(value, { alice }) => void alice.connect("bob", value)`],
	["a stream", `(value, { alice }) => void alice.call("bob", value)`],
	["a callback of listAllPeers", `(value, { alice }) => void alice.listAllPeers(value)`],
	["arguments of getConnection", `(value, { alice }) => alice.getConnection(value, value)`],
	["a name of an event", `(value, { alice }) => alice.emit(value, value)`],
	["a message to the server", `(value, { alice }) => alice.socket.send(value)`],
	["an id", `(value, scene, t) => { const peer = new t.Peer(value, t.scripted.options()); const { id } = peer; peer.destroy(); return id; }`],
	["options of a Peer", `(value, scene, t) => void new t.Peer("alice", value).destroy()`],
	...PEER_OPTIONS.map((option) => [
		`the option ${option}`,
		`(value, scene, t) => {
			const peer = new t.Peer("alice", t.scripted.options({ ${option}: value }));
			t.attempt("connect", () => void peer.connect("bob"));
			peer.destroy();
			return [peer.destroyed, peer.open];
		}`,
	]),
	["arguments of emitError", `(value, { alice }) => alice.emitError(value, value)`],
	...["label", "metadata", "serialization", "reliable", "sdpTransform", "constraints"].map((option) => [`the option ${option} of connect`, `(value, { alice }) => void alice.connect("bob", { ${option}: value })`]),
	["options of call", `(value, { alice, stream }) => void alice.call("bob", stream, value)`, call],
	...["metadata", "sdpTransform", "constraints"].map((option) => [`the option ${option} of call`, `(value, { alice, stream }) => void alice.call("bob", stream, { ${option}: value })`, call]),
	["a stream to answer with", `async (value, { ba }) => ba.answer(value)`, call],
	["a message to handle, of a call", `(value, { ab }) => ab.handleMessage(value)`, call],
	["a payload of a message to handle, of a call", `(value, { ab }) => ab.handleMessage({ type: "CANDIDATE", payload: value })`, call],
	["a stream to add", `(value, { ab }) => ab.addStream(value)`, call],
	["an argument of close, of a call", `(value, { ab }) => ab.close(value)`, call],
	// A promise, which rejects for what is no message; compared is what is thrown.
	["a message to handle", `(value, { ab }) => void ab.handleMessage(value)?.catch(() => {})`, pair],
	["options of close", `(value, { ab }) => ab.close(value)`, pair],
].map(([what, action, prepare]) => wrong(what, action, { prepare, differences: differences[what] }));

export default Object.fromEntries(tables);
