// What the tests take from outside: environment variables and where things are.

import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** The browser under test: `chromium` or `firefox`. */
export const BROWSER = process.env.BROWSER ?? "chromium";

/**
 * `LIB=peerjs` puts PeerJS where ours would be: the harness tested against
 * itself, and a way to run everything before our library is built.
 */
export const LIB = process.env.LIB ?? "ours";

/** Where logs and screenshots of failures go. */
export const ARTIFACTS = resolve(ROOT, process.env.ARTIFACTS ?? "tests/artifacts");

/** The folder of each library's script. */
export const LIBRARIES = {
	peerjs: join(packageFolder("peerjs"), "dist"),
	ours: join(ROOT, "pkg/dist"),
	nowasm: join(ROOT, "pkg/dist"),
};

/** A library's script. `LIB=nowasm` is ours without WebAssembly, in strict code. */
export const scriptOf = (lib) => (lib === "nowasm" ? "peerjs.nowasm.min.js" : "peerjs.min.js");

/** Fails early, and says how to go on, when the library under test is missing. */
export function requireLibrary(lib = LIB) {
	const file = join(LIBRARIES[lib] ?? "", "peerjs.min.js");
	if (!existsSync(file)) {
		throw new Error(`${file} is missing: run "cargo xtask build" first, or set LIB=peerjs`);
	}
}

/** The folder of an npm package, found as Node finds it, whatever its `exports` hide. */
export function packageFolder(name) {
	for (let folder = ROOT; ; folder = dirname(folder)) {
		const candidate = join(folder, "node_modules", name);
		if (existsSync(candidate)) return candidate;
		if (folder === dirname(folder)) throw new Error(`npm package ${name} is not installed`);
	}
}

/** The first of `names` that is an executable on PATH, or undefined. */
export function onPath(...names) {
	for (const name of names) {
		for (const folder of (process.env.PATH ?? "").split(delimiter)) {
			const file = join(folder, name);
			try {
				accessSync(file, constants.X_OK);
				return file;
			} catch {
				// Not here: look on.
			}
		}
	}
}
