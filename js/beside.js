// The script without WebAssembly, from beside this one: for pages that may not use it,
// whose Content-Security-Policy has no 'wasm-unsafe-eval', as PeerJS needs none.

const NAME = "peerjs.nowasm.min.js";
/**
 * What this script is called where the other is beside it. At an address without a name,
 * from which a CDN leads on, there would be somebody else's package.
 */
const OWN_NAME = /\/peerjs(\.min)?\.js$/;
/** Known only while the script runs. Of modules and workers none is known. */
const own = globalThis.document?.currentScript;

/**
 * @param {WebAssembly.Imports} imports
 * @param {string} build What tells this module from those of other versions.
 * @returns {Function} Makes an instance in JavaScript; given why there is none of
 * WebAssembly, with which it rejects where there is nothing beside this script either.
 */
export const instanceBeside = (imports, build) => async (reason) => {
	try {
		return { exports: (await load(build))(imports) };
	} catch {
		throw reason;
	}
};

/** Resolves to what the other script hands over, see `global-nowasm.js`. */
function load(build) {
	return new Promise((resolve, reject) => {
		const { nonce, crossOrigin, integrity, src } = own;
		// The document gives an image of that name as well; and who vouches for one script by
		// its digest does not vouch for the other.
		if (!(own instanceof HTMLScriptElement) || !OWN_NAME.test(new URL(src).pathname) || integrity) throw own;
		const $take = (instantiate, theirs) => theirs === build && resolve(instantiate);
		const script = document.createElement("script");
		// It may be loaded and be something else: a page that says that there is none.
		const end = () => {
			script.remove();
			reject();
		};
		Object.assign(script, { nonce, crossOrigin, $take, onload: end, onerror: end, src: new URL(NAME, src) });
		document.head.append(script);
	});
}
