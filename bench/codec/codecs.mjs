// The contestants, all with `pack(value)` and `unpack(bytes)`.

import { Decoder, Encoder } from "@msgpack/msgpack";
import { Packr } from "msgpackr";
import * as binarypack from "peerjs-js-binarypack";
import { join, encodeParts, pack, unpack } from "../../js/pack.js";

const encoder = new Encoder();
const decoder = new Decoder();
// As an ordinary MsgPack codec: no records, which only msgpackr reads.
const packr = new Packr({ useRecords: false });

export const CODECS = {
	"js-binarypack": { pack: binarypack.pack, unpack: binarypack.unpack },
	// As a connection uses it: the parts go to the channel or into chunks.
	"ours, send": { pack: encodeParts, bytes: (parts) => join(parts), unpack },
	"ours, util": { pack, unpack },
	"@msgpack/msgpack": { pack: (value) => encoder.encode(value), unpack: (bytes) => decoder.decode(bytes) },
	msgpackr: { pack: (value) => packr.pack(value), unpack: (bytes) => packr.unpack(new Uint8Array(bytes)) },
};
