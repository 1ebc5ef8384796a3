// The files of a conversation on the chat page, while connections come and go. The
// browser's part is tested by tests/e2e/site-files.test.mjs.

import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { afterEach, beforeEach, test } from "node:test";

import { Transfers } from "../../www/chat/files/transfers.js";

const MB = 1 << 20;

/** A disk that has stored nothing before it is told to. */
class Disk extends EventEmitter {
	bytes = new Uint8Array(0);
	#waiting = [];

	get waiting() {
		return this.#waiting.length;
	}

	createWritable = async () => ({
		write: ({ position, data }) =>
			new Promise((resolve) => {
				this.#waiting.push(() => {
					const bytes = new Uint8Array(Math.max(this.bytes.length, position + data.length));
					bytes.set(this.bytes);
					bytes.set(data, position);
					this.bytes = bytes;
					resolve();
				});
				this.emit("write");
			}),
		close: async () => this.emit("close"),
		abort: async () => {},
	});

	store(count = this.#waiting.length) {
		for (const write of this.#waiting.splice(0, count)) write();
	}
}

/** A connection: what one end sends comes to the other, in order, in later turns, until it is cut. */
function connect(sender, receiver) {
	const link = { isCut: false };
	const end = (other, back) => {
		const deliver = (message) => setImmediate(() => link.isCut || other.take(message, back()));
		return { send: deliver, sendAsync: async (message) => deliver(message) };
	};
	link.ofSender = end(receiver, () => link.ofReceiver);
	link.ofReceiver = end(sender, () => link.ofSender);
	return link;
}

let disk;
beforeEach(() => {
	disk = new Disk();
	globalThis.showSaveFilePicker = async () => disk;
});
afterEach(() => {
	delete globalThis.showSaveFilePicker;
});

/** Two sides, and a file of 70 MB that goes to the disk: a piece of it waits to be stored. */
async function begin() {
	const transfers = {};
	const side = (name) => new Transfers((message, connection) => connection?.send(message), (transfer) => (transfers[name] = transfer));
	const [sender, receiver] = [side("out"), side("in")];
	const bytes = new Uint8Array(70 * MB);
	for (let i = 0; i < bytes.length; i += 4096) bytes[i] = i >> 12;
	const link = connect(sender, receiver);
	sender.connected(link.ofSender);
	receiver.connected(link.ofReceiver);
	sender.add([new File([bytes], "backup.zip")]);
	await until(() => transfers.in?.asks);
	transfers.in.save();
	await once(disk, "write");
	return { sender, receiver, link, transfers, bytes };
}

/** All that is still to come comes, and is what was sent. */
async function ends({ transfers, bytes }) {
	const closed = once(disk, "close");
	disk.on("write", () => disk.store());
	disk.store();
	await closed;
	await until(() => transfers.out.state === "done");
	assert.equal(transfers.in.state, "done");
	assert.deepEqual(Buffer.compare(disk.bytes, bytes), 0);
}

test("the connection is told of again, while pieces are being stored", async () => {
	const scene = await begin();
	await until(() => disk.waiting >= 4);
	disk.store(1);
	// An older one has ended, of which nothing was known.
	scene.receiver.connected(scene.link.ofReceiver);
	await ends(scene);
});

test("another connection comes while pieces are being stored", async () => {
	const scene = await begin();
	await until(() => disk.waiting >= 4);
	scene.link.isCut = true;
	const link = connect(scene.sender, scene.receiver);
	scene.sender.disconnected();
	scene.receiver.connected(link.ofReceiver);
	// Between what the receiver says by itself and what it says when it is asked.
	disk.store(2);
	scene.sender.connected(link.ofSender);
	await ends(scene);
});

test("all was stored, but the word of it was lost", async () => {
	const scene = await begin();
	disk.on("write", () => {
		if (disk.bytes.length < 69 * MB) disk.store();
	});
	disk.store();
	await until(() => disk.bytes.length >= 69 * MB && disk.waiting === 1);
	scene.link.isCut = true;
	scene.sender.disconnected();
	scene.receiver.disconnected();
	const link = connect(scene.sender, scene.receiver);
	scene.sender.connected(link.ofSender);
	scene.receiver.connected(link.ofReceiver);
	await ends(scene);
});

async function until(condition) {
	while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
