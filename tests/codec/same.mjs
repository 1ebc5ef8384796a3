// Whether two values are the same in all that a message can carry: types,
// prototypes, the order of keys, the sign of 0.

export function isSame(a, b) {
	if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) return Object.is(a, b);
	if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
	if (a instanceof Date) return Object.is(a.getTime(), b.getTime());
	if (a instanceof ArrayBuffer) return isSame(new Uint8Array(a), new Uint8Array(b));
	if (a instanceof Uint8Array) return a.length === b.length && a.every((byte, i) => byte === b[i]);
	if (Array.isArray(a)) {
		if (a.length !== b.length) return false;
		// `every` would pass over holes, which no message can carry.
		for (let i = 0; i < a.length; i++) if (i in a !== i in b || !isSame(a[i], b[i])) return false;
		return true;
	}
	const keys = Object.keys(a);
	return isSame(keys, Object.keys(b)) && keys.every((key) => isSame(a[key], b[key]));
}
