// How long it takes to connect: ours to ours beside PeerJS to PeerJS, turn by turn
// in one run, in warm pages, each connection and each Peer a new one.
//
//   BROWSER=firefox ROUNDS=20 node tests/e2e/connect-time.mjs

import { BROWSER, LIB, requireLibrary } from "../support/environment.mjs";
import { startWorld } from "../support/world.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 20);
const WARM_UP = 10;
const CONTENDERS = { ours: LIB, peerjs: "peerjs" };

requireLibrary();
const world = await startWorld();
try {
	const contenders = await Promise.all(Object.entries(CONTENDERS).map(([name, lib]) => start(name, lib)));
	for (let round = -WARM_UP; round < ROUNDS; round++) {
		// Who goes first changes, so that neither always follows the other.
		for (const contender of round % 2 ? contenders : contenders.toReversed()) {
			const times = await measure(contender, `round${round + WARM_UP}`);
			if (round < 0) continue;
			contender.peerTimes.push(times.peer);
			contender.connectTimes.push(times.connect);
		}
	}
	console.log(`${BROWSER}, median of ${ROUNDS}`);
	report("connect() to both ends open", contenders, "connectTimes");
	report("new Peer(id) to open", contenders, "peerTimes");
} finally {
	await world.close();
}

async function start(name, lib) {
	const open = () => world.open(lib, { scripts: ["/e2e/stopwatch.js"] });
	const [caller, callee] = await Promise.all([open(), open()]);
	return { name, caller, callee, setup: await world.setup(), peerTimes: [], connectTimes: [] };
}

async function measure({ caller, callee, setup }, round) {
	const openPeer = (page, name) => page.evaluate((setup, name) => stopwatch.openPeer(setup, name), setup, `${round}-${name}`);
	await openPeer(callee, "callee");
	const peer = await openPeer(caller, "caller");
	const { begin, end } = await caller.evaluate((name) => stopwatch.connect(name), `${round}-callee`);
	const accepted = await callee.evaluate(() => stopwatch.accepted());
	await Promise.all([caller, callee].map((page) => page.evaluate(() => stopwatch.reset())));
	return { peer, connect: Math.max(end, accepted) - begin };
}

function report(what, [ours, peerjs], key) {
	console.log(`\n${what}`);
	for (const { name, [key]: times } of [ours, peerjs]) {
		const at = (quantile) => quantileOf(times, quantile).toFixed(1).padStart(6);
		console.log(`  ${name.padEnd(7)} ${at(0.5)} ms   quartiles ${at(0.25)} ${at(0.75)}   range ${at(0)} ${at(1)}`);
	}
	console.log(`  ours / peerjs ${(quantileOf(ours[key], 0.5) / quantileOf(peerjs[key], 0.5)).toFixed(2)}`);
}

/** The quantile of a list of numbers, between neighbours by proportion. */
function quantileOf(numbers, quantile) {
	const sorted = numbers.toSorted((a, b) => a - b);
	const position = quantile * (sorted.length - 1);
	const [low, high] = [Math.floor(position), Math.ceil(position)];
	return sorted[low] + (sorted[high] - sorted[low]) * (position - low);
}
