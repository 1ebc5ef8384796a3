// Loads the wasm module from text that is part of the script, at once: `new Peer`
// has to work in the statement after the script tag.
//
// Its imports and exports take and return numbers only, so there is no need for
// wasm-bindgen's glue.

import text from "peerjs-wasm/text";
import { decode } from "./decode.js";
import * as heap from "./heap.js";
import { install, loadWith } from "./rust.js";

loadWith(() => {
	const { exports } = new WebAssembly.Instance(new WebAssembly.Module(decode(text)), {
		"/js/heap.js": heap,
		// A table for references, which none of these numbers is.
		"./peerjs_wasm_bg.js": { __wbindgen_init_externref_table() {} },
	});
	install(exports);
});
