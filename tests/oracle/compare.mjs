// Compares two traces, but for the differences that a scenario lists.
//
// A difference is `{ why, peerjs, ours }`, both lists of consecutive lines. Where
// `peerjs` is empty, `after` is the line of PeerJS's trace behind which ours has
// more ("" for the start). Every block must be found in PeerJS's trace and then
// appear in ours as written: so a difference that has gone fails too.
//
// `each: true` applies it wherever the block occurs, at least once.

import assert from "node:assert/strict";

/** What ours should have written, given what PeerJS has. */
export function expected(peerjs, differences = []) {
	let lines = [...peerjs];
	for (const difference of differences) lines = apply(lines, difference);
	return lines;
}

function apply(lines, { why, peerjs = [], ours = [], after, each = false }) {
	assert.ok(why, "a difference without a reason");
	const block = after === undefined ? peerjs : [after, ...peerjs];
	const replacement = after === undefined ? ours : [after, ...ours];
	assert.ok(block.length > 0, `nothing says where this difference is: ${why}`);
	if (after === "") return [...ours, ...lines.slice(peerjs.length)];

	const result = [];
	let found = 0;
	for (let i = 0; i < lines.length; ) {
		if ((each || found === 0) && block.every((line, j) => lines[i + j] === line)) {
			result.push(...replacement);
			i += block.length;
			found++;
		} else {
			result.push(lines[i++]);
		}
	}
	assert.ok(found > 0, `PeerJS's trace has no longer\n  ${block.join("\n  ")}\nlisted because: ${why}`);
	return result;
}

/** A readable account of two traces that should be equal. */
export function report(expected, actual) {
	const lines = [];
	// Longest common subsequence: traces are short.
	const table = Array.from({ length: expected.length + 1 }, () => new Uint16Array(actual.length + 1));
	for (let i = expected.length - 1; i >= 0; i--) {
		for (let j = actual.length - 1; j >= 0; j--) {
			table[i][j] = expected[i] === actual[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
		}
	}
	for (let i = 0, j = 0; i < expected.length || j < actual.length; ) {
		if (i < expected.length && j < actual.length && expected[i] === actual[j]) {
			lines.push(`    ${expected[i]}`);
			i++, j++;
		} else if (j >= actual.length || (i < expected.length && table[i + 1][j] >= table[i][j + 1])) {
			lines.push(`  - ${expected[i++]}`);
		} else {
			lines.push(`  + ${actual[j++]}`);
		}
	}
	return lines.join("\n");
}
