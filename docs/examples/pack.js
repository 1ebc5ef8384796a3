// BinaryPack, without a connection.
// Shows: Util.pack, Util.unpack, Util.chunk, Util.chunkedMTU, Packable, Unpackable
import { util } from "peerjs-wasm";

const bytes = util.pack({ name: "Ada", tags: ["a", "b"] });
console.log(bytes.byteLength); // → 20
console.log(util.unpack(bytes)); // → {"name":"Ada","tags":["a","b"]}

// Where there are Blobs in it, a Promise.
const file = await util.pack(new Blob(["text"]));
console.log(new TextDecoder().decode(util.unpack(file))); // → text

// What PeerJS cuts long messages into.
console.log(util.chunk(new ArrayBuffer(40_000)).length, util.chunkedMTU); // → 3 16300
