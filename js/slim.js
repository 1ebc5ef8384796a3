// The entry for applications that load the wasm module as a file of its own, which
// the browser compiles as it comes. Without MsgPack.

import { imports, named } from "peerjs-wasm/link";
import { starter } from "./instantiate.js";
import { loadWith } from "./rust.js";

export * from "./exports.js";
export { default } from "./exports.js";

const start = starter(named);
let loading;

/**
 * Loads the module. The first call counts; the first Peer makes it where the
 * application has not.
 * @param {string|URL|Request|Response|BufferSource|WebAssembly.Module|Promise} [source]
 * By default `peerjs.wasm` beside this file.
 * @returns {Promise<void>} Rejects where it cannot be had; a later call tries again.
 */
export function load(source = new URL("./peerjs.wasm", import.meta.url)) {
	const mine = (loading ??= instantiate(source));
	mine.catch(() => {
		if (loading === mine) loading = undefined;
	});
	return mine;
}

loadWith(
	() => {
		throw new Error("The wasm module is not there yet: await load()");
	},
	() => load(),
);

async function instantiate(source) {
	const given = await source;
	const isAddress = typeof given === "string" || given instanceof URL || given instanceof Request;
	const result = await compile(isAddress ? await fetch(given) : given);
	start(result.instance ?? result);
}

/** An instance, or a result that has one, as WebAssembly gives them. */
async function compile(given) {
	if (!(given instanceof Response)) return WebAssembly.instantiate(given, imports);
	if (!given.ok) throw new Error(`${given.url}: ${given.status}`);
	// Browsers stream only what is served as application/wasm.
	const isWasm = given.headers.get("content-type")?.startsWith("application/wasm");
	return isWasm ? WebAssembly.instantiateStreaming(given, imports) : WebAssembly.instantiate(await given.arrayBuffer(), imports);
}
