// Which connections end with the page: what that costs where there are many.

import assert from "node:assert/strict";
import { test } from "node:test";

import { closed, opened } from "../../js/pagehide.js";

const MANY = 4_000;

const listeners = [];
globalThis.addEventListener = (event, listener) => listeners.push([event, listener]);
globalThis.removeEventListener = (event, listener) => listeners.splice(
	listeners.findIndex((one) => one[0] === event && one[1] === listener),
	1,
);

test("opening and closing many looks at each a few times", (t) => {
	const deref = t.mock.method(WeakRef.prototype, "deref");
	const connections = Array.from({ length: MANY }, () => ({ peerConnection: { close() {} } }));
	for (const connection of connections) opened(connection);
	assert.equal(listeners.length, 1);
	for (const connection of connections) closed(connection);
	assert.equal(listeners.length, 0);
	assert.ok(deref.mock.callCount() < 4 * MANY, `${deref.mock.callCount()} looks`);
});

test("those that are open end with the page, those that were closed do not", () => {
	const ended = [];
	const make = (name) => ({ peerConnection: { close: () => ended.push(name) } });
	const [first, second, third] = ["first", "second", "third"].map(make);
	for (const connection of [first, second, third]) opened(connection);
	closed(second);
	const [[, endAll]] = listeners;
	endAll({ persisted: true });
	assert.deepEqual(ended, []);
	endAll({ persisted: false });
	assert.deepEqual(ended, ["first", "third"]);
	for (const connection of [first, third]) closed(connection);
	assert.equal(listeners.length, 0);
});

test("those that were collected are forgotten when there are many more", async (t) => {
	assert.ok(globalThis.gc, "needs --expose-gc");
	const make = (length) => Array.from({ length }, () => ({ peerConnection: { close() {} } }));
	// In a frame of its own, which keeps none of them.
	const openAndForget = () => make(MANY).forEach(opened);
	openAndForget();
	await new Promise(setImmediate);
	gc();
	const kept = make(2 * MANY);
	for (const connection of kept) opened(connection);
	const deref = t.mock.method(WeakRef.prototype, "deref");
	listeners[0][1]({ persisted: false });
	assert.equal(deref.mock.callCount(), kept.length);
	for (const connection of kept) closed(connection);
	assert.equal(listeners.length, 0);
});
