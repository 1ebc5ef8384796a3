// What was acknowledged when a connection is lost. The pages have page/numbered.js.

import assert from "node:assert/strict";

/** How many messages go through before a fault comes: the channel is under way. */
export const UNDER_WAY = 100;

/**
 * Each `sendAsync` is settled: the first so many messages are acknowledged, the others
 * are not. What has `come` is whole, in order, once, and without a gap. Resolves to how
 * many bytes of what was acknowledged are missing: they were on their way.
 */
export async function acknowledgedHasCome(sender, come, report) {
	const fates = await sender.run(() => numbered.fates());
	const size = await sender.run(() => numbered.SIZE);
	const acknowledged = fates.lastIndexOf("sent") + 1;
	report(`of ${fates.length} messages ${acknowledged} are acknowledged, ${come.length} are known to have come`);
	assert.deepEqual(come, Array.from(come, (_, n) => n));
	assert.deepEqual(new Set(fates.slice(0, acknowledged)), new Set(["sent"]));
	assert.deepEqual(new Set(fates.slice(acknowledged)), new Set(["connection-closed"]));
	return Math.max(0, acknowledged - come.length) * size;
}
