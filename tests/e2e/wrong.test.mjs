// Arguments and options of the wrong type, of which the oracle compares what is thrown: here,
// that ours leaves no error behind that nobody has asked for, and that each promise settles.

import wrong, { WRONG } from "../oracle/scenarios/wrong.mjs";
import { describeInPage } from "./page-tests.mjs";

const FROM_WITHIN = 'uncaught Error "test: from within"';

/**
 * Options of a Peer, but those that say where the server is, and `debug`, which is all
 * Peers' alike: how many Peers cannot be made, open, and end; and what else is thrown.
 */
const OPTIONS = {
	key: ["throw 5, open 15, end 0"],
	token: ["throw 0, open 15, end 5"],
	config: ["throw 0, open 20, end 0"],
	logFunction: ["throw 0, open 20, end 0"],
	referrerPolicy: ["throw 0, open 20, end 0"],
	// It is the timer's, as with PeerJS: there are no heartbeats then.
	pingInterval: ["throw 0, open 20, end 0", ...Array(4).fill("uncaught TypeError"), FROM_WITHIN, FROM_WITHIN],
	serializers: ["throw 3, open 17, end 0"],
	maxReceiveBytes: ["throw 0, open 20, end 0"],
	maxReceiveTransfers: ["throw 0, open 20, end 0"],
	maxPendingOffers: ["throw 0, open 20, end 0"],
	serverTimeout: ["throw 0, open 20, end 0"],
};

const TESTS = {
	...Object.fromEntries(
		// A level that is no number throws in whatever logs while it holds, as with PeerJS: how
		// often is a matter of time.
		Object.entries(wrong).filter(([name]) => name !== "the option debug of every type").map(([name, { run }]) => [
			name,
			{
				run: `async (t) => {
					await (${run})(t);
					t.lines = [...t.lines, ...t.late].filter((line) => /^(uncaught|unhandled)/.test(line));
				}`,
			},
		]),
	),

	...Object.fromEntries(
		Object.entries(OPTIONS).map(([option, trace]) => [
			`a Peer that begins with the option ${option} of every type`,
			{
				run: `async (t) => {
					const ends = await Promise.all((${WRONG})().map(async ([name, value], n) => {
						let peer;
						try {
							peer = new t.Peer("peer" + n, t.scripted.options({ ${option}: value }));
						} catch {
							return "throw";
						}
						await t.until(() => peer.open || peer.disconnected || peer.destroyed, name);
						return peer.open ? "open" : "end";
					}));
					await t.turn();
					t.lines.sort().reverse();
					t.lines.unshift(["throw", "open", "end"].map((end) => end + " " + ends.filter((one) => one === end).length).join(", "));
				}`,
				trace,
			},
		]),
	),

	"options of sendAsync of every type": {
		run: `async (t) => {
			const { ab } = await t.pair({ reliable: true });
			const given = { all: (value) => value, signal: (signal) => ({ signal }), onProgress: (onProgress) => ({ onProgress }) };
			for (const [what, make] of Object.entries(given)) {
				const rejected = [];
				for (const [name, value] of (${WRONG})()) {
					// It settles, which is all that can be asked.
					await (async () => ab.sendAsync(new Uint8Array(100_000), make(value)))().catch(() => rejected.push(name));
				}
				t.log(what, ...rejected);
			}
		}`,
		trace: [
			'all "a revoked Proxy" "a Proxy that throws"',
			`signal ${["true", "0", "-1", "NaN", '\\"\\"', '\\"text\\"', "{}", "[]", "function", "Date 0", "Uint8Array[3] 00 00 00", "a symbol", "a BigInt", "a revoked Proxy", "a getter that throws", "a Proxy that throws", "no text", "no prototype"].map((name) => `"${name}"`).join(" ")}`,
			"onProgress",
		],
	},
};

describeInPage("wrong types", TESTS);
