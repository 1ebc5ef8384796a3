// Notes in which order a Peer asks the browser for what it needs to begin.

window.order = (() => {
	const seen = [];
	const sockets = [];
	const note = (what, constructor) =>
		new Proxy(constructor, {
			construct(...args) {
				seen.push(what);
				const made = Reflect.construct(...args);
				if (what === "socket") sockets.push(made);
				return made;
			},
		});
	window.WebSocket = note("socket", WebSocket);
	WebAssembly.Module = note("module", WebAssembly.Module);
	const { fetch } = window;
	window.fetch = (...args) => {
		seen.push("fetch");
		return fetch(...args);
	};
	return { seen, sockets };
})();
