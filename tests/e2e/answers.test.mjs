// A server whose HTTP answers do not end, or are nonsense. Answers with a status or a
// text that PeerJS has something to say of are the oracle's: scenarios/server-errors.mjs
// and discovery.mjs.

import { describeInPage } from "./page-tests.mjs";

const TESTS = {
	"an id without end": {
		run: async (t) => {
			await t.scripted.configure({ replies: { id: { status: 200, body: "x".repeat(65_536), isEndless: true } } });
			const peer = t.watch(new t.Peer(t.scripted.options()), "peer");
			await t.event(peer, "close");
			t.log("ended", peer.destroyed, peer.id);
		},
		trace: [
			'peer error Error "server-error" "Could not get an ID from the server. (http://127.0.0.1:SCRIPTED/scripted/SESSION/peerjs/id: The answer is too long.)"',
			"peer disconnected null",
			"peer close",
			"ended true null",
		],
	},

	"a list of peers without end": {
		run: async (t) => {
			await t.scripted.configure({ replies: { peers: { status: 200, body: "x".repeat(65_536), isEndless: true } } });
			const peer = t.watch(await t.openScripted("alice"), "alice");
			peer.listAllPeers(() => t.log("called"));
			await t.event(peer, "disconnected");
			t.log("ended", peer.destroyed);
		},
		trace: [
			'alice error Error "server-error" "Could not get list peers from the server. (http://127.0.0.1:SCRIPTED/scripted/SESSION/peerjs/peers: The answer is too long.)"',
			'alice disconnected "alice"',
			"ended false",
		],
	},

	"a long id": {
		run: async (t) => {
			await t.scripted.configure({ replies: { id: { status: 200, body: "x".repeat(1_000) } } });
			const peer = new t.Peer(t.scripted.options());
			await t.event(peer, "open");
			t.log("id", peer.id.length);
		},
		trace: ["id 1000"],
	},

	"a list of a million peers": {
		run: async (t) => {
			const list = Array.from({ length: 1_000_000 }, () => "0123456789abcdef0123456789abcdef0123");
			await t.scripted.configure({ replies: { peers: { status: 200, body: JSON.stringify(list) } } });
			const peer = await t.openScripted("alice");
			const answer = await new Promise((resolve) => peer.listAllPeers(resolve));
			t.log("peers", answer.length, new Set(answer).size);
		},
		trace: ["peers 1000000 1"],
	},

	"a fetch of the application's whose answers are no streams": {
		run: async (t) => {
			const { fetch } = globalThis;
			globalThis.fetch = async (...request) => {
				const response = await fetch(...request);
				const { status } = response;
				return request[0].includes("/peers?") ? { status, json: () => response.json() } : { status, text: () => response.text() };
			};
			await t.scripted.configure({ replies: { id: { status: 200, body: "alice" }, peers: { status: 200, body: '["alice"]' } } });
			const peer = new t.Peer(t.scripted.options());
			await t.event(peer, "open");
			t.log("id", peer.id, await new Promise((resolve) => peer.listAllPeers(resolve)));
			globalThis.fetch = fetch;
		},
		trace: ['id "alice" ["alice"]'],
	},
};

describeInPage("answers of the server", TESTS);
