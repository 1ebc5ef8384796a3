// The link to the wasm module. An entry says how to load it; the first Peer or
// codec call does load it. All other files reach Rust through `call` and `wasm`.

import { open } from "./heap.js";
import { host } from "./host.js";
import { logger } from "./logger.js";

export { call } from "./heap.js";

/** The raw exports: `memory`, and the codec's numeric functions. */
export let wasm;
let load;

/** An entry names the function that instantiates the module and installs it. */
export function loadWith(loader) {
	load = loader;
}

/**
 * Hands over the instantiated module.
 * @param {WebAssembly.Exports} exports
 */
export function install(exports) {
	wasm = exports;
	open(exports, host, logger);
}

/** Makes sure that the module is there. */
export function ready() {
	if (!wasm) load();
}
