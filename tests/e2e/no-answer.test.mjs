// Who is asked, and answers with something else, or not at all: the server that is to
// give an id, and the remote peer. A Peer is told once what there is to tell, and then
// the same page starts again.

import { LIB } from "../support/environment.mjs";
import { describeInPage } from "./page-tests.mjs";

/** PeerJS has no message. */
const serverError = (text) => `peer error Error "server-error" ${JSON.stringify(LIB === "peerjs" ? "" : text)}`;

/** A Peer that is told no id; `options` are those that lead it there. */
const noId = (options, text, configure = "") => ({
	run: `async (t) => {
		${configure}
		const peer = t.watch(new t.Peer(${options}), "peer");
		await t.event(peer, "close");
		t.log("destroyed", peer.destroyed);
	}`,
	trace: [serverError(text), "peer disconnected null", "peer close", "destroyed true"],
});

const reply = (reply) => `await t.scripted.configure({ replies: { id: ${JSON.stringify(reply)} } });`;
const HTML = '"<!doctype html><p>Hello"';
const NO_ID = "Could not get an ID from the server.";
const status = (url, code) => `${NO_ID} (http://127.0.0.1:${url}/peerjs/id: Error. Status:${code})`;

const TESTS = {
	// A PeerServer that has another path.
	"HTTP 404 in place of an id": noId('t.options({ path: "/elsewhere" })', status("PORT/elsewhere", 404)),
	"HTTP 500 in place of an id": noId("t.scripted.options()", status("SCRIPTED/scripted/SESSION", 500), reply({ status: 500, body: "oops" })),

	"HTML in place of an id": {
		run: `async (t) => {
			${reply({ status: 200, type: "text/html", body: JSON.parse(HTML) })}
			const peer = t.watch(new t.Peer(t.scripted.options()), "peer");
			await t.event(peer, "open");
			peer.destroy();
		}`,
		trace: [`peer open ${HTML}`, `peer disconnected ${HTML}`, "peer close"],
	},

	"a remote peer that never answers": {
		run: async (t) => {
			const alice = t.watch(await t.openPeer("alice"), "alice");
			const mute = new RawPeer(t, "mute");
			await mute.welcome;
			const offer = new Promise((resolve) => mute.socket.addEventListener("message", ({ data }) => data.includes('"OFFER"') && resolve(JSON.parse(data))));
			const connection = t.watch(alice.connect(mute.id), "connection");
			const { peerConnection, connectionId } = connection;
			const { payload } = await offer;
			// What there is to tell of it is told by the time that others have talked.
			const { ab, ba } = await t.link(alice, await t.openPeer("bob"));
			await t.roundTrip(ab, ba);
			t.log("waits", connection.open, peerConnection.signalingState);
			connection.close();
			t.log("closed", connection.open, peerConnection.signalingState, alice.connections[mute.id].length);

			// An answer that comes now comes to nobody; nor does what is behind it.
			const late = new RTCPeerConnection();
			await late.setRemoteDescription(payload.sdp);
			await late.setLocalDescription();
			mute.send("ANSWER", alice.id, { sdp: late.localDescription, type: "data", connectionId });
			mute.send("CANDIDATE", alice.id, { type: "data", connectionId: "behind" });
			await t.until(() => t.wire.some(({ kind, data }) => kind === "received" && JSON.parse(data).payload?.connectionId === "behind"), "the answer has come");
			late.close();
			await t.roundTrip(ab, ba);
			mute.socket.close();
		},
		trace: ['waits false "have-local-offer"', 'closed false "closed" 0'],
	},
};

describeInPage("no answer", TESTS, { scripts: ["/e2e/raw-peer.js"] });
