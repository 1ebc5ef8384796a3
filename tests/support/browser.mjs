// Starts the browsers. README.md says why each flag and preference is there.

import puppeteer from "puppeteer-core";

import { onPath } from "./environment.mjs";

const CHROMIUM_ARGUMENTS = [
	"--disable-features=WebRtcHideLocalIpsWithMdns",
	"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--disable-quic",
	"--disable-background-timer-throttling",
	"--disable-renderer-backgrounding",
	"--disable-backgrounding-occluded-windows",
	"--autoplay-policy=no-user-gesture-required",
	"--use-fake-device-for-media-stream",
	"--use-fake-ui-for-media-stream",
];

const FIREFOX_PREFERENCES = {
	"media.peerconnection.ice.obfuscate_host_addresses": false,
	"media.peerconnection.ice.loopback": true,
	"network.dns.localDomains": "0.peerjs.com",
	"dom.min_background_timeout_value_without_budget_throttling": 4,
	"dom.timeout.enable_budget_timer_throttling": false,
	"network.websocket.delay-failed-reconnects": false,
	"network.websocket.max-connections": 1000,
	"media.autoplay.default": 0,
	"media.navigator.streams.fake": true,
	"media.navigator.permission.disabled": true,
};

/** The executable of a browser, or undefined where it is not installed. */
export function executable(kind) {
	return kind === "firefox"
		? onPath("firefox", "firefox-esr")
		: onPath("chromium", "chromium-browser", "google-chrome");
}

/** Starts `chromium` or `firefox`, headless; `options` are further ones of puppeteer. */
export async function launch(kind, options) {
	const executablePath = executable(kind);
	if (!executablePath) throw new Error(`no ${kind} on PATH`);
	if (kind === "firefox") {
		return puppeteer.launch({
			...options,
			browser: "firefox",
			executablePath,
			headless: true,
			acceptInsecureCerts: true,
			extraPrefsFirefox: FIREFOX_PREFERENCES,
		});
	}
	const args = [...CHROMIUM_ARGUMENTS];
	// Chromium refuses to run its sandbox as root, which containers are.
	if (process.getuid?.() === 0) args.push("--no-sandbox");
	return puppeteer.launch({ ...options, browser: "chrome", executablePath, headless: true, acceptInsecureCerts: true, args });
}
