// Where there is no DOM: importing has no effects, and a Peer says that there is no
// WebRTC.

import { JSDOM } from "jsdom";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { createContext, runInContext } from "node:vm";

import { BROWSER } from "../support/environment.mjs";
import { install } from "./install.mjs";
import { serve } from "./serve.mjs";
import { startVisitor } from "./visit.mjs";

/** Imports, and prints what of the global object has changed, and what a Peer says. */
const SCRIPT = `
const before = Reflect.ownKeys(globalThis).length;
IMPORT
const added = Reflect.ownKeys(globalThis).length - before;
const events = [];
const peer = new Peer();
for (const name of ["disconnected", "close"]) peer.on(name, () => events.push(name));
peer.on("error", ({ type, message }) => events.push(type, message));
peer.on("close", () => console.log(JSON.stringify({ added, events, browser: util.browser, supports: util.supports.data })));
`;

const EXPECTED = {
	added: 0,
	events: ["browser-incompatible", "The current browser does not support WebRTC", "disconnected", "close"],
	browser: "Not a browser.",
	supports: false,
};

/** A server-rendered component, as in frameworks: imported and rendered, its effects never run. */
const RENDER = `
import { Peer, util } from "peerjs";
const effects = [];
const useEffect = (effect) => effects.push(effect);
function Chat() {
	useEffect(() => new Peer());
	return \`<p>\${typeof Peer} \${util.CLOUD_HOST}</p>\`;
}
console.log(Chat());
`;

describe("without a DOM", () => {
	let folder;
	before(() => {
		folder = install("node");
	});

	function run(name, text) {
		writeFileSync(join(folder, name), text);
		return execFileSync(process.execPath, [name], { cwd: folder, encoding: "utf8" }).trim();
	}

	for (const [name, statement] of [
		["esm.mjs", 'const { Peer, util } = await import("peerjs");'],
		["default.mjs", 'const { default: Peer, util } = await import("peerjs");'],
		["object.mjs", 'const { Peer, util } = (await import("peerjs")).default;'],
		["cjs.cjs", 'const { Peer, util } = require("peerjs");'],
		["deep.cjs", 'const { Peer, util } = require("peerjs/dist/bundler.cjs");'],
	]) {
		test(`Node: ${name}`, () => assert.deepEqual(JSON.parse(run(name, SCRIPT.replace("IMPORT", statement))), EXPECTED));
	}

	test("Node: slim, given the bytes of its module", () => {
		const statement = 'import { readFileSync } from "node:fs"; import { load, Peer, util } from "peerjs/slim"; await load(readFileSync("node_modules/peerjs/dist/peerjs.wasm"));';
		assert.deepEqual(JSON.parse(run("slim.mjs", SCRIPT.replace("IMPORT", statement))).events, EXPECTED.events);
	});

	test("a context whose window is an object in it, as in tests", () => {
		const context = createContext({ window: {} });
		runInContext(readFileSync(join(folder, "node_modules/peerjs/dist/peerjs.min.js"), "utf8"), context);
		const { Peer, peerjs } = context.window;
		assert.equal(typeof Peer, "function");
		assert.deepEqual([peerjs.Peer, context.Peer, context.peerjs], [Peer, Peer, peerjs]);
	});

	test("a server renders", () => assert.equal(run("render.mjs", RENDER), "<p>function 0.peerjs.com</p>"));

	test("jsdom", async () => {
		const { window } = new JSDOM("<!doctype html>", { runScripts: "outside-only", url: "http://localhost/" });
		// What every browser has, and jsdom has not.
		Object.assign(window, { WebAssembly, TextDecoder, TextEncoder, Uint8Array });
		window.eval(readFileSync(join(folder, "node_modules/peerjs/dist/peerjs.min.js"), "utf8"));
		const error = await new Promise((resolve) => new window.Peer({ host: "/" }).on("error", resolve));
		assert.equal(error.type, "browser-incompatible");
		window.close();
	});

	test("jsdom's own context, as in Jest", async () => {
		const { window } = new JSDOM("<!doctype html>", { runScripts: "outside-only", url: "http://localhost/" });
		const module = { exports: {} };
		window.eval(`(function (module, exports) { ${readFileSync(join(folder, "node_modules/peerjs/dist/bundler.cjs"), "utf8")}\n})`)(module, module.exports);
		const { Peer, util } = module.exports;
		assert.equal(util.randomToken().length, 20);
		const error = await new Promise((resolve) => new Peer({ host: "/" }).on("error", resolve));
		assert.equal(error.type, "browser-incompatible");
		window.close();
	});

	test("what require gives can be replaced, as by jest.spyOn", () => {
		const script = `
			const peerjs = require("peerjs");
			const { Peer } = peerjs;
			for (const name of Object.keys(peerjs)) Object.defineProperty(peerjs, name, { get: () => name });
			console.log(JSON.stringify([peerjs.__esModule, peerjs.default, peerjs.Peer, typeof Peer]));`;
		assert.deepEqual(JSON.parse(run("spy.cjs", script)), [true, "default", "Peer", "function"]);
	});

	test("jsdom's globals in Node, as in Jest", () => {
		const jsdom = createRequire(import.meta.url).resolve("jsdom");
		const statement = `
			const { JSDOM } = require(${JSON.stringify(jsdom)});
			const { window } = new JSDOM("", { url: "http://localhost/" });
			Object.assign(globalThis, { window, document: window.document, location: window.location });
			const { Peer, util } = require("peerjs");`;
		const { events, supports } = JSON.parse(run("jest.cjs", SCRIPT.replace("IMPORT", statement)));
		assert.deepEqual({ events, supports }, { events: EXPECTED.events, supports: false });
	});
});

describe(`a Web Worker, in ${BROWSER}`, () => {
	let site, visitor;
	before(async () => {
		visitor = await startVisitor();
		site = await serve({ "/page": "<!doctype html><title>worker</title>", "/": `${install("worker")}/` });
	});
	after(async () => {
		site?.close();
		await visitor?.close();
	});

	for (const [name, options, load] of [
		["a module", { type: "module" }, 'import { Peer } from "ORIGIN/dist/bundler.mjs";'],
		["a script", {}, 'importScripts("ORIGIN/dist/peerjs.min.js");'],
	]) {
		test(name, async () => {
			const source = `${load.replace("ORIGIN", `${site.origin}/node_modules/peerjs-wasm`)} new Peer().on("error", ({ type }) => postMessage(type));`;
			const start = (source, options) =>
				new Promise((resolve, reject) => {
					const worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })), options);
					worker.onmessage = ({ data }) => resolve(data);
					worker.onerror = ({ message }) => reject(new Error(message));
				});
			const type = await visitor.open(`${site.origin}/page`, (page) => page.evaluate(start, source, options));
			assert.equal(type, "browser-incompatible");
		});
	}
});
