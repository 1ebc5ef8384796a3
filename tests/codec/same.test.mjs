// What the fuzz compares with tells values apart.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isSame } from "./same.mjs";

test("values that are the same", () => {
	const make = () => [0, -0, NaN, "x", null, undefined, true, [], [1, [2]], [, 1], {}, { a: 1, b: [{}] }, new ArrayBuffer(2), new Uint8Array(3), new Date(0), new Date(NaN)];
	const [values, others] = [make(), make()];
	values.forEach((a, i) => others.forEach((b, j) => assert.equal(isSame(a, b), i === j, `${i} ${j}`)));
});

test("values that are nearly the same", () => {
	const pairs = [
		[Array(3), [1, 2, 3]],
		[[1, , 3], [1, undefined, 3]],
		[[1, 2], [1, 2, 3]],
		[{ a: 1, b: 2 }, { b: 2, a: 1 }],
		[{ a: undefined }, {}],
		[Object.create(null), {}],
		[Uint8Array.of(1, 2), Uint8Array.of(1, 3)],
		[Uint8Array.of(1), Uint8Array.of(1).buffer],
		[Uint8Array.of(1), [1]],
		["1", 1],
	];
	for (const [a, b] of pairs) {
		assert(!isSame(a, b));
		assert(!isSame(b, a));
		assert(!isSame([{ a }], [{ a: b }]));
	}
});
