// The entry of the script for pages that may not use WebAssembly: the module is
// JavaScript, made by binaryen's wasm2js.

import { imports, named } from "peerjs-wasm/link";
import instantiate from "peerjs-wasm/nowasm";
import "./globals.js";
import { install, loadWith } from "./rust.js";

loadWith(() => install(named(instantiate(imports))));
