// A Peer is on its way to the server before the wasm module is compiled.

import { describeInPage } from "./page-tests.mjs";

const TESTS = {
	"the WebSocket is opened before there is a module": {
		run: async (t) => {
			const peer = t.peer("alice");
			t.log("made", ...order.seen);
			await t.event(peer, "open");
			t.log("open", ...order.seen);
		},
		trace: ['made "socket"', 'open "socket" "module"'],
	},

	"an id is asked for before there is a module": {
		run: async (t) => {
			const peer = new t.Peer(t.options());
			t.log("made", ...order.seen);
			await t.event(peer, "open");
			t.log("open", order.seen.length, order.seen[0]);
		},
		trace: ['made "fetch"', 'open 3 "fetch"'],
	},

	"what needs the module at once has it": {
		run: async (t) => {
			const bob = t.peer("bob");
			const alice = t.peer("alice");
			const early = alice.connect(bob.id);
			t.log("connected", ...order.seen);
			t.log("is there", !!early.peerConnection, alice.connections[bob.id].length);
			await t.event(alice, "open");
		},
		trace: ['connected "socket" "socket" "module"', "is there true 1"],
	},

	"ended before there is a module": {
		run: async (t) => {
			const peer = t.watch(t.peer("alice"), "alice");
			peer.disconnect();
			t.log("disconnected", peer.disconnected, peer.id === null);
			// PeerServer greets nobody who comes again while it has the old socket.
			await t.freed("alice");
			const again = t.event(peer, "open");
			peer.reconnect();
			await again;
			peer.destroy();
			t.log("destroyed", peer.destroyed, order.seen.join());
		},
		trace: ['alice disconnected "alice"', "disconnected true true", 'alice open "alice"', 'alice disconnected "alice"', "alice close", 'destroyed true "socket,module,socket"'],
	},

	"destroyed in the turn in which it was made, as React's StrictMode does: the id is free at once": {
		run: async (t) => {
			const first = t.watch(t.peer("alice"), "first");
			first.destroy();
			t.log("destroyed", first.destroyed, first.open, first.id, order.sockets[0].readyState >= WebSocket.CLOSING, order.seen.join());
			// Later it has no module made, either.
			await t.turn();
			await t.turn();
			t.log("later", order.seen.join());
		},
		trace: ['first disconnected "alice"', "first close", 'destroyed true false null true "socket"', 'later "socket"'],
	},

	"aborted before there is a module": {
		run: async (t) => {
			const peer = t.watch(new t.Peer("no id!", t.options()), "alice");
			await t.event(peer, "close");
			t.log("at the end", peer.destroyed, order.seen.join());
		},
		trace: ['alice error Error "invalid-id" "ID \\"no id!\\" is invalid"', "alice disconnected null", "alice close", 'at the end true ""'],
	},

	"a connection that cannot start, once there is a module": {
		run: async (t) => {
			const { Module } = WebAssembly;
			WebAssembly.Module = function () {
				throw new Error("not at once");
			};
			const alice = t.peer("alice");
			const early = alice.connect("bob", { maxRetransmits: 1, maxPacketLifeTime: 1 });
			await t.event(alice, "open");
			// The server may have answered before there is a module: then it opens first.
			await t.until(() => t.lines.length > 0, "the page is told");
			t.log("connections", alice.connections.bob?.length ?? 0, early.peerConnection, early.provider);
			WebAssembly.Module = Module;
		},
		trace: ["unhandled rejection TypeError", "connections 0 null null"],
	},

	"there will be no module, and nobody says why": {
		run: async (t) => {
			const { Module, instantiate } = WebAssembly;
			WebAssembly.Module = function () {
				throw undefined;
			};
			WebAssembly.instantiate = () => Promise.reject();
			document.head.append = (script) => script.onerror();
			const peer = t.peer("alice");
			const error = t.event(peer, "error");
			await t.event(peer, "close");
			t.log("error", (await error).type);
			Object.assign(WebAssembly, { Module, instantiate });
			delete document.head.append;
		},
		trace: ['error "browser-incompatible"'],
	},

	"there will be no module": {
		run: async (t) => {
			const { Module, instantiate } = WebAssembly;
			WebAssembly.Module = function () {
				throw new Error("forbidden");
			};
			WebAssembly.instantiate = () => Promise.reject(new Error("forbidden"));
			document.head.append = (script) => script.onerror();
			const peer = t.watch(t.peer("alice"), "alice");
			await t.event(peer, "close");
			t.log("at the end", peer.destroyed, peer.disconnected, order.sockets.map(({ readyState }) => readyState >= WebSocket.CLOSING));
			Object.assign(WebAssembly, { Module, instantiate });
			delete document.head.append;
		},
		trace: ['alice error Error "browser-incompatible" "No WebAssembly: forbidden. If a Content-Security-Policy forbids it, script-src needs \'wasm-unsafe-eval\'."', "alice disconnected null", "alice close", "at the end true true [true]"],
	},
};

describeInPage("start", TESTS, { scripts: ["/e2e/order.js"] });
