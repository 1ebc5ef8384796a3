// Browsers: their user-agent strings, as they are seen in the wild, what a page
// finds in them, and what `util` is to say: browser, version, `supports.browser`.

/** What a page finds, by engine: that by which webrtc-adapter tells them. */
const blink = (brandVersion) => ({ has: ["webkitGetUserMedia", "webkitRTCPeerConnection", "RTCPeerConnection"], brandVersion });
const gecko = { has: ["mozGetUserMedia", "RTCPeerConnection"] };
const webKit = { has: ["RTCPeerConnection"] };
const none = { has: [] };

/** In a page without TLS, what needs a secure context is hidden. */
const insecure = ({ has }) => ({ has: has.filter((name) => !name.endsWith("GetUserMedia")), isSecureContext: false });

const ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)";
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko)";
const LINUX = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)";
const MAC_SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const IPAD = "Mozilla/5.0 (iPad; CPU OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";

const IOS = "PeerJS calls iOS unsupported, where it works";
const HIDDEN = "PeerJS asks for mozGetUserMedia, which Firefox hides in an insecure context";

const row = (name, platform, userAgent, engine, says, better) => ({ name, platform, userAgent, ...engine, says, better });

export default [
	// Chromium's kind: the engine's version, not the brand's.
	row("Chrome on Windows", "Win32", `${WINDOWS} Chrome/126.0.0.0 Safari/537.36`, blink(126), ["chrome", 126, true]),
	row("Chrome on macOS", "MacIntel", `${MAC} Chrome/131.0.0.0 Safari/537.36`, blink(131), ["chrome", 131, true]),
	row("Chrome on Linux", "Linux x86_64", `${LINUX} Chrome/120.0.0.0 Safari/537.36`, blink(120), ["chrome", 120, true]),
	row("Chrome on ChromeOS", "Linux x86_64", "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Safari/537.36", blink(125), ["chrome", 125, true]),
	row("Chrome on Android", "Linux armv81", `${ANDROID} Chrome/127.0.0.0 Mobile Safari/537.36`, blink(127), ["chrome", 127, true]),
	row("Chrome without TLS", "Win32", `${WINDOWS} Chrome/126.0.0.0 Safari/537.36`, insecure(blink()), ["chrome", 126, true]),
	row("Chrome, headless", "Linux x86_64", `${LINUX} HeadlessChrome/156.0.0.0 Safari/537.36`, blink(156), ["chrome", 156, true]),
	row("Chrome before client hints", "Win32", `${WINDOWS} Chrome/83.0.4103.116 Safari/537.36`, blink(), ["chrome", 83, true]),
	row("Chrome 72", "Win32", `${WINDOWS} Chrome/72.0.3626.121 Safari/537.36`, blink(), ["chrome", 72, true]),
	row("Chrome 71", "Win32", `${WINDOWS} Chrome/71.0.3578.98 Safari/537.36`, blink(), ["chrome", 71, false]),
	row("Chromium of Ubuntu", "Linux x86_64", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Ubuntu Chromium/80.0.3987.163 Chrome/80.0.3987.163 Safari/537.36", blink(), ["chrome", 80, true]),
	row("Chromium on a Raspberry Pi", "Linux armv7l", "Mozilla/5.0 (X11; Linux armv7l) AppleWebKit/537.36 (KHTML, like Gecko) Raspbian Chromium/78.0.3904.108 Chrome/78.0.3904.108 Safari/537.36", blink(), ["chrome", 78, true]),
	row("Edge on Windows", "Win32", `${WINDOWS} Chrome/125.0.0.0 Safari/537.36 Edg/125.0.2535.79`, blink(125), ["chrome", 125, true]),
	row("Edge on macOS", "MacIntel", `${MAC} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0`, blink(126), ["chrome", 126, true]),
	row("Edge on Android", "Linux armv81", `${ANDROID} Chrome/125.0.0.0 Mobile Safari/537.36 EdgA/125.0.2535.96`, blink(125), ["chrome", 125, true]),
	row("Opera on Windows", "Win32", `${WINDOWS} Chrome/124.0.0.0 Safari/537.36 OPR/110.0.0.0`, blink(124), ["chrome", 124, true]),
	row("Opera on Android", "Linux armv81", `${ANDROID} Chrome/122.0.0.0 Mobile Safari/537.36 OPR/83.0.0.0`, blink(122), ["chrome", 122, true]),
	row("Samsung Internet", "Linux armv81", `${ANDROID} SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36`, blink(121), ["chrome", 121, true]),
	row("Samsung Internet before client hints", "Linux armv8l", "Mozilla/5.0 (Linux; Android 9; SAMSUNG SM-G960F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/12.1 Chrome/79.0.3945.136 Mobile Safari/537.36", blink(), ["chrome", 79, true]),
	row("Android WebView", "Linux armv8l", "Mozilla/5.0 (Linux; Android 14; Pixel 7 Build/AP1A.240505.004; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/125.0.6422.53 Mobile Safari/537.36", blink(125), ["chrome", 125, true]),
	row("Android WebView before client hints", "Linux armv8l", "Mozilla/5.0 (Linux; Android 11; SM-A515F Build/RP1A.200720.012; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/98.0.4758.101 Mobile Safari/537.36", blink(), ["chrome", 98, true]),
	row("an application's WebView", "Linux armv8l", "Mozilla/5.0 (Linux; Android 13; SM-S901B Build/TP1A.220624.014; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/119.0.6045.193 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/443.0.0.23.229;]", blink(119), ["chrome", 119, true]),
	row("Electron", "Win32", `${WINDOWS} Code/1.90.0 Chrome/122.0.6261.156 Electron/29.4.0 Safari/537.36`, blink(122), ["chrome", 122, true]),
	row("Brave", "Win32", `${WINDOWS} Chrome/126.0.0.0 Safari/537.36`, blink(126), ["chrome", 126, true]),
	row("Vivaldi", "Linux x86_64", `${LINUX} Chrome/124.0.0.0 Safari/537.36 Vivaldi/6.7.3329.35`, blink(124), ["chrome", 124, true]),
	row("Yandex", "Win32", `${WINDOWS} Chrome/122.0.0.0 YaBrowser/24.4.0.0 Safari/537.36`, blink(122), ["chrome", 122, true]),
	row("UC Browser", "Linux armv8l", "Mozilla/5.0 (Linux; U; Android 10; en-US; RMX1911 Build/QKQ1.200209.002) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/78.0.3904.108 UCBrowser/13.4.0.1306 Mobile Safari/537.36", blink(), ["chrome", 78, true]),
	row("Silk on a Fire tablet", "Linux armv8l", "Mozilla/5.0 (Linux; Android 9; KFMAWI) AppleWebKit/537.36 (KHTML, like Gecko) Silk/120.6.1 like Chrome/120.0.6099.274 Safari/537.36", blink(120), ["chrome", 120, true]),
	row("Meta Quest", "Linux x86_64", "Mozilla/5.0 (X11; Linux x86_64; Quest 3) AppleWebKit/537.36 (KHTML, like Gecko) OculusBrowser/33.0.0.6.52 Chrome/124.0.6367.118 VR Safari/537.36", blink(124), ["chrome", 124, true]),

	// Firefox.
	row("Firefox on Windows", "Win32", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0", gecko, ["firefox", 127, true]),
	row("Firefox on macOS", "MacIntel", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:128.0) Gecko/20100101 Firefox/128.0", gecko, ["firefox", 128, true]),
	row("Firefox on Linux", "Linux x86_64", "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", gecko, ["firefox", 153, true]),
	row("Firefox ESR", "Linux x86_64", "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0", gecko, ["firefox", 115, true]),
	row("Firefox on Android", "Linux aarch64", "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0", gecko, ["firefox", 127, true]),
	row("Firefox 59", "Win32", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:59.0) Gecko/20100101 Firefox/59.0", gecko, ["firefox", 59, true]),
	row("Firefox 58", "Win32", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:58.0) Gecko/20100101 Firefox/58.0", gecko, ["firefox", 58, false]),
	row("KaiOS", "Linux armv7l", "Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5", gecko, ["firefox", 48, false]),
	row("Firefox without TLS", "Linux x86_64", "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0", insecure(gecko), ["firefox", 153, true], HIDDEN),
	row("Firefox on Android without TLS", "Linux aarch64", "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0", insecure(gecko), ["firefox", 127, true], HIDDEN),
	row("Firefox with WebRTC switched off", "Linux x86_64", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", none, ["Not a supported browser.", 0, false]),

	// Safari's kind: all on iOS is, whatever its name.
	row("Safari on macOS", "MacIntel", `${MAC_SAFARI} Version/17.5 Safari/605.1.15`, webKit, ["safari", 605, true]),
	row("Safari 15", "MacIntel", `${MAC_SAFARI} Version/15.0 Safari/605.1.15`, webKit, ["safari", 605, true]),
	row("Safari 11", "MacIntel", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_13_1) AppleWebKit/604.3.5 (KHTML, like Gecko) Version/11.0.1 Safari/604.3.5", webKit, ["safari", 604, false]),
	row("Safari without TLS", "MacIntel", `${MAC_SAFARI} Version/17.5 Safari/605.1.15`, insecure(webKit), ["safari", 605, true]),
	row("Safari on an iPhone", "iPhone", `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1`, webKit, ["safari", 605, true], IOS),
	row("Safari on an iPod", "iPod", "Mozilla/5.0 (iPod touch; CPU iPhone OS 12_5_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Mobile/15E148 Safari/604.1", webKit, ["safari", 605, true], IOS),
	row("Safari on an iPad", "MacIntel", `${MAC_SAFARI} Version/17.4 Safari/605.1.15`, webKit, ["safari", 605, true]),
	row("Safari on an iPad, mobile pages", "iPad", `${IPAD} Version/17.5 Mobile/15E148 Safari/604.1`, webKit, ["safari", 605, true], IOS),
	row("Chrome on iOS", "iPhone", `${IPHONE} CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1`, webKit, ["safari", 605, true], IOS),
	row("Firefox on iOS", "iPhone", `${IPHONE} FxiOS/127.0 Mobile/15E148 Safari/605.1.15`, webKit, ["safari", 605, true], IOS),
	row("Edge on iOS", "iPhone", `${IPHONE} Version/17.0 EdgiOS/125.0.2535.96 Mobile/15E148 Safari/604.1`, webKit, ["safari", 605, true], IOS),
	row("Opera on iOS", "iPhone", `${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1 OPT/4.7.0`, webKit, ["safari", 605, true], IOS),
	row("DuckDuckGo on macOS", "MacIntel", `${MAC_SAFARI} Version/17.5 Safari/605.1.15 Ddg/17.5`, webKit, ["safari", 605, true]),
	row("WKWebView", "iPhone", `${IPHONE} Mobile/15E148`, webKit, ["safari", 605, true], IOS),
	row("WKWebView before iOS 14.3", "iPhone", "Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/80.0.3987.95 Mobile/15E148 Safari/604.1", none, ["Not a supported browser.", 0, false]),
	row("GNOME Web, built without WebRTC", "Linux x86_64", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/605.1.15 Epiphany/605.1.15", none, ["Not a supported browser.", 0, false]),

	// Others. EdgeHTML takes the place of WebKit for webrtc-adapter; it knows too
	// little of wasm to run ours.
	row("Edge 18", "Win32", `${WINDOWS} Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763`, webKit, ["safari", 537, false]),
	row("Internet Explorer", "Win32", "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko", none, ["Not a supported browser.", 0, false]),
	row("Node.js with a window", "linux", "Node.js/20", none, ["Not a supported browser.", 0, false]),
	row("jsdom", "", "Mozilla/5.0 (linux) AppleWebKit/537.36 (KHTML, like Gecko) jsdom/24.1.0", none, ["Not a supported browser.", 0, false]),
	row("React Native", undefined, undefined, webKit, ["Not a browser.", 0, false]),
];
