// The codec of js/ over a built wasm module.

import * as heap from "../../js/heap.js";
import { install } from "../../js/rust.js";

/** Takes the module's bytes, and returns its exports. */
export function instantiate(bytes) {
	const module = new WebAssembly.Module(bytes);
	const imports = {};
	for (const { module: from, name } of WebAssembly.Module.imports(module)) {
		imports[from] ??= {};
		// What is not of heap.js is wasm-bindgen's table for references, which the
		// numbers that cross here are not.
		imports[from][name] = heap[name] ?? (() => {});
	}
	const { exports } = new WebAssembly.Instance(module, imports);
	install(exports);
	return exports;
}
