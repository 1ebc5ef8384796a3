// Loads the wasm module from text, at once: `new Peer` has to work in the statement
// after the script tag. Chromium before 115 compiles no more than 4 KB at once on
// the main thread; there the module comes a little later.
//
// Its imports and exports take and return numbers only, so there is no need for
// wasm-bindgen's glue.

import { decode } from "./decode.js";
import { install, loadWith } from "./rust.js";

/** Installs an instance, given how its exports are named. */
export const starter = (named) => (instance) => install(named(instance.exports));

/**
 * @param {string} text The module.
 * @param {WebAssembly.Imports} imports
 * @param {Function} named Its exports by their names.
 * @param {Function} [instead] Makes an instance where WebAssembly does not; given why.
 */
export function embed(text, imports, named, instead) {
	const start = starter(named);
	const instantiate = async () => (await WebAssembly.instantiate(decode(text), imports)).instance;
	loadWith(
		() => start(new WebAssembly.Instance(new WebAssembly.Module(decode(text)), imports)),
		async () => start(await instantiate().catch(instead)),
	);
}
