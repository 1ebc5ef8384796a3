// Loads the modules of js/ for the tests, as the global object `modules`.
//
// One after the other: for all at once a browser opens six connections, and of
// more than four that come together the server of wasm-bindgen-test-runner may
// leave one without a thread for ever (TaskPool of tiny_http 0.12).

const seen = new Set();

/** Loads a module after those that it imports. */
async function load(url) {
	if (seen.has(url)) return;
	seen.add(url);
	const source = await (await fetch(url)).text();
	for (const [, path] of source.matchAll(/^(?:import|export) .*"(\..+)";$/gm)) await load(new URL(path, url).href);
	await import(url);
}

export async function loadModules() {
	globalThis.modules = {};
	for (const name of ["rust", "pack", "util", "peer"]) {
		const { href } = new URL(`/js/${name}.js`, location);
		await load(href);
		Object.assign(globalThis.modules, await import(href));
	}
}
