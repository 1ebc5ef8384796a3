// WebKit as Debian builds it, without WebRTC: it loads the script, its codec is right,
// and a Peer says what is missing.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { onPath, ROOT } from "../support/environment.mjs";
import { launchWebKit } from "../support/webkit.mjs";
import { install } from "./install.mjs";
import { serve } from "./serve.mjs";

const VECTORS = join(ROOT, "tests/vectors");
const PAGE = '<!doctype html><meta charset="utf-8"><title>WebKit</title><script src="/dist/peerjs.min.js"></script>';

const skip = !onPath("WebKitWebDriver") && "there is no WebKitWebDriver";

describe("WebKit", { timeout: 60_000, skip }, () => {
	let site, webkit;
	before(async () => {
		const dist = join(install("webkit"), "node_modules/peerjs-wasm/dist");
		site = await serve({ "/page": PAGE, "/dist/": `${dist}/`, "/vectors/": `${VECTORS}/` });
		webkit = await launchWebKit();
		await webkit.open(`${site.origin}/page`);
	});
	after(async () => {
		await webkit?.close();
		site?.close();
	});

	test("loads the script", async () => {
		const found = () => [typeof Peer, typeof RTCPeerConnection, peerjs.util.validateId("an id")];
		assert.deepEqual(await webkit.run(found), ["function", "undefined", true]);
	});

	test("reads and writes the golden vectors", async () => {
		const vectors = readFileSync(join(VECTORS, "binarypack.txt"), "utf8").split("\n");
		const lines = vectors.filter((line) => line && !line.startsWith("#"));
		assert.ok(lines.length > 90);
		assert.deepEqual(await webkit.run(differences, lines), []);
	});

	test("a Peer says that there is no WebRTC", async () => {
		const error = () => new Promise((resolve) => new Peer().on("error", ({ type, message }) => resolve([type, message])));
		assert.deepEqual(await webkit.run(error), ["browser-incompatible", "The current browser does not support WebRTC"]);
	});

	test("loads slim, its module as it comes", async () => {
		const load = async () => {
			const slim = await import("/dist/slim.mjs");
			await slim.load();
			return slim.util.validateId("an id");
		};
		assert.equal(await webkit.run(load), true);
	});
});

/** In the page: the vectors that it reads or writes otherwise. */
async function differences(lines) {
	const { line, runs } = await import("/vectors/notation.mjs");
	const { pack, unpack } = peerjs.util;
	return lines.filter((expected) => {
		const [direction, column] = expected.split("\t");
		const hex = column.replace(/([0-9a-f]+)\*(\d+)/g, (_, byte, times) => byte.repeat(times)).replaceAll(".", "");
		const bytes = Uint8Array.from(hex.match(/../g), (byte) => parseInt(byte, 16));
		const value = unpack(bytes.buffer);
		return line(direction, bytes, value) !== expected || (direction === "=" && runs(new Uint8Array(pack(value))) !== column);
	});
}
