// The rest of `util`. PeerJS does not document it and may remove it.
// Shows: Util.randomToken, Util.CLOUD_HOST, Util.CLOUD_PORT, Util.blobToArrayBuffer, Util.binaryStringToArrayBuffer, Util.isSecure, Util.noop, Util.chunkedBrowsers
import { util } from "peerjs-wasm";

console.log(util.CLOUD_HOST, util.CLOUD_PORT); // → 0.peerjs.com 443
console.log(/^[a-z0-9]+$/.test(util.randomToken())); // → true
console.log(util.isSecure() === (location.protocol === "https:")); // → true
console.log(new Uint8Array(util.binaryStringToArrayBuffer("AB"))); // → {"0":65,"1":66}
util.blobToArrayBuffer(new Blob(["four"]), (buffer) => console.log(buffer.byteLength)); // → 4
console.log(util.noop()); // → undefined
