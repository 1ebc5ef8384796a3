// The wasm module as text that is part of the script.

import text from "peerjs-wasm/text";
import { imports, named } from "peerjs-wasm/link";
import { embed } from "./instantiate.js";

embed(text, imports, named);
