// Two pages and a connection between them.

import { addressOf, bundle, closePage, openPage } from "../shared/pages.mjs";

const script = await bundle(new URL("page/page.js", import.meta.url));

/** Opens the pages of a contestant, connects them and moves so many bytes; `port` is the PeerServer's. */
export async function openPair({ browser, pages, port }, { sender, receiver }, warmUp) {
	// The raw page has PeerJS to tell the length of its messages.
	const open = (kind) => openPage(browser, addressOf(pages, kind === "raw" ? "peerjs" : kind), script);
	const pair = new Pair(await open(sender), await open(receiver));
	if (sender === "raw") await pair.connectRaw();
	else await pair.connectPeers(port);
	await pair.transfer({ kind: "Uint8Array", size: warmUp, messageSize: 64 << 10 });
	return pair;
}

let peers = 0;

class Pair {
	constructor(sender, receiver) {
		this.sender = sender;
		this.receiver = receiver;
	}

	async connectRaw() {
		const offer = await this.sender.evaluate(() => bench.raw.offer());
		const answer = await this.receiver.evaluate((offer) => bench.raw.answer(offer), offer);
		await this.sender.evaluate((answer) => bench.raw.accept(answer), answer);
		await this.#start("raw");
	}

	async connectPeers(port) {
		const name = `bench-${process.pid}-${++peers}`;
		await this.receiver.evaluate((id, port) => bench.peer.listen(id, port), `${name}-receiver`, port);
		await this.sender.evaluate((to, id, port) => bench.peer.connect(to, id, port), `${name}-receiver`, `${name}-sender`, port);
		await this.#start("peer");
	}

	async #start(kind) {
		await Promise.all([this.sender, this.receiver].map((page) => page.evaluate((kind) => bench.start(kind), kind)));
	}

	/** One value of a `kind` and `size`; fails unless it arrives as it was. */
	async transfer(options) {
		const [sent, received] = await this.#across("transfer", options);
		return { ...sent, receiverGap: received.gap };
	}

	/** `count` small objects at once. */
	async burst(options) {
		const [sent] = await this.#across("burst", options);
		return sent;
	}

	/** `count` values of a `kind` and `size`, one directly after the other. */
	async stream(options) {
		const [sent] = await this.#across("stream", options);
		return sent;
	}

	/** `count` small objects, each when the one before is back. */
	async roundTrips(options) {
		await this.receiver.evaluate(() => bench.receive.echo());
		return this.sender.evaluate((options) => bench.send.roundTrips(options), options);
	}

	/** Resolves to what both pages say. */
	async #across(what, options) {
		await this.receiver.evaluate((options) => bench.receive.expect(options), options);
		return Promise.all([
			this.sender.evaluate((what, options) => bench.send[what](options), what, options),
			this.receiver.evaluate((what, options) => bench.receive[what](options), what, options),
		]);
	}

	async close() {
		await Promise.all([this.sender, this.receiver].map(closePage));
	}
}
