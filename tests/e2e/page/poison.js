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

	/** What may end a call of the engine's in the middle. */
	const ENDS = {
		trap,
		RangeError() {
			throw new RangeError("test: no more room");
		},
		"a full stack": function full() {
			full();
		},
	};

	return {
		ENDS,

		/**
		 * Runs an action in which, at the nth call from now on, a method of the engine's is ended;
		 * returns whether it came to that.
		 */
		interrupted({ prototype }, method, nth, end, action) {
			const own = prototype[method];
			let left = nth;
			prototype[method] = function (...args) {
				if (--left === 0) end();
				return own.apply(this, args);
			};
			try {
				action();
			} catch {
				// As it is meant to be.
			} finally {
				prototype[method] = own;
			}
			return left <= 0;
		},

		/** The same for what runs by itself until `wait` has: each nth call is ended. Returns how many were. */
		async disturbed({ prototype }, method, nth, end, wait) {
			const own = prototype[method];
			let calls = 0;
			let ended = 0;
			prototype[method] = function (...args) {
				if (++calls % nth === 0) {
					ended++;
					end();
				}
				return own.apply(this, args);
			};
			try {
				await wait();
			} finally {
				prototype[method] = own;
			}
			return ended;
		},

		/** Runs `use` so often where the engine's stack is all but full, with more and more room. */
		atTheEnd(use, times, ...more) {
			let left = times;
			const fill = (...more) => {
				try {
					fill(...more);
				} catch {
					// The stack is full: on the way back there is a little more room in each.
				}
				if (left-- > 0) {
					try {
						use();
					} catch {
						// As it is meant to be.
					}
				}
			};
			fill(...more);
		},

		/** The library once more, as the entry that loads its module itself, with where that module's own stack is. */
		async withStack() {
			const { instantiate, instantiateStreaming } = WebAssembly;
			let exports;
			const keep = (method) => async (...args) => {
				const made = await method.apply(WebAssembly, args);
				exports = (made.instance ?? made).exports;
				return made;
			};
			WebAssembly.instantiate = keep(instantiate);
			WebAssembly.instantiateStreaming = keep(instantiateStreaming);
			try {
				const library = await import("/lib/ours/slim.mjs");
				await library.load("/lib/ours/peerjs.wasm");
				// The only global that it exports, under a name of the build's.
				return { library, stack: Object.values(exports).find((one) => one instanceof WebAssembly.Global) };
			} finally {
				Object.assign(WebAssembly, { instantiate, instantiateStreaming });
			}
		},

		/** Runs an action while there is no memory for arrays of so many bytes. */
		async withoutMemory(size, action) {
			const { Uint8Array } = window;
			let refused = 0;
			window.Uint8Array = new Proxy(Uint8Array, {
				construct(target, args, newTarget) {
					if (args[0] >= size) {
						refused++;
						throw new RangeError("test: no memory");
					}
					return Reflect.construct(target, args, newTarget === window.Uint8Array ? target : newTarget);
				},
			});
			try {
				await action();
			} finally {
				window.Uint8Array = Uint8Array;
			}
			return refused;
		},

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
