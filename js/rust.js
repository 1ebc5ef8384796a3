// The link to the wasm module. An entry says how to load it; a Peer that has begun, the
// codec, and any operation before that have it loaded. All other files reach Rust through `call` and `wasm`.

import { onDemand, open } from "./heap.js";
import { host } from "./host.js";
import { logger } from "./logger.js";

export { call } from "./heap.js";

/** The raw exports: `memory`, and the codec's numeric functions. */
export let wasm;
let loadNow, loadLater, loading;

/**
 * Says how to load the module. The first to do so counts: what brings MsgPack comes
 * before what has all the rest.
 * @param {Function} now Installs the module, or throws.
 * @param {Function} later Resolves when it is installed.
 */
export function loadWith(now, later) {
	loadNow ??= now;
	loadLater ??= later;
}

/**
 * Hands over the instantiated module.
 * @param {WebAssembly.Exports} exports
 */
export function install(exports) {
	// Or two attempts to load it have succeeded: what was packed is in the first's memory.
	if (wasm) return;
	open(exports, host, logger);
	wasm = exports;
}

/**
 * Makes sure that the module is there.
 * @throws Where it cannot be compiled, or not at once.
 */
export function ready() {
	if (!wasm) loadNow();
}

/**
 * Makes sure that the module is there or on its way, for those who only `call`.
 * @param {Function} [fail] Told why there will be none.
 */
export function begin(fail = () => {}) {
	if (!loading) {
		try {
			return ready();
		} catch {
			// Once for all who wait; who comes after a failure tries again.
			loading = loadLater().finally(() => (loading = undefined));
		}
	}
	loading.catch(fail);
}

onDemand(begin);
