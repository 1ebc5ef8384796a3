// The entry of the script for pages that may not use WebAssembly: the module is
// JavaScript, made by binaryen's wasm2js. Where the other script has loaded this one, it
// takes the module and has defined all else (see `beside.js`).

import { build, imports, named } from "peerjs-wasm/link";
import instantiate from "peerjs-wasm/nowasm";
import { define } from "./globals.js";
import { install, loadWith } from "./rust.js";

const take = globalThis.document?.currentScript?.$take;
if (take) take(instantiate, build);
else {
	loadWith(() => install(named(instantiate(imports))));
	define();
}
