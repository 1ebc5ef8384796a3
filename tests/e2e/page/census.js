// Counts what is taken from the browser and not given back. It stands behind the
// library in the page, and before its first Peer, which instantiates the module.

window.census = (() => {
	const native = { setTimeout, clearTimeout, setInterval, clearInterval };

	/** By kind: objects that end by being closed, as long as they are not. */
	const unclosed = { peerConnections: new Set(), sockets: new Set() };
	const isClosed = {
		peerConnections: ({ signalingState }) => signalingState === "closed",
		sockets: ({ readyState }) => readyState === WebSocket.CLOSED,
	};
	const timers = new Set();
	let listeners = 0;
	let module;

	/** By kind: objects that were watched, weakly. */
	const watched = {};

	function watch(kind, object) {
		(watched[kind] ??= []).push(new WeakRef(object));
		unclosed[kind]?.add(object);
		return object;
	}

	const watchNew = (kind, constructor) =>
		new Proxy(constructor, { construct: (...args) => watch(kind, Reflect.construct(...args)) });
	window.RTCPeerConnection = watchNew("peerConnections", RTCPeerConnection);
	window.WebSocket = watchNew("sockets", WebSocket);

	window.setTimeout = (action, ...rest) => {
		const done = (...args) => {
			timers.delete(timer);
			action(...args);
		};
		const timer = native.setTimeout.call(window, done, ...rest);
		timers.add(timer);
		return timer;
	};
	window.setInterval = (...args) => {
		const timer = native.setInterval.apply(window, args);
		timers.add(timer);
		return timer;
	};
	for (const clear of ["clearTimeout", "clearInterval"]) {
		window[clear] = (timer) => {
			timers.delete(timer);
			native[clear].call(window, timer);
		};
	}

	// Those of sockets and the like go with their objects, which are counted.
	const outlives = (target) => !(target instanceof RTCPeerConnection || target instanceof RTCDataChannel || target instanceof WebSocket);
	for (const [method, change] of [["addEventListener", 1], ["removeEventListener", -1]]) {
		const original = EventTarget.prototype[method];
		EventTarget.prototype[method] = function (...args) {
			const target = this ?? window;
			if (outlives(target)) listeners += change;
			return original.apply(target, args);
		};
	}

	WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
		construct(target, [code, imports]) {
			const instance = new target(code, imports);
			const memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
			// The names in the script are short. Of what takes nothing, one tells that
			// nothing was thrown, 0; the others make an object, and return its number.
			const makers = Object.values(imports).flatMap(Object.values).filter(({ length }) => length === 0);
			let maker;
			module = { memory, hold: () => (maker ??= makers.find((make) => make()))() };
			return instance;
		},
	});

	async function collect() {
		if (window.TestUtils) await TestUtils.gc();
		else await gc({ type: "major", execution: "async" });
	}

	return {
		watch,
		collect,

		/** What is in use. */
		get inUse() {
			for (const [kind, objects] of Object.entries(unclosed)) {
				for (const object of objects) if (isClosed[kind](object)) objects.delete(object);
			}
			const counts = Object.entries(unclosed).map(([kind, objects]) => [kind, objects.size]);
			return { ...Object.fromEntries(counts), timers: timers.size, listeners };
		},

		/** How many of the watched objects of a kind are in memory. */
		alive(kind) {
			watched[kind] = watched[kind].filter((reference) => reference.deref());
			return watched[kind].length;
		},

		/** The size of wasm memory, and the number of the next value that is held there. */
		get wasm() {
			// What is held outside of a call stays, and so moves what comes behind it.
			return module && { memory: module.memory.buffer.byteLength, slots: module.hold() };
		},

		/** Bytes of JavaScript's objects, where the browser tells. */
		get heap() {
			return performance.memory?.usedJSHeapSize;
		},
	};
})();
