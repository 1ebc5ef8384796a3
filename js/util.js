// `util`: what PeerJS offers beside its classes.

import { detect, supports } from "./browser.js";
import { pack, unpack } from "./pack.js";

const TOKEN_LENGTH = 20;

/** Groups of ASCII letters and digits with a single space, dash or underscore between two of them: PeerJS's rule. */
const ID = /^[A-Za-z0-9]+(?:[ _-][A-Za-z0-9]+)*$/;
/** Longest id that an application may choose: what fits into an address with room to spare. */
const ID_LENGTH = 1024;

/** A random string of letters and digits, which nobody can guess: but where there is no `crypto`, as in jsdom. */
export function randomToken() {
	const bytes = new Uint8Array(TOKEN_LENGTH);
	const random = globalThis.crypto?.getRandomValues(bytes) ?? bytes.map(() => 256 * Math.random());
	let token = "";
	for (const byte of random) token += (byte % 36).toString(36);
	return token;
}

/**
 * A property that is found out when it is first read: importing the library makes no
 * RTCPeerConnection. Returns what tells the value if it was read, or set.
 */
function lazy(object, name, find) {
	let kept;
	Object.defineProperty(object, name, {
		get: () => (kept ??= { value: find() }).value,
		set: (value) => (kept = { value }),
		enumerable: true,
		configurable: true,
	});
	return () => kept?.value;
}

let knownSupports;

class Util {
	CLOUD_HOST = "0.peerjs.com";
	CLOUD_PORT = 443;
	chunkedBrowsers = { Chrome: 1, chrome: 1 };
	chunkedMTU = 16300;
	defaultConfig = {
		iceServers: [
			{ urls: "stun:stun.l.google.com:19302" },
			{
				urls: ["turn:eu-0.turn.peerjs.com:3478", "turn:us-0.turn.peerjs.com:3478"],
				username: "peerjs",
				credential: "peerjsp",
			},
		],
		sdpSemantics: "unified-plan",
	};
	pack = pack;
	unpack = unpack;
	randomToken = randomToken;
	validateId = (id) => !id || (String(id).length <= ID_LENGTH && ID.test(id));
	chunk = (buffer) => {
		const id = ++this._dataCount;
		const total = Math.ceil(buffer.byteLength / this.chunkedMTU);
		return Array.from({ length: total }, (_, n) => ({
			__peerData: id,
			n,
			data: buffer.slice(n * this.chunkedMTU, (n + 1) * this.chunkedMTU),
			total,
		}));
	};
	_dataCount = 0;

	constructor() {
		lazy(this, "browser", () => detect()[0]);
		lazy(this, "browserVersion", () => detect()[1]);
		knownSupports = lazy(this, "supports", () => {
			// The documentation promises `binary`, which PeerJS has not: it stays out of
			// sight, so that the rest is the same to the letter.
			const found = supports();
			return Object.defineProperty(found, "binary", { value: found.data });
		});
	}

	noop() {}

	blobToArrayBuffer(blob, callback) {
		const reader = new FileReader();
		reader.onload = () => callback(reader.result);
		reader.readAsArrayBuffer(blob);
		return reader;
	}

	binaryStringToArrayBuffer(binary) {
		return Uint8Array.from({ length: binary.length }, (_, i) => binary.charCodeAt(i)).buffer;
	}

	isSecure() {
		return globalThis.location?.protocol === "https:";
	}
}

export const util = new Util();

/** Whether there is WebRTC; or whatever the application has made of `util.supports`. */
export function canConnect() {
	const { audioVideo, data } = knownSupports() ?? { data: globalThis.RTCPeerConnection };
	return audioVideo || data;
}
