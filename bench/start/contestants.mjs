// What is started, and how in a page of its own.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { build } from "esbuild";

import { LIBRARIES } from "../../tests/support/environment.mjs";

export const PEERJS = "PeerJS";
export const OURS = "ours";
export const SLIM = "ours, slim";

const read = (lib, name) => readFileSync(join(LIBRARIES[lib], name));

/**
 * Each is a function that starts the library in a page and resolves to `{ load, start, open }`;
 * a script as `tag` or by `eval`.
 */
export async function contestants(port) {
	const options = { host: "127.0.0.1", port };
	const script = (lib) => {
		const source = read(lib, "peerjs.min.js").toString();
		return (page, way = "tag") => page.evaluate((source, options, way) => bench.script(source, options, way), source, options, way);
	};
	const [slim, wasm] = [await bundled(), read("ours", "peerjs.wasm").toString("base64")];
	return {
		[PEERJS]: script("peerjs"),
		[OURS]: script("ours"),
		[SLIM]: (page) => page.evaluate((source, wasm, options) => bench.module(source, wasm, options), slim, wasm, options),
	};
}

/** The modules of the slim entry in one, as an application's bundler leaves them. */
async function bundled() {
	const { outputFiles } = await build({
		entryPoints: [join(LIBRARIES.ours, "slim.mjs")],
		bundle: true,
		write: false,
		format: "esm",
		minify: true,
		// Where the module would be: the page gives its bytes instead.
		define: { "import.meta.url": "'http://127.0.0.1/'" },
	});
	return outputFiles[0].text;
}
