// What runs in the engine: a browser's page, or Node.

import { instantiate } from "../../tests/codec/instantiate.mjs";
import { CODECS } from "./codecs.mjs";
import { measure } from "./measure.mjs";
import { PAYLOADS } from "./payloads.mjs";

/** Takes the wasm module in base64. */
export function start(base64) {
	instantiate(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
}

/** Measures one payload: `{ pack, unpack }`, each by codec. */
export function run(index, rounds) {
	const { make, each } = PAYLOADS[index];
	const value = make();
	const values = each ? value : [value];
	const pack = {};
	const unpack = {};
	for (const [name, codec] of Object.entries(CODECS)) {
		pack[name] = inTurn(values, codec.pack);
		let messages;
		try {
			messages = values.map((value) => message(codec, value));
		} catch {
			continue;
		}
		unpack[name] = inTurn(messages, codec.unpack);
	}
	// They unpack the same way.
	delete unpack["ours, send"];
	return { pack: measure(pack, rounds), unpack: measure(unpack, rounds) };
}

/** Bytes as they arrive: in an ArrayBuffer of their own. */
function message(codec, value) {
	const bytes = (codec.bytes ?? ((whole) => whole))(codec.pack(value));
	// In Node msgpackr packs to Buffers, whose own `slice` does not copy.
	return bytes instanceof ArrayBuffer ? bytes : Uint8Array.prototype.slice.call(bytes).buffer;
}

function inTurn(inputs, action) {
	if (inputs.length === 1) return () => action(inputs[0]);
	return () => {
		let result;
		for (const input of inputs) result = action(input);
		return result;
	};
}
