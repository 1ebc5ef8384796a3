// The script without WebAssembly, from beside this one: for pages that may not use it,
// whose Content-Security-Policy has no 'wasm-unsafe-eval', as PeerJS needs none.

const NAME = "peerjs.nowasm.min.js";
/** Known only while the script runs. Of modules and workers none is known. */
const own = globalThis.document?.currentScript;

/**
 * @param {WebAssembly.Imports} imports
 * @returns {Function} Makes an instance in JavaScript; given why there is none of
 * WebAssembly, with which it rejects where there is nothing beside this script either.
 */
export const instanceBeside = (imports) => async (reason) => {
	try {
		return { exports: (await load())(imports) };
	} catch {
		throw reason;
	}
};

/** Resolves to what the other script hands over, see `global-nowasm.js`. */
function load() {
	return new Promise(($take, reject) => {
		const { nonce, crossOrigin, integrity } = own;
		const script = document.createElement("script");
		// It may be loaded and be something else: a page that says that there is none.
		Object.assign(script, { nonce, crossOrigin, $take, onload: reject, onerror: reject, src: new URL(NAME, own.src) });
		// Who vouches for one script by its digest does not vouch for the other.
		if (integrity) reject();
		else document.head.append(script);
	});
}
