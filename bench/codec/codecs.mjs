// The contestants, all with `pack(value)` and `unpack(bytes)`.

import { Decoder, Encoder } from "@msgpack/msgpack";
import { Packr } from "msgpackr";
import * as binarypack from "peerjs-js-binarypack";
import { join, encodeParts, pack, unpack } from "../../js/pack.js";
import { Transfer } from "../../js/parts.js";

// Up to here a message goes to the channel as it is, in bytes.
const UNCHUNKED_MAX = 16_300;

const encoder = new Encoder();
const decoder = new Decoder();
// As an ordinary MsgPack codec: no records, which only msgpackr reads.
const packr = new Packr({ useRecords: false });

export const CODECS = {
	"js-binarypack": { pack: binarypack.pack, unpack: binarypack.unpack },
	"ours, send": { pack: outgoing, bytes: ({ parts }) => join(parts), unpack },
	"ours, util": { pack, unpack },
	"@msgpack/msgpack": { pack: (value) => encoder.encode(value), unpack: (bytes) => decoder.decode(bytes) },
	msgpackr: { pack: (value) => packr.pack(value), unpack: (bytes) => packr.unpack(new Uint8Array(bytes)) },
};

/** What a connection makes of a value: bytes for the channel, or what is cut to chunks, which has its small parts copied. */
function outgoing(value) {
	const parts = encodeParts(value);
	return parts.length > 1 || parts[0].length > UNCHUNKED_MAX ? new Transfer(parts) : { parts };
}
