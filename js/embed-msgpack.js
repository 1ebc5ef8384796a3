// The wasm module with MsgPack, as text.

import text from "peerjs-wasm/msgpack/text";
import { imports, named } from "peerjs-wasm/msgpack/link";
import { embed } from "./instantiate.js";

embed(text, imports, named);
