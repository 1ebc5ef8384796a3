// How good a connection is, once a second, from its getStats.

const EVERY = 1_000;

/**
 * Calls `tell` with `{ roundTrip, loss, inbound, outbound, route }`: ms, a fraction, bits a
 * second, and "direct" or "relayed"; undefined for what is not known. Returns what ends it.
 */
export function watch(peerConnection, tell) {
	let before;
	const look = async () => {
		const stats = [...(await peerConnection.getStats()).values()];
		const now = count(stats);
		if (before) tell({ ...now.figures, ...difference(before, now) });
		before = now;
	};
	// A connection that closes meanwhile has nothing more to tell.
	const timer = setInterval(() => look().catch(() => {}), EVERY);
	return () => clearInterval(timer);
}

function count(stats) {
	const of = (type) => stats.filter((stat) => stat.type === type);
	const sum = (type, name) => of(type).reduce((sum, stat) => sum + (stat[name] ?? 0), 0);
	const pair = selectedPair(stats);
	const roundTrip = pair?.currentRoundTripTime ?? of("remote-inbound-rtp").find((stat) => stat.roundTripTime !== undefined)?.roundTripTime;
	const ends = [pair?.localCandidateId, pair?.remoteCandidateId].map((id) => stats.find((stat) => stat.id === id)?.candidateType);
	return {
		at: performance.now(),
		received: sum("inbound-rtp", "bytesReceived"),
		sent: sum("outbound-rtp", "bytesSent"),
		packets: sum("inbound-rtp", "packetsReceived"),
		lost: sum("inbound-rtp", "packetsLost"),
		figures: {
			roundTrip: roundTrip === undefined ? undefined : roundTrip * 1000,
			route: pair && (ends.includes("relay") ? "relayed" : "direct"),
		},
	};
}

function difference(before, now) {
	const seconds = (now.at - before.at) / 1000;
	const bits = (name) => Math.max(0, ((now[name] - before[name]) * 8) / seconds);
	const lost = Math.max(0, now.lost - before.lost);
	const packets = lost + now.packets - before.packets;
	return { inbound: bits("received"), outbound: bits("sent"), loss: packets > 0 ? lost / packets : undefined };
}

/** The pair of candidates in use, which each browser tells in its way. */
function selectedPair(stats) {
	const { selectedCandidatePairId } = stats.find((stat) => stat.type === "transport" && stat.selectedCandidatePairId) ?? {};
	const pairs = stats.filter((stat) => stat.type === "candidate-pair");
	return pairs.find((pair) => pair.id === selectedCandidatePairId) ?? pairs.find((pair) => pair.selected) ?? pairs.find((pair) => pair.nominated && pair.state === "succeeded");
}
