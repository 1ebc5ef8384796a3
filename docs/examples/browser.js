// What the browser can do.
// Shows: Util, util, Util.browser, Util.browserVersion, Util.supports, UtilSupportsObj, UtilSupportsObj.audioVideo, UtilSupportsObj.data, UtilSupportsObj.binary, UtilSupportsObj.binaryBlob, UtilSupportsObj.reliable, UtilSupportsObj.browser, UtilSupportsObj.webRTC
import { util } from "peerjs-wasm";

console.log(["chrome", "firefox", "safari"].includes(util.browser), util.browserVersion > 70); // → true true

const { browser, webRTC, audioVideo, data, binary, reliable } = util.supports;
console.log("calls:", audioVideo); // → calls: true
console.log("data:", data, binary, reliable); // → data: true true true
console.log("at all:", browser, webRTC); // → at all: true true
