// Pages without a bundler: the package under the addresses of two CDNs, as files
// beside the page, and as text in it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { BROWSER } from "../support/environment.mjs";
import { install } from "./install.mjs";
import { serve } from "./serve.mjs";
import { HELLO, startVisitor } from "./visit.mjs";

const HEAD = '<!doctype html><meta charset="utf-8"><title>page</title>';

describe(`pages, in ${BROWSER}`, { timeout: 120_000 }, () => {
	let folder, version, visitor, cdn;
	const sites = [];
	before(async () => {
		const application = install(`page-${BROWSER}`);
		folder = `${application}/node_modules/peerjs-wasm/`;
		const manifest = JSON.parse(readFileSync(join(folder, "package.json")));
		version = manifest.version;
		const file = (name) => `${manifest[name].replace(/^\./, "")}`;
		visitor = await startVisitor();
		const routes = {
			// unpkg: a redirect from the name to the version, and to the file of package.json.
			"/unpkg/peerjs-wasm": `->/unpkg/peerjs-wasm@${version}`,
			[`/unpkg/peerjs-wasm@${version}`]: `->/unpkg/peerjs-wasm@${version}${file("unpkg")}`,
			[`/unpkg/peerjs-wasm@${version}/`]: folder,
			// jsDelivr: the same without redirects.
			"/npm/peerjs-wasm/": folder,
			[`/npm/peerjs-wasm@${version}/`]: folder,
		};
		cdn = await serve(routes, { "access-control-allow-origin": "*" });
		sites.push(cdn);
	});
	after(async () => {
		sites.forEach((site) => site.close());
		await visitor?.close();
	});

	/** A page on a server of its own, which loads from another, as from a CDN. */
	async function meet(body, headers) {
		const site = await serve({ "/page": HEAD + body, "/": `${join(folder, "../..")}/` }, headers);
		sites.push(site);
		return visitor.meet(`${site.origin}/page`);
	}

	const byGlobal = '<script type="module">import { meet } from "/meet.js"; window.met = meet(window.Peer);</script>';
	const byTag = (src) => `<script src="${src}"></script>${byGlobal}`;
	const byModule = (module) => `<script type="module">import { meet } from "/meet.js"; ${module} window.met = meet(Peer);</script>`;

	for (const path of ["/unpkg/peerjs-wasm", "/unpkg/peerjs-wasm@VERSION/dist/peerjs.min.js", "/npm/peerjs-wasm@VERSION/dist/peerjs.min.js", "/npm/peerjs-wasm/dist/peerjs.js"]) {
		test(`a script tag: ${path}`, async () => {
			assert.equal(await meet(byTag(cdn.origin + path.replace("VERSION", version))), HELLO);
		});
	}

	for (const [name, file] of [
		["all", "bundler.mjs"],
		["slim", "slim.mjs"],
	]) {
		test(`a module from a CDN: ${name}`, async () => {
			assert.equal(await meet(byModule(`import { Peer } from "${cdn.origin}/npm/peerjs-wasm@${version}/dist/${file}";`)), HELLO);
		});
	}

	// As applications are built that are one file.
	for (const file of ["peerjs.js", "peerjs.min.js", "peerjs.nowasm.min.js"]) {
		test(`put into the page by replace: ${file}`, async () => {
			const script = readFileSync(join(folder, "dist", file), "utf8");
			const page = `<!-- script -->${byGlobal}`.replace("<!-- script -->", `<script>${script}</script>`);
			assert.equal(await meet(page), HELLO);
		});
	}

	test("the serializer beside the script", async () => {
		const dist = `${cdn.origin}/npm/peerjs-wasm@${version}/dist`;
		const body = `<script src="${dist}/peerjs.min.js"></script><script type="module">
			import { meet } from "/meet.js";
			import { MsgPack } from "${dist}/serializer.msgpack.mjs";
			window.met = meet(window.Peer, { serializers: { MsgPack, default: MsgPack } });
		</script>`;
		assert.equal(await meet(body), HELLO);
	});

	describe("slim takes its module from", () => {
		const wasm = "/node_modules/peerjs-wasm/dist/peerjs.wasm";
		const slim = 'import { load, Peer } from "/node_modules/peerjs-wasm/dist/slim.mjs";';
		for (const [name, source] of [
			["an address", `"${wasm}"`],
			["a response that is on its way", `fetch("${wasm}")`],
			["a response of another type", `fetch("${wasm}").then(async (r) => new Response(await r.arrayBuffer()))`],
			["bytes", `await (await fetch("${wasm}")).arrayBuffer()`],
			["a module", `await WebAssembly.compileStreaming(fetch("${wasm}"))`],
		]) {
			test(name, async () => assert.equal(await meet(byModule(`${slim} await load(${source});`)), HELLO));
		}

		test("another place, where the first has none", async () => {
			const again = `${slim} await load("/nowhere.wasm").then(() => { throw new Error("loaded nothing"); }, () => {}); await load("${wasm}");`;
			assert.equal(await meet(byModule(again)), HELLO);
		});
	});
});
