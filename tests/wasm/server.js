// A signalling server within the page. It stands in for the WebSocket of the
// page, and does no more than take clients in and pass messages on.

const clients = new Map();

class LocalSocket {
	readyState = 0;
	#id;

	constructor(url) {
		this.#id = new URL(url).searchParams.get("id");
		setTimeout(() => {
			if (this.readyState !== 0) return;
			this.readyState = 1;
			clients.set(this.#id, this);
			this.onopen?.({});
			this.#receive({ type: "OPEN" });
		});
	}

	send(text) {
		const message = JSON.parse(text);
		clients.get(message.dst)?.#receive({ ...message, src: this.#id });
	}

	close() {
		this.readyState = 3;
		// Another may have the id by now.
		if (clients.get(this.#id) === this) clients.delete(this.#id);
	}

	#receive(message) {
		setTimeout(() => this.onmessage?.({ data: JSON.stringify(message) }));
	}
}

export function start() {
	globalThis.WebSocket = LocalSocket;
}
