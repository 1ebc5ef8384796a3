// A page that is closed or left ends its connections: the other end sees it at
// once, whatever library it has, and starts again.

import assert from "node:assert/strict";
import { test } from "node:test";

import { BROWSER } from "../support/environment.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { isOurs, PAIRS } from "./pairs.mjs";
import { withTabs } from "./tabs.mjs";
import { NOTICED_AT_ONCE } from "./told.mjs";

const TIMEOUT = 60_000;

/** How soon it is seen, in milliseconds. Without us it takes Chromium 30 seconds. */
const SOON = 1_000;

/** How soon a browser notices that nobody answers any more, in milliseconds, with room for a busy machine. */
const NOTICED = 45_000;

const WAYS = {
	"the tab is closed": (page) => page.close(),
	"the page is left": (page) => page.goto("about:blank"),
};

describeWithWorld(`leaving in ${BROWSER}`, (world) => {
	for (const pair of PAIRS) {
		for (const role of ["connector", "acceptor"]) {
			const skip = !isOurs(pair[role]) && "PeerJS 1.5.5 leaves without a word";
			for (const [way, leave] of Object.entries(WAYS)) {
				check(`${pair.name}, ${way} of the ${role}`, pair, { skip }, async (tabs) => {
					const leaving = tabs[role];
					const staying = role === "connector" ? tabs.acceptor : tabs.connector;
					const links = [];
					for (const serialization of ["binary", "json", "raw"]) links.push(await tabs.link({ serialization, reliable: true }));

					const begin = performance.now();
					const [events] = await Promise.all([
						staying.run((links) => Promise.all(links.map((index) => end.closed(index))), links),
						leave(leaving.page),
					]);
					const took = performance.now() - begin;
					assert.deepEqual(events, links.map(() => ["open", "close"]));
					assert.ok(took < SOON, `seen after ${Math.round(took)} ms`);
					await startsAgain(staying, links, events);
				});
			}
		}
	}

	for (const pair of PAIRS) {
		for (const role of ["connector", "acceptor"]) {
			for (const sends of ["connector", "acceptor"]) {
				for (const [way, leave] of Object.entries(WAYS)) {
					// PeerJS leaves without a word, for which one case is enough: it takes its time.
					const isWorth = isOurs(pair[role]) || (isOurs(pair[sends]) && way === "the tab is closed");
					check(`${pair.name}, ${way} of the ${role} while the ${sends} sends`, pair, { skip: !isWorth && "PeerJS 1.5.5 leaves without a word" }, async (tabs) => {
						const leaving = tabs[role];
						const staying = role === "connector" ? tabs.acceptor : tabs.connector;
						const sender = tabs[sends];
						const receiver = sends === "connector" ? tabs.acceptor : tabs.connector;
						const index = await tabs.link({ reliable: true });
						await sender.run((index) => {
							const connection = end.connections[index];
							const large = end.pattern(64 << 20);
							window.outcome = "pending";
							window.settled = connection.sendAsync?.(large).then(() => "resolved", ({ type }) => type).then((text) => (outcome = text));
							if (!settled) connection.send(large);
						}, index);
						await receiver.run((index) => harness.until(() => Object.keys(end.connections[index]._chunkedData).length === 1, "chunks"), index);

						const begin = performance.now();
						// A PeerJS that was called never learns of it in Chromium if that one packet is lost.
						const closed = BROWSER === "chromium" && staying === tabs.acceptor && !staying.isOurs ? "closedOrFailed" : "closed";
						const [events] = await Promise.all([staying.run((index, closed, timeout) => end[closed](index, timeout), index, closed, NOTICED), leave(leaving.page)]);
						const took = performance.now() - begin;
						const isSender = staying === sender;
						// The last packet of a page may be lost with it, on a busy machine.
						const cause = took < NOTICED_AT_ONCE ? `error Error "connection-closed" "The connection was closed ${isSender ? "before all was sent" : "in the middle of a message"}."` : `error Error "negotiation-failed" "Negotiation of connection to ${leaving.id} failed."`;
						const ending = staying.isOurs ? [cause, "close"] : events.includes("close") ? [...(took < NOTICED_AT_ONCE ? [] : [cause]), "close"] : [];
						assert.deepEqual(events, ["open", ...ending]);
						if (isSender && staying.isOurs) assert.equal(await staying.run(() => settled), "connection-closed");
						await staying.run(() => harness.turn());
						// Once.
						assert.deepEqual(await staying.run((index) => end.events(index, 0), index), events);
					});
				}
			}
		}
	}

	const [ours] = PAIRS;
	const skip = !isOurs(ours.connector) && "not PeerJS's";

	check("a page that may come back keeps its connections; what it sends last arrives", ours, { skip }, async ({ link, connector, acceptor }) => {
		await connector.run(() => addEventListener("pagehide", () => end.connections[0].send("bye")));
		const index = await link({ reliable: true });
		const hide = (persisted) => connector.run((persisted) => end.hide(persisted), persisted);
		await hide(true);
		await connector.run((index) => end.connections[index].send("still here"), index);
		assert.deepEqual(await acceptor.run((index) => end.messages(index, 2), index), ['"bye"', '"still here"']);
		await hide(false);
		const events = await acceptor.run((index) => end.closed(index), index);
		assert.deepEqual(events, ["open", 'data "bye"', 'data "still here"', 'data "bye"', "close"]);
		await startsAgain(acceptor, [index], [events]);
	});

	for (const [type, target] of [["pagehide", "window"], ["visibilitychange", "document"], ["unload", "window"]]) {
		check(`what is sent in a listener of ${type} behind ours arrives`, ours, { skip }, async ({ link, connector, acceptor }) => {
			const index = await link({ reliable: true });
			await connector.run((index, type, target) => {
				window[target].addEventListener(type, () => end.connections[index].send("bye"));
			}, index, type, target);
			await connector.page.goto("about:blank");
			assert.deepEqual(await acceptor.run((index) => end.closed(index), index), ["open", 'data "bye"', "close"]);
		});
	}

	// The end of a channel takes an answer of the other end, which may come too late.
	check("the RTCPeerConnection is closed at once where nothing is held, or too much", ours, { skip }, async ({ link, connector }) => {
		const links = [await link({ reliable: true }), await link({ reliable: true }), await link({ reliable: true })];
		const states = await connector.run(([idle, busy, flooded]) => {
			const ends = [idle, busy, flooded].map((index) => end.connections[index].peerConnection);
			end.connections[busy].send(end.pattern(40_000));
			end.connections[flooded].send(end.pattern(1_000_000));
			end.hide(false);
			return ends.map(({ signalingState }) => signalingState);
		}, links);
		assert.deepEqual(states, ["closed", "stable", "closed"]);
	});

	check("what a listener throws keeps no other connection", ours, { skip }, async ({ link, connector }) => {
		const links = [await link({ reliable: true }), await link({ reliable: true })];
		const [uncaught, state] = await connector.run(([first, second]) => {
			const { connections } = end;
			const { peerConnection } = connections[second];
			let uncaught = 0;
			// Without a word of what it is where the test's driver has written the code.
			addEventListener("error", () => uncaught++, { once: true });
			connections[first].on("error", () => {
				throw new Error("test: in error");
			});
			// The ninth of a turn waits for its end.
			for (let n = 1; n <= 8; n++) connections[first].send(n);
			connections[first].dataChannel.send = () => {
				throw new Error("test: refused");
			};
			connections[first].send(9);
			end.hide(false);
			return [uncaught, peerConnection.signalingState];
		}, links);
		assert.deepEqual([uncaught, state], [1, "closed"]);
	});

	check("no listener outlives the connections", ours, { skip }, async ({ link, connector }) => {
		await connector.run(() => {
			window.listeners = 0;
			const { addEventListener, removeEventListener } = window;
			window.addEventListener = (type, ...rest) => {
				if (type === "pagehide") window.listeners++;
				addEventListener.call(window, type, ...rest);
			};
			window.removeEventListener = (type, ...rest) => {
				if (type === "pagehide") window.listeners--;
				removeEventListener.call(window, type, ...rest);
			};
		});
		const counts = [];
		const count = async () => counts.push(await connector.run(() => window.listeners));
		await count();
		const links = [await link(), await link()];
		await count();
		for (const index of links) {
			await connector.run((index) => end.connections[index].close(), index);
			await count();
		}
		assert.deepEqual(counts, [0, 1, 1, 0]);
	});

	/** In the page that stays two new Peers find each other, and the old connections have no more to tell. */
	async function startsAgain(staying, links, told) {
		await staying.run((setup) => stillWorks(harness.begin(setup)), await world.setup());
		assert.deepEqual(await staying.run((links) => Promise.all(links.map((index) => end.events(index, 0))), links), told);
	}

	/** A test with two tabs, of which one may be gone at the end. */
	function check(name, pair, options, run) {
		test(name, { timeout: TIMEOUT, ...options }, () => withTabs(world, pair, `leave ${BROWSER} ${name}`, run, { scripts: ["/e2e/still-works.js"] }));
	}
});
