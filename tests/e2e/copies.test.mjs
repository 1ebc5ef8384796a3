// A page that has the library twice, and PeerJS beside it: each has its own classes
// and its own state, and all of them talk to each other.

import { describeInPage } from "./page-tests.mjs";

const COPY = "/e2e/copy.js";
const SCRIPTS = [COPY, "/lib/ours/peerjs.min.js", COPY, "/lib/peerjs/peerjs.min.js", COPY];

const TESTS = {
	"ours, ours again and PeerJS": {
		run: async (t) => {
			const names = ["first", "second", "PeerJS"];
			t.log("classes", new Set(copies.map(({ Peer }) => Peer)).size);
			for (const [i, from] of names.entries()) {
				for (const [j, to] of names.entries()) {
					const open = async (copy, name) => {
						const peer = new copies[copy].Peer(t.id(`${name}${i}${j}`), t.options());
						await t.event(peer, "open");
						return peer;
					};
					const [alice, bob] = await Promise.all([open(i, "alice"), open(j, "bob")]);
					const { ab, ba } = await t.link(alice, bob, { reliable: true });
					const size = t.event(ba, "data");
					ab.send(new Uint8Array(100_000));
					const back = t.event(ab, "data");
					ba.send({ and: "back" });
					t.log(`${from} to ${to}`, (await size).byteLength, await back);
					alice.destroy();
					bob.destroy();
				}
			}
		},
		trace: [
			"classes 3",
			...["first", "second", "PeerJS"].flatMap((from) => ["first", "second", "PeerJS"].map((to) => `${from} to ${to} 100000 {and: "back"}`)),
		],
	},

	"a trap in one leaves the other alone": {
		run: async (t) => {
			const [first, second] = await Promise.all([0, 1].map(async (copy) => {
				const peer = new copies[copy].Peer(t.id(`alice${copy}`), t.options());
				await t.event(peer, "open");
				return peer;
			}));
			t.log("trapped", poison.trapped(() => first.reconnect()) instanceof WebAssembly.RuntimeError);
			const { ab } = await t.link(second, first);
			t.log("open", ab.open);
			for (const peer of [first, second]) peer.destroy();
		},
		trace: ["trapped true", "open true"],
	},

	"packing while the other packs": {
		run: async (t) => {
			const [first, second] = copies.map(({ util }) => util);
			const value = { get inner() { return first.unpack(second.pack([1, "two"])); } };
			t.log("value", second.unpack(first.pack(value)));
		},
		trace: ['value {inner: [1, "two"]}'],
	},
};

describeInPage("copies", TESTS, { scripts: ["/e2e/poison.js", ...SCRIPTS] });
