// What goes beyond the server of tests/wasm, which is there already.

/** A client that is no Peer. */
export function stranger(id) {
	const client = new WebSocket(`ws://localhost/?id=${id}`);
	return new Promise((resolve) => {
		client.onopen = () => resolve(client);
	});
}

/** Has those who come get another type of message in place of OPEN, or none. */
export function greetWith(type) {
	globalThis.WebSocket = class extends WebSocket {
		#listener;

		set onmessage(listener) {
			this.#listener = listener;
		}

		get onmessage() {
			return ({ data }) => {
				const message = JSON.parse(data);
				if (message.type === "OPEN") message.type = type;
				if (message.type) this.#listener?.({ data: JSON.stringify(message) });
			};
		}
	};
}
