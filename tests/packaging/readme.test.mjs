// What README.md says to do, done as it stands there: its snippets are run, unchanged
// but for the server. Those in Rust are compiled by `cargo test --doc`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import * as esbuild from "esbuild";

import { BROWSER, packageFolder, ROOT } from "../support/environment.mjs";
import { install } from "./install.mjs";
import { pageOf, serve } from "./serve.mjs";
import { HELLO, startVisitor } from "./visit.mjs";
import { withViteServer } from "./vite-server.mjs";

const README = readFileSync(join(ROOT, "README.md"), "utf8");
const MEET = '\nimport { meet } from "./meet.js";\nwindow.met = meet(Peer);\n';

/** The snippets under a heading, of one language, in order. */
function snippets(heading, language) {
	const [, section] = README.split(new RegExp(`^#+ ${heading}$`, "m"));
	assert.ok(section, heading);
	const [text] = section.split(/^#+ /m);
	return [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(([, code]) => code);
}

/** A snippet with options for its Peer, which it makes without. */
function withServer(code, options) {
	const parts = code.split("new Peer()");
	assert.equal(parts.length, 2);
	return parts.join(`new Peer(${JSON.stringify(options)})`);
}

describe(`README.md, in ${BROWSER}`, { timeout: 240_000 }, () => {
	let folder, visitor, options;
	const sites = [];
	before(async () => {
		folder = install(`readme-${BROWSER}`);
		visitor = await startVisitor();
		options = { host: "127.0.0.1", port: visitor.port, path: "/", secure: false, config: {} };
	});
	after(async () => {
		sites.forEach((site) => site.close());
		await visitor?.close();
	});

	const site = async (routes) => {
		sites.push(await serve(routes));
		return sites.at(-1).origin;
	};

	test("names the version that there is", () => {
		const { version } = JSON.parse(readFileSync(join(folder, "node_modules/peerjs-wasm/package.json")));
		for (const file of ["README.md", "npm/README.md"]) {
			const named = [...readFileSync(join(ROOT, file), "utf8").matchAll(/peerjs-wasm[@-](\d+\.\d+\.\d+)/g)];
			assert.ok(named.length > 0, file);
			for (const [, one] of named) assert.equal(one, version, file);
		}
	});

	test("has in Install what the package's own README has", () => {
		const own = readFileSync(join(ROOT, "npm/README.md"), "utf8");
		assert.ok(own.includes(snippets("In Node", "js")[0].split("\nconst peer")[0]));
		assert.ok(own.includes(snippets("The module as a file", "js")[0].split("\n")[0]));
	});

	test("Use: two pages talk", async () => {
		const [html] = snippets("Use", "html");
		const listen = "<script>window.said = []; console.log = (...all) => said.push(all.join(' '));</script>";
		const page = `<!doctype html><meta charset="utf-8"><title>use</title>${listen}${withServer(html, options)}`;
		const origin = await site({ "/page": page, "/": `${join(folder, "node_modules/peerjs-wasm/dist")}/` });
		/** Opens the page; `said` waits for what it logs behind a text. */
		const open = (use) =>
			visitor.open(`${origin}/page`, (page) => {
				// The page that is behind the other paints no frame, by which it would ask otherwise.
				const said = (text) => page.waitForFunction((text) => window.said.find((line) => line.startsWith(text))?.slice(text.length), { polling: 50 }, text).then((handle) => handle.jsonValue());
				return use({ page, said });
			});
		await open(async (alice) => {
			await open(async (bob) => {
				const [id] = await Promise.all([alice.said("My peer ID is: "), bob.said("My peer ID is: ")]);
				await bob.page.evaluate((id) => say(id, "hello"), id);
				assert.equal(await alice.said("Received "), "hello");
			});
		});
	});

	describe("The module as a file", () => {
		let waits, loads, config;
		before(() => {
			[waits, loads, config] = snippets("The module as a file", "js");
		});

		test("Vite's own server, with its configuration", async () => {
			const root = join(folder, "vite");
			mkdirSync(root);
			cpSync(join(folder, "meet.js"), join(root, "meet.js"));
			writeFileSync(join(root, "vite.config.mjs"), config);
			writeFileSync(join(root, "main.js"), withServer(waits, options) + MEET);
			writeFileSync(join(root, "index.html"), pageOf("/main.js"));
			await withViteServer(root, {}, async (origin) => assert.equal(await visitor.meet(`${origin}/`), HELLO));
		});

		test("esbuild, copied to the place that is loaded", async () => {
			const [, file] = /copy `(node_modules\/\S+\.wasm)`/.exec(README);
			writeFileSync(join(folder, "loads.js"), `${loads}\nimport { Peer } from "peerjs-wasm/slim";${MEET}`);
			const out = join(folder, "loads");
			await esbuild.build({ entryPoints: [join(folder, "loads.js")], outdir: out, bundle: true, format: "esm", logLevel: "silent" });
			mkdirSync(join(out, "assets"));
			cpSync(join(folder, file), join(out, "assets/peerjs.wasm"));
			assert.equal(await visitor.meet(`${await site({ "/page": pageOf("/loads.js"), "/": `${out}/` })}/page`), HELLO);
		});
	});

	test("In Node", () => {
		const [, names] = /`npm install peerjs-wasm ([\w -]+)`, or another package with WebRTC/.exec(README);
		for (const name of names.split(" ")) linkPackage(name);
		const [code] = snippets("In Node", "js");
		const rest = 'peer.on("error", (error) => { throw error; }).on("open", (id) => process.exit(typeof id === "string" ? 0 : 1));';
		writeFileSync(join(folder, "node.mjs"), withServer(code, options) + rest);
		execFileSync(process.execPath, ["node.mjs"], { cwd: folder, timeout: 60_000 });
	});

	/** As if it had been installed into the application, with what it needs. */
	function linkPackage(name) {
		const own = fileURLToPath(new URL(`node_modules/${name}`, import.meta.url));
		symlinkSync(existsSync(own) ? own : packageFolder(name), join(folder, "node_modules", name));
	}
});
