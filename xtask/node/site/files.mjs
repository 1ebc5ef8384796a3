// The site, file by file: the pages of www/, what they load, and what is generated.

import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { articles } from "../articles/site.mjs";
import { reference } from "../reference/site.mjs";
import { assemble } from "./html.mjs";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const WWW = join(ROOT, "www");

/** What is in www/ for those who write the site. */
const NOT_SERVED = /(^|\/)README\.md$|^shared\/.*\.html$/;

/**
 * Functions that resolve to files made from other sources: path → content, or a function
 * that returns it. Their HTML may have the places for fragments that the pages of www/ have.
 */
const GENERATED = [articles, reference];

/**
 * The site with the library's script as `script`, and `config` for its config.json:
 * the options of `new Peer` where the page's address names no server.
 */
export class Site {
	#script;
	#config;

	constructor({ script = join(ROOT, "pkg/dist/peerjs.min.js"), config = {} } = {}) {
		this.#script = script;
		this.#config = config;
	}

	/** Resolves to path → function that resolves to the content, nothing kept from before. */
	async files() {
		const files = new Map();
		for (const entry of await readdir(WWW, { recursive: true, withFileTypes: true })) {
			const file = join(entry.parentPath, entry.name);
			const path = relative(WWW, file).split(sep).join("/");
			if (entry.isFile() && !NOT_SERVED.test(path)) files.set(path, () => page(path, readFile(file)));
		}
		for (const generate of GENERATED) {
			for (const [path, content] of Object.entries(await generate())) files.set(path, () => page(path, typeof content === "function" ? content() : content));
		}
		files.set("lib/peerjs.min.js", () => readFile(this.#script));
		// What that loads in a page that may not use WebAssembly; PeerJS's loads nothing.
		const beside = join(dirname(this.#script), "peerjs.nowasm.min.js");
		if (existsSync(beside)) files.set("lib/peerjs.nowasm.min.js", () => readFile(beside));
		files.set("lib/qr.js", bundleQr);
		files.set("config.json", () => JSON.stringify(this.#config));
		return files;
	}

	/** Resolves to the content of one file, or undefined. */
	async read(path) {
		return (await this.files()).get(path)?.();
	}
}

async function page(path, content) {
	return extname(path) === ".html" ? assemble(path, String(await content), (name) => readFile(join(WWW, "shared", `${name}.html`), "utf8")) : content;
}

/** The one package that the pages use, as a module of theirs. */
async function bundleQr() {
	const { outputFiles } = await build({ entryPoints: ["qr"], absWorkingDir: ROOT, bundle: true, format: "esm", minify: true, write: false, legalComments: "inline" });
	return outputFiles[0].text;
}
