// What the Peers and connections of a fault's tabs tell, and that nothing comes behind
// it. The pages have page/faults.js.

import assert from "node:assert/strict";

/** Sooner than any browser gives up another end that does not answer, in milliseconds. */
export const NOTICED_AT_ONCE = 5_000;

/** By tab: what its Peer told last, and its connections by their number. */
const told = new WeakMap();

function of(tab) {
	if (!told.has(tab)) told.set(tab, { peer: [], connections: {} });
	return told.get(tab);
}

/** The Peer of a tab has told this since it was watched. */
export function peerTold(tab, events, expected) {
	assert.deepEqual(events, expected);
	of(tab).peer = expected;
}

/** A connection of a tab has told this, data left out. */
export function connectionTold(tab, index, events, expected) {
	assert.deepEqual(events, expected);
	of(tab).connections[index] = expected;
}

/** All that a tab's Peer and connections have told by now is what they had told; others are open. */
export async function toldNoMore(tab) {
	const { peer, connections } = await tab.run(() => faults.all());
	assert.deepEqual(peer, of(tab).peer);
	for (const [index, events] of connections.entries()) assert.deepEqual(events, of(tab).connections[index] ?? ["open"], `connection ${index}`);
}
