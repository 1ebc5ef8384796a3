// What the browser has.

import { bad, good, warning } from "./result.js";

const UPDATE = "Use a current Firefox, Chrome, Edge or Safari.";

/** The smallest module. */
const MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

export async function webrtc() {
	if (!globalThis.RTCPeerConnection) return bad("This browser has no WebRTC, or it is switched off.", `${UPDATE} Privacy extensions can switch WebRTC off: allow it for this page.`);
	const connection = new RTCPeerConnection();
	try {
		connection.createDataChannel("test");
		return good("Connections and data channels are there.");
	} catch (error) {
		return bad(`Data channels do not work: ${error.message}`, UPDATE);
	} finally {
		connection.close();
	}
}

export async function wasm() {
	const instead = "Without it the script loads peerjs.nowasm.min.js, which is slower, from beside itself; a bundled application does not work.";
	if (!globalThis.WebAssembly) return warning("This browser has no WebAssembly.", `${UPDATE} ${instead}`);
	try {
		new WebAssembly.Module(MODULE);
		return good("Modules can be compiled.");
	} catch (error) {
		return warning(`Compiling is refused: ${error.message}`, `If the page has a Content-Security-Policy, add 'wasm-unsafe-eval' to its script-src. ${instead}`);
	}
}

export async function library() {
	if (!globalThis.Peer) return bad("The script did not load.", "Reload the page. From a checkout, run “cargo xtask build” first.");
	return good(`It has loaded; for it this browser is ${peerjs.util.browser} ${peerjs.util.browserVersion ?? ""}`.trim() + ".");
}

export async function media() {
	if (!isSecureContext) return warning("The page came over http: calls cannot have a camera or a microphone.", "Open it over https, or on this computer as localhost. Chat and files work as they are.");
	if (!navigator.mediaDevices?.getUserMedia) return warning("This browser gives no camera or microphone.", UPDATE);
	return good("Camera and microphone can be asked for.");
}
