// Every form of `new Peer(…)`, and what ends up in `peer.options`.

/** In the page: builds Peers from forms, logs each with the addresses it goes to. */
const forms = `async function forms(t, list) {
	for (const [label, make] of list) {
		const before = t.wire.length;
		let peer;
		try {
			peer = make();
		} catch (error) {
			t.log(label + " throws", error);
			continue;
		}
		t.log(label, peer.id, peer.open, peer.disconnected, peer.destroyed);
		// Without a network the cloud server answers nothing; the address is what counts.
		await t.until(() => t.wire.length > before || peer.destroyed, label);
		const { kind, url } = t.wire[before] ?? { kind: "nothing" };
		t.lines.push("    " + kind + " " + url);
		peer.destroy();
		await t.turn();
	}
}`;

/** A scenario that may call the helper above. */
const withForms = (run) => `async (t) => { ${forms}; return (${run})(t, forms); }`;

const NO_URL = "an address that is no URL is a server-error whoever gave the id; PeerJS throws out of the constructor where the application did";

export default {
	"without options": {
		run: withForms(async (t, forms) => {
			const { Peer } = t;
			await forms(t, [
				["()", () => new Peer()],
				["(undefined)", () => new Peer(undefined)],
				["(null)", () => new Peer(null)],
				["('')", () => new Peer("")],
				["(0)", () => new Peer(0)],
				["(false)", () => new Peer(false)],
				["({})", () => new Peer({})],
				["(undefined, undefined)", () => new Peer(undefined, undefined)],
				["(null, null)", () => new Peer(null, null)],
				["('my-id')", () => new Peer("my-id")],
				["(12345)", () => new Peer(12345)],
				["(new String)", () => new Peer(new String("boxed"))],
				["({toString})", () => new Peer(new (class { toString() { return "from-class"; } })())],
				["('my-id', null)", () => new Peer("my-id", null)],
			]);
		}),
	},

	"with options": {
		run: withForms(async (t, forms) => {
			const { Peer } = t;
			const options = { host: "127.0.0.1", port: t.closedPort };
			await forms(t, [
				["(options)", () => new Peer(options)],
				["(undefined, options)", () => new Peer(undefined, options)],
				["(null, options)", () => new Peer(null, options)],
				["('', options)", () => new Peer("", options)],
				["(id, options)", () => new Peer("my-id", options)],
				["(number, options)", () => new Peer(42, options)],
				["({}, options)", () => new Peer({}, options)],
				["(options, options)", () => new Peer({ ...options, key: "first" }, { ...options, key: "second" })],
			]);
			t.log("the caller's object is left alone", Object.keys(options));
		}),
	},

	"host, port, path, secure": {
		run: withForms(async (t, forms) => {
			const { Peer } = t;
			const local = { host: "127.0.0.1", port: t.closedPort };
			const paths = ["/", "", "x", "/x", "x/", "/x/", "/a/b", "a b", "//"];
			await forms(t, [
				["host /", () => new Peer("id", { host: "/", port: t.closedPort })],
				...paths.map((path) => [`path ${JSON.stringify(path)} with id`, () => new Peer("id", { ...local, path })]),
				...paths.map((path) => [`path ${JSON.stringify(path)} without id`, () => new Peer({ ...local, path })]),
				["secure", () => new Peer("id", { ...local, secure: true })],
				["secure without id", () => new Peer({ ...local, secure: true })],
				["secure false", () => new Peer("id", { ...local, secure: false })],
				["cloud host, secure false", () => new Peer("id", { secure: false })],
				["port as string", () => new Peer("id", { ...local, port: String(t.closedPort) })],
				["key", () => new Peer("id", { ...local, key: "abc" })],
				["key without id", () => new Peer({ ...local, key: "abc" })],
				["token", () => new Peer("id", { ...local, token: "my.own" })],
			]);
		}),
		differences: [
			{
				why: NO_URL,
				peerjs: ['path "" with id throws SyntaxError'],
				ours: ['path "" with id "id" false false false', "    nothing undefined"],
			},
		],
	},

	"options: defaults": {
		run: async (t) => {
			const { options } = new t.Peer("id");
			t.log("keys", Object.keys(options));
			t.logEach("options", options, Object.keys(options).filter((key) => key !== "token"));
			t.log("token", typeof options.token, options.token.length > 8, /^[A-Za-z0-9]+$/.test(options.token));
			t.log("config is util.defaultConfig", options.config === t.util.defaultConfig);
			t.log("another token each time", new t.Peer("id").options.token !== options.token);
		},
	},

	"options: given": {
		run: async (t) => {
			const config = { iceServers: [] };
			const given = { host: "127.0.0.1", port: t.closedPort, path: "x", key: "k", token: "tok", debug: 0, config, pingInterval: 10, referrerPolicy: "origin", secure: false, own: "kept" };
			const { options } = new t.Peer("id", given);
			t.logEach("options", options, Object.keys(options).filter((key) => key !== "port"));
			t.log("a copy", options !== given, given.path);
			t.log("the same config", options.config === config);
		},
	},

	"options: explicit undefined": {
		run: async (t) => {
			for (const key of ["debug", "path", "key", "token", "config", "secure", "referrerPolicy", "serializers", "pingInterval"]) {
				t.attempt(key, () => {
					const peer = new t.Peer("id", { host: "127.0.0.1", port: t.closedPort, [key]: undefined });
					const { [key]: value } = peer.options;
					peer.destroy();
					return value;
				});
			}
		},
		differences: [{ why: NO_URL, peerjs: ["path throws SyntaxError"], ours: ["path returns undefined"] }],
	},

	"subclass": {
		run: async (t) => {
			class Named extends t.Peer {
				field = "set after super()";
				constructor(id, options) {
					super(id, options);
					this.mine = true;
				}
				get shout() {
					return this.id.toUpperCase();
				}
			}
			const peer = new Named(t.id("alice"), t.options());
			t.log("instanceof", peer instanceof t.Peer, peer instanceof Named, peer.field, peer.mine);
			t.watch(peer, "alice");
			await t.event(peer, "open");
			t.log("getter", peer.shout.startsWith("ALICE"));
			peer.destroy();
			t.log("destroyed", peer.destroyed);
		},
	},

	"without new": {
		run: async (t) => {
			t.attempt("Peer()", () => t.Peer("id"));
		},
	},

	"getters have no setters": {
		run: async (t) => {
			const peer = await t.openPeer("alice");
			for (const key of ["id", "options", "open", "socket", "connections", "destroyed", "disconnected"]) {
				const own = Object.getOwnPropertyDescriptor(peer, key);
				const inherited = Object.getOwnPropertyDescriptor(t.Peer.prototype, key);
				t.log(key, own !== undefined, typeof inherited?.get, typeof inherited?.set);
			}
			t.attempt("strict assignment", () => {
				"use strict";
				peer.id = "other";
			});
			t.log("fields", ["_id", "_lastServerId", "_open", "_disconnected", "_destroyed", "_options"].map((key) => [key, Object.hasOwn(peer, key)]));
			t.log("maps", peer._connections instanceof Map, peer._serializers && Object.keys(peer._serializers));
			const methods = ["connect", "call", "disconnect", "reconnect", "destroy", "listAllPeers", "getConnection", "emitError", "_removeConnection", "_getMessages"];
			t.log("methods", methods.map((name) => [name, typeof peer[name]]));
		},
	},
};
