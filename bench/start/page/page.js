// What runs in a page that is to start a library: `bench` there.

/** Defines `window.RTCPeerConnection` anew, which counts. */
export function countPeerConnections() {
	let count = 0;
	window.RTCPeerConnection = new Proxy(RTCPeerConnection, {
		construct(target, args) {
			count++;
			return new target(...args);
		},
	});
	return () => count;
}

const RUN = {
	// Compiled and run before this returns.
	tag: (source) => document.head.append(Object.assign(document.createElement("script"), { textContent: source })),
	// Changes nothing of the document, whose style would be looked at again.
	eval: (source) => (0, eval)(source),
};

/** Runs the script: the time until there is a Peer, and until it is open. */
export async function script(source, options, way) {
	const begin = performance.now();
	RUN[way](source);
	const loaded = performance.now();
	window.made = new Peer("bench", options);
	const made = performance.now();
	return { load: loaded - begin, start: made - begin, open: (await opening()) - begin };
}

/** Runs a module that has WebAssembly as a file: the same times. */
export async function module(source, wasm, options) {
	const bytes = Uint8Array.from(atob(wasm), (char) => char.charCodeAt(0));
	const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
	const begin = performance.now();
	const library = await import(address);
	const loaded = performance.now();
	library.load(bytes);
	window.made = new library.Peer("bench", options);
	const made = performance.now();
	return { load: loaded - begin, start: made - begin, open: (await opening()) - begin };
}

/** When the Peer is open. */
function opening() {
	return new Promise((resolve, reject) => {
		made.on("open", () => resolve(performance.now()));
		made.on("error", reject);
	});
}

/** Ends the Peer. */
export function end() {
	made.destroy();
}
