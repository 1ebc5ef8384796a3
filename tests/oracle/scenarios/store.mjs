// Where applications keep the objects: behind a Proxy, spread, in a reactive store.

/**
 * In the page: a deep reactive store as Vue's. Objects, Arrays and Maps are seen
 * through Proxies, however deep; the browser's own objects as they are.
 */
const store = `
const RAW = Symbol("raw");
const proxies = new WeakMap();
const raw = (value) => value?.[RAW] ?? value;
const isObservable = (value) => typeof value === "object" && value !== null && ["Object", "Array", "Map"].includes(Object.prototype.toString.call(value).slice(8, -1));
const reactive = (target) => {
	if (!isObservable(target) || target[RAW]) return target;
	if (!proxies.has(target)) proxies.set(target, new Proxy(target, target instanceof Map ? ofMaps : ofObjects));
	return proxies.get(target);
};
const ofObjects = {
	get(target, key, receiver) {
		if (key === RAW) return target;
		if (Array.isArray(target) && key === "indexOf") return (item) => target.indexOf(raw(item));
		return reactive(Reflect.get(target, key, receiver));
	},
	set: (target, key, value, receiver) => Reflect.set(target, key, raw(value), receiver),
};
const ofMaps = {
	get(target, key) {
		if (key === RAW) return target;
		const value = Reflect.get(target, key, target);
		return typeof value === "function" ? (...args) => reactive(value.apply(target, args.map(raw))) : value;
	},
};`;

const withStore = (run) => `async (t) => { ${store} return (${run})(t, reactive); }`;

export default {
	"a connection behind a Proxy": {
		run: async (t) => {
			const { alice, ab, ba } = await t.pair({ reliable: true });
			const proxy = new Proxy(ab, {});
			t.log("fields", proxy.open, proxy.peer === t.id("bob"), proxy.type, proxy.label === ab.label, proxy.bufferSize, proxy.dataChannel === ab.dataChannel);
			t.log("on", proxy.on("data", (data) => t.log("data", data)) === proxy, proxy.listenerCount("data"));
			t.watch(ba, "ba", ["data"]);
			await t.roundTrip(proxy, ba);
			proxy.send({ object: [1, 2] });
			proxy.send(new Uint8Array(100_000));
			await proxy.send(new Blob(["blob"]));
			await t.roundTrip(proxy, ba);
			const closed = t.event(ba, "close");
			proxy.on("close", () => t.log("close", proxy.open, ab.open));
			t.attempt("close", () => proxy.close());
			await closed;
			// The Peer knows the connection itself only.
			t.log("connections", alice.connections);
		},
	},

	"a connection, spread": {
		run: async (t) => {
			const { ab } = await t.pair({ label: "label", metadata: { a: 1 }, reliable: true });
			const copy = { ...ab };
			t.logEach("copy", copy, ["label", "metadata", "reliable", "serialization", "open", "type", "bufferSize", "_open"]);
			t.log("references", copy.peerConnection === ab.peerConnection, copy.dataChannel === ab.dataChannel, copy.provider === ab.provider, copy.options === ab.options);
			t.log("id", copy.connectionId === ab.connectionId, copy.peer === ab.peer);
			t.log("keys", Object.keys(ab).filter((key) => !/^[_$]/.test(key) && key !== "chunker"));
			t.log("assigned", Object.assign({}, ab).label, "send" in copy);
		},
	},

	"a connection in a reactive store": {
		run: withStore(async (t, reactive) => {
			const state = reactive({ connections: [] });
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			for (const serialization of ["binary", "json", "raw"]) {
				const { ab, ba } = await t.link(alice, bob, { serialization, reliable: true });
				state.connections = [ab];
				const [seen] = state.connections;
				t.log("a Proxy", seen !== ab, seen.open, seen.peerConnection === ab.peerConnection);
				seen.on("data", (data) => t.log("data", data));
				t.watch(ba, "ba", ["data", "error"]);
				await t.roundTrip(seen, ba);
				if (serialization === "binary") {
					t.attempt("large", () => seen.send({ bytes: new Uint8Array(300_000), list: [1, 2, 3] }));
					await t.attempt("Blob", () => seen.send([new Blob(["blob"])]));
				}
				await t.roundTrip(seen, ba);
				const closed = t.event(ba, "close");
				t.attempt("close", () => seen.close());
				await closed;
				t.log("state", seen.open, ab.open, alice.connections);
			}
		}),
	},

	"a Peer in a reactive store": {
		run: withStore(async (t, reactive) => {
			const state = reactive({ peer: null });
			state.peer = t.peer("alice");
			const { peer } = state;
			const bob = await t.openPeer("bob");
			t.watch(peer, "alice");
			if (!peer.open) await t.event(peer, "open");
			const { ab, ba } = await t.link(peer, bob, { reliable: true });
			t.log("connection", ab.provider === peer, peer.connections[bob.id].length, peer.getConnection(bob.id, ab.connectionId) === ab);
			await t.roundTrip(ab, ba);
			const arrives = t.event(peer, "connection");
			bob.connect(peer.id);
			const incoming = await arrives;
			await t.event(incoming, "open");
			t.attempt("disconnect", () => peer.disconnect());
			t.attempt("destroy", () => peer.destroy());
			t.log("state", peer.destroyed, ab.open, incoming.open, peer.connections);
		}),
		differences: [
			{
				why: "all connections are closed; PeerJS removes from the list that it walks, and skips every second",
				peerjs: ["state true false true {}"],
				ours: ["state true false false {}"],
			},
		],
	},
};
