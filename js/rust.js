// The link to the wasm module. An entry says how to load it; the first Peer or
// codec call does load it. All other files reach Rust through `call` and `wasm`.

/** Runs an operation of `op.js` in Rust: `call(op, this, a, b)`. */
export let call;
/** The raw exports: `memory`, and the codec's numeric functions. */
export let wasm;
let load;

/** An entry names the function that instantiates the module and installs it. */
export function loadWith(loader) {
	load = loader;
}

/** Hands over the instantiated module. */
export function install(dispatch, exports) {
	call = dispatch;
	wasm = exports;
}

/** Makes sure that the module is there. */
export function ready() {
	if (!wasm) load();
}
