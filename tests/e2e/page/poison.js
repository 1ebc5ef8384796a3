// Makes Rust trap, from outside.

window.poison = (() => {
	// (module (func (export "trap") unreachable))
	const module = new Uint8Array([
		...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
		...[1, 4, 1, 0x60, 0, 0], // a type: no parameters, no results
		...[3, 2, 1, 0], // a function of it
		...[7, 8, 1, 4, 0x74, 0x72, 0x61, 0x70, 0, 0], // its name
		...[10, 5, 1, 3, 0, 0, 0x0b], // its code: unreachable
	]);
	const { trap } = new WebAssembly.Instance(new WebAssembly.Module(module)).exports;
	const { decode } = TextDecoder.prototype;

	return {
		/** Runs an action in which Rust traps where it has a text made first; returns what is thrown. */
		trapped(action) {
			TextDecoder.prototype.decode = function (...args) {
				TextDecoder.prototype.decode = decode;
				trap();
				return decode.apply(this, args);
			};
			try {
				action();
			} catch (error) {
				return error;
			} finally {
				TextDecoder.prototype.decode = decode;
			}
		},
	};
})();
