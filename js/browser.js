// Which browser this is and what it can do, as PeerJS tells it.

/**
 * The engine and its version. The rules are those of webrtc-adapter, which
 * PeerJS asks: engines, not brands, so Edge and Opera are "chrome".
 * @param {Window} [window] The browser's own unless a test brings another.
 * @returns {[string, number]} Safari is counted in versions of WebKit.
 */
export function detect(window = globalThis.window) {
	const navigator = window?.navigator;
	if (!navigator?.userAgent) return ["Not a browser.", 0];
	const version = (pattern) => Number(navigator.userAgent.match(pattern)?.[1] ?? 0);
	const brand = navigator.userAgentData?.brands?.find(({ brand }) => brand === "Chromium");
	if (brand) return ["chrome", parseInt(brand.version, 10)];
	// In an insecure context the first of each is hidden.
	const firefox = version(/Firefox\/(\d+)\./);
	if (navigator.mozGetUserMedia || (firefox && window.RTCPeerConnection)) return ["firefox", firefox];
	if (navigator.webkitGetUserMedia || (window.isSecureContext === false && window.webkitRTCPeerConnection)) {
		return ["chrome", version(/Chrom(?:e|ium)\/(\d+)\./)];
	}
	const webKit = version(/AppleWebKit\/(\d+)\./);
	return window.RTCPeerConnection && webKit ? ["safari", webKit] : ["Not a supported browser.", 0];
}

/** The oldest versions that PeerJS takes for supported. */
const OLDEST = { chrome: 72, firefox: 59, safari: 605 };

/** What the browser can do, found out by trying. */
export function supports() {
	const [browser, version] = detect();
	const isIOS = ["iPad", "iPhone", "iPod"].includes(globalThis.navigator?.platform);
	let connection, channel, binaryBlob;
	try {
		connection = new RTCPeerConnection();
		channel = connection.createDataChannel("_PEERJSTEST");
		// Throws in Chromium before 128.
		channel.binaryType = "blob";
		binaryBlob = true;
	} catch {
		// There is none, or it is switched off.
	}
	connection?.close();
	return {
		browser: version >= OLDEST[browser],
		webRTC: typeof RTCPeerConnection !== "undefined",
		audioVideo: !!connection,
		data: !!channel,
		binaryBlob: !!binaryBlob && !isIOS,
		reliable: !!channel?.ordered,
	};
}
