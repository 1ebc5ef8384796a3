// The codec as the script has it.

import { readFileSync } from "node:fs";
import { instantiate } from "./instantiate.mjs";

const built = new URL("../../target/web/peerjs_wasm.wasm", import.meta.url);
export const wasm = instantiate(readFileSync(process.env.CODEC_WASM ?? built));
export { decode, encode, encodeParts, pack, unpack } from "../../js/pack.js";
