// The entry of the script.

import { build, imports, named } from "peerjs-wasm/link";
import text from "peerjs-wasm/text";
import { instanceBeside } from "./beside.js";
import { define } from "./globals.js";
import { embed } from "./instantiate.js";

embed(text, imports, named, instanceBeside(imports, build));
define();
