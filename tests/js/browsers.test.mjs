// Which browser it is: ours, and PeerJS's own script, in the place of a page of each
// browser of the table. Where PeerJS is right both say the same.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createContext, Script } from "node:vm";

import { buildSync } from "esbuild";

import browsers from "./browsers.mjs";

const path = (relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

const peerjs = new Script(`${readFileSync(path("node_modules/peerjs/dist/peerjs.js"), "utf8")}; globalThis.found = peerjs.util;`);
const { outputFiles } = buildSync({ entryPoints: [path("js/browser.js")], bundle: true, write: false, format: "iife", globalName: "browser" });
const ours = new Script(`${outputFiles[0].text}; const [name, version] = browser.detect(); globalThis.found = { browser: name, browserVersion: version, supports: browser.supports() };`);

class RTCPeerConnection {
	addTrack() {}
	removeTrack() {}
	addTransceiver() {}
	getSenders() {}
	getReceivers() {}
	getStats() {}
	addEventListener() {}
	removeEventListener() {}
	setLocalDescription() {}
	addIceCandidate() {}
	createOffer() {}
	createAnswer() {}
	createDataChannel() {
		return { ordered: true, close() {}, binaryType: "arraybuffer" };
	}
	close() {}
}

/** As in Chromium before 128. */
class WithoutBlobs extends RTCPeerConnection {
	createDataChannel() {
		return Object.defineProperty(super.createDataChannel(), "binaryType", {
			set() {
				throw new Error("Blob support not implemented yet");
			},
		});
	}
}

/** A page of a browser, as far as the two scripts look at it. */
function page({ userAgent, platform, has, brandVersion, isSecureContext = true, connection = RTCPeerConnection }) {
	const navigator = { userAgent, platform };
	const window = { navigator, isSecureContext, console, setTimeout, location: { protocol: "https:" }, WebSocket: class {}, TextEncoder, TextDecoder };
	if (isSecureContext) navigator.mediaDevices = { getUserMedia() {}, getSupportedConstraints: () => ({}) };
	if (brandVersion) {
		navigator.userAgentData = {
			brands: [
				{ brand: "Not/A)Brand", version: "8" },
				{ brand: "Chromium", version: String(brandVersion) },
			],
		};
	}
	for (const name of has) {
		if (name.endsWith("GetUserMedia")) navigator[name] = () => {};
		else window[name] = connection;
	}
	if (has.includes("RTCPeerConnection")) window.RTCRtpTransceiver = class {};
	window.window = window;
	return createContext(window);
}

function find(script, browser) {
	const context = page(browser);
	script.runInContext(context);
	const { browser: name, browserVersion, supports } = context.found;
	return { name, version: browserVersion, supports: { ...supports } };
}

describe("the browser", () => {
	test("the table is long enough", () => assert.ok(browsers.length >= 40));

	test("a channel that brings no Blobs", () => {
		const chrome = { ...browsers[0], connection: WithoutBlobs };
		assert.deepEqual(find(ours, chrome), find(peerjs, chrome));
		assert.deepEqual([find(ours, chrome), find(ours, browsers[0])].map(({ supports }) => supports.binaryBlob), [false, true]);
	});

	for (const browser of browsers) {
		test(browser.name, () => {
			const [found, theirs] = [find(ours, browser), find(peerjs, browser)];
			assert.deepEqual([found.name, found.version, found.supports.browser], browser.says);
			if (browser.better) assert.notDeepEqual(found, theirs, `no longer so: ${browser.better}`);
			else assert.deepEqual(found, theirs);
		});
	}
});
