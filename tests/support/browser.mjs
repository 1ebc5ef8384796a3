// Starts the browsers. README.md says why each flag and preference is there.

import puppeteer from "puppeteer-core";

import { onPath } from "./environment.mjs";

const CHROMIUM_ARGUMENTS = [
	"--disable-features=WebRtcHideLocalIpsWithMdns",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--disable-quic",
	"--autoplay-policy=no-user-gesture-required",
	"--js-flags=--expose-gc",
	"--enable-precise-memory-info",
	"--use-fake-device-for-media-stream",
	"--use-fake-ui-for-media-stream",
];

/** Without these, puppeteer's defaults too, Chromium slows down what is in the background. */
const CHROMIUM_UNTHROTTLED = [
	"--disable-background-timer-throttling",
	"--disable-renderer-backgrounding",
	"--disable-backgrounding-occluded-windows",
];

const FIREFOX_PREFERENCES = {
	"media.peerconnection.ice.obfuscate_host_addresses": false,
	"media.peerconnection.ice.loopback": true,
	"network.dns.localDomains": "0.peerjs.com",
	"network.websocket.delay-failed-reconnects": false,
	"network.websocket.max-connections": 1000,
	"media.autoplay.default": 0,
	"media.navigator.streams.fake": true,
	"media.navigator.permission.disabled": true,
	"dom.testing.testutils.enabled": true,
};

const FIREFOX_SCHEMES = {
	light: { "layout.css.prefers-color-scheme.content-override": 1 },
	dark: { "layout.css.prefers-color-scheme.content-override": 0 },
};

/** As above, Firefox. */
const FIREFOX_UNTHROTTLED = {
	"dom.min_background_timeout_value_without_budget_throttling": 4,
	"dom.timeout.enable_budget_timer_throttling": false,
};

/** The executable of a browser, or undefined where it is not installed. */
export function executable(kind) {
	return kind === "firefox"
		? onPath("firefox", "firefox-esr")
		: onPath("chromium", "chromium-browser", "google-chrome");
}

/**
 * Starts `chromium` or `firefox`, headless. `hosts` are addresses that Chromium may
 * reach, besides loopback; `scheme`: the colours that Firefox asks pages for, which it can
 * not be told while it runs; `throttled`: whether tabs in the background are slowed down,
 * as for users; `options` are further ones of puppeteer.
 */
export async function launch(kind, { hosts = [], scheme = "light", throttled = false, ...options } = {}) {
	const executablePath = executable(kind);
	if (!executablePath) throw new Error(`no ${kind} on PATH`);
	if (kind === "firefox") {
		return puppeteer.launch({
			...options,
			browser: "firefox",
			executablePath,
			headless: true,
			acceptInsecureCerts: true,
			extraPrefsFirefox: { ...FIREFOX_PREFERENCES, ...FIREFOX_SCHEMES[scheme], ...(throttled ? {} : FIREFOX_UNTHROTTLED) },
		});
	}
	const reachable = ["127.0.0.1", "localhost", ...hosts].map((host) => `EXCLUDE ${host}`);
	const args = [...CHROMIUM_ARGUMENTS, `--host-resolver-rules=${["MAP * ~NOTFOUND", ...reachable].join(", ")}`];
	if (!throttled) args.push(...CHROMIUM_UNTHROTTLED);
	const ignoreDefaultArgs = throttled && CHROMIUM_UNTHROTTLED;
	// Chromium refuses to run its sandbox as root, which containers are.
	if (process.getuid?.() === 0) args.push("--no-sandbox");
	return puppeteer.launch({ ...options, browser: "chrome", executablePath, headless: true, acceptInsecureCerts: true, args, ignoreDefaultArgs });
}
