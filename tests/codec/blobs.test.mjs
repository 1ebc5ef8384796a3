// Blobs and Files anywhere in a value.

import assert from "node:assert/strict";
import { File } from "node:buffer";
import { test } from "node:test";
import * as oracle from "peerjs-js-binarypack";
import { encode, encodeParts, pack, unpack } from "./load.mjs";

const hex = (bytes) => Buffer.from(bytes).toString("hex");

async function same(value) {
	const packed = pack(value);
	assert(packed instanceof Promise);
	const bytes = await packed;
	assert(bytes instanceof ArrayBuffer);
	assert.equal(hex(bytes), hex(await oracle.pack(value)));
	return unpack(bytes);
}

test("a Blob arrives as its bytes", async () => {
	for (const length of [0, 1, 15, 16, 300, 70_000]) {
		const bytes = new Uint8Array(length).fill(5);
		assert.deepEqual(await same(new Blob([bytes])), bytes.buffer);
		assert.deepEqual(await same(new File([bytes], "name")), bytes.buffer);
	}
});

test("Blobs among other values, in their places", async () => {
	const blob = (text) => new Blob([text]);
	const buffer = (text) => new TextEncoder().encode(text).buffer;
	assert.deepEqual(await same([1, blob("a"), "x".repeat(50), blob(""), [blob("b")]]), [1, buffer("a"), "x".repeat(50), buffer(""), [buffer("b")]]);
	assert.deepEqual(await same({ name: "cat.png", file: blob("png"), size: 3 }), { name: "cat.png", file: buffer("png"), size: 3 });
	assert.deepEqual(await same({ file: blob("a"), chunk: new Uint8Array(500), tail: blob("b") }), { file: buffer("a"), chunk: new ArrayBuffer(500), tail: buffer("b") });
});

test("what is sent is what it was at the call", async () => {
	const chunk = new Uint8Array(500);
	const value = [chunk, new Blob(["later"]), "before"];
	const packed = pack(value);
	chunk.fill(9);
	value[2] = "after";
	pack({ other: "message" });
	const [first, , last] = unpack(await packed);
	assert.equal(new Uint8Array(first)[0], 0);
	assert.equal(last, "before");
});

test("a Blob that cannot be read rejects", async () => {
	class Lost extends Blob {
		arrayBuffer() {
			return Promise.reject(new Error("the file is gone"));
		}
	}
	await assert.rejects(encode([new Lost(["x"])]), /the file is gone/);
});

test("large payloads stay out of wasm memory", () => {
	const payload = new Uint8Array(1 << 20);
	const blob = new Blob(["x"]);
	const parts = encodeParts({ payload, blob });
	assert.equal(parts.length, 4);
	assert.equal(parts[1].buffer, payload.buffer);
	assert.equal(parts[3], blob);
});
