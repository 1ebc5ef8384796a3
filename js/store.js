// Properties, stored in a place of its own for each of the keys seen first.
//
// For each place in the code Chromium remembers the key and the shapes of objects
// that it met there, and stores several times faster where it meets the same
// again. Code made for a message would have such places, but a
// Content-Security-Policy may forbid making any: so here is a supply of them.

const PLACES = 32;
let taken = 0;
// Keys that objects inherit are defined: assigned, `__proto__` would set the prototype, and
// what is frozen there would not let itself be hidden.
const INHERITED = -1;
const byKey = new Map(Object.getOwnPropertyNames(Object.prototype).map((key) => [key, INHERITED]));

/** The place of a key, for `store`; 0 if it has none of its own, as none that is longer than propertyIsEnumerable. */
export const placeOf = (key) => (key.length > 20 ? 0 : byKey.get(key) | 0);

/** The place of a key that may come again, and gets one as long as there are any. */
export function placeFor(key) {
	const place = placeOf(key);
	if (place || taken === PLACES) return place;
	byKey.set(key, ++taken);
	return taken;
}

/** `object[key] = value`, in a place of the code. */
export function store(object, key, value, place) {
	switch (place) {
		case 1:
			object[key] = value;
			break;
		case 2:
			object[key] = value;
			break;
		case 3:
			object[key] = value;
			break;
		case 4:
			object[key] = value;
			break;
		case 5:
			object[key] = value;
			break;
		case 6:
			object[key] = value;
			break;
		case 7:
			object[key] = value;
			break;
		case 8:
			object[key] = value;
			break;
		case 9:
			object[key] = value;
			break;
		case 10:
			object[key] = value;
			break;
		case 11:
			object[key] = value;
			break;
		case 12:
			object[key] = value;
			break;
		case 13:
			object[key] = value;
			break;
		case 14:
			object[key] = value;
			break;
		case 15:
			object[key] = value;
			break;
		case 16:
			object[key] = value;
			break;
		case 17:
			object[key] = value;
			break;
		case 18:
			object[key] = value;
			break;
		case 19:
			object[key] = value;
			break;
		case 20:
			object[key] = value;
			break;
		case 21:
			object[key] = value;
			break;
		case 22:
			object[key] = value;
			break;
		case 23:
			object[key] = value;
			break;
		case 24:
			object[key] = value;
			break;
		case 25:
			object[key] = value;
			break;
		case 26:
			object[key] = value;
			break;
		case 27:
			object[key] = value;
			break;
		case 28:
			object[key] = value;
			break;
		case 29:
			object[key] = value;
			break;
		case 30:
			object[key] = value;
			break;
		case 31:
			object[key] = value;
			break;
		case 32:
			object[key] = value;
			break;
		default:
			if (place) Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
			else object[key] = value;
	}
}
