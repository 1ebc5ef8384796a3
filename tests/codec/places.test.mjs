// Code that is there more than once, because engines learn for each place in it what
// it does: that what minifies the script leaves it so.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const script = readFileSync(new URL("../../pkg/dist/peerjs.min.js", import.meta.url), "utf8");
const places = (source, pattern) => readFileSync(new URL(`../../js/${source}`, import.meta.url), "utf8").match(pattern).length;

test("each key has its place to be stored at", () => {
	const stores = places("store.js", /\bcase \d+:/g);
	assert.equal(stores, 32);
	assert.match(script, new RegExp(`(case \\d+:[\\w$]+\\[[\\w$]+\\]=[\\w$]+;break;){${stores}}`));
});

test("arrays of integers, of floats and of anything are made each at its place", () => {
	const made = (text) => text.match(/new Array\([\w$]+\)/g).length;
	assert.equal(made(script), places("tape-read.js", /new Array\(length\)/g));
});
