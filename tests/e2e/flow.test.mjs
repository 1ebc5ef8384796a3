// How much of a transfer is read, and handed to the channel, at a time; and that nobody
// keeps asking meanwhile.

import assert from "node:assert/strict";

import { describeBehaviours } from "./behaviours.mjs";
import { MEGABYTE } from "./transfer.mjs";

/** The most that the channel holds: HIGH_WATER, and a chunk on top of it. */
const FULL = 2 * MEGABYTE + 262_144;

/** More than is read ahead of what the channel takes: two windows, and the chunk that they are for. */
const AHEAD = 2 * MEGABYTE;

/** Watches what the page does with the browser: all of it goes on working. */
const watch = (index) => {
	const seen = (window.seen = { whole: 0, read: 0, handed: 0, ahead: 0, held: 0, timers: 0 });
	const around = (object, name, before, after = () => {}) => {
		const original = object[name];
		object[name] = function (...args) {
			before.call(this, ...args);
			const result = original.apply(this, args);
			after.call(this, result, ...args);
			return result;
		};
	};
	const read = (bytes) => {
		seen.read += bytes;
		seen.ahead = Math.max(seen.ahead, seen.read - seen.handed);
	};
	for (const name of ["arrayBuffer", "bytes", "text"]) {
		if (Blob.prototype[name]) around(Blob.prototype, name, function () { seen.whole = Math.max(seen.whole, this.size); read(this.size); });
	}
	for (const name of ["readAsArrayBuffer", "readAsBinaryString", "readAsDataURL", "readAsText"]) {
		around(FileReader.prototype, name, ({ size }) => { seen.whole = Math.max(seen.whole, size); read(size); });
	}
	for (const { prototype } of [ReadableStreamDefaultReader, window.ReadableStreamBYOBReader].filter(Boolean)) {
		around(prototype, "read", () => {}, (promise) => void promise.then(({ value }) => read(value?.byteLength ?? 0), () => {}));
	}
	const { dataChannel } = end.connections[index];
	// The browser's: the channel's own counts what the library's queue has, too.
	const held = () => Reflect.get(RTCDataChannel.prototype, "bufferedAmount", dataChannel);
	around(dataChannel, "send", () => {}, (_, message) => {
		seen.handed += message.byteLength;
		seen.held = Math.max(seen.held, held());
	});
	for (const name of ["setTimeout", "setInterval", "requestAnimationFrame", "requestIdleCallback"]) {
		if (window[name]) around(window, name, () => seen.timers++);
	}
	around(MessagePort.prototype, "postMessage", () => seen.timers++);
};

const BEHAVIOURS = Object.fromEntries(
	[[64, "File"], [16, "Uint8Array"], [16, "Blob inside of an object"]].map(([megabytes, kind]) => [
		`${megabytes} MB in a ${kind}`,
		{
			by: "sender",
			// What a Peer says at times takes a timer.
			options: { pingInterval: 600_000 },
			async run({ link, connector, acceptor }) {
				const size = megabytes * MEGABYTE;
				const index = await link({ reliable: true });
				await connector.run(watch, index);
				// It takes nothing for a while: the channel is full.
				await acceptor.run((index) => {
					const { dataChannel } = end.connections[index];
					const pause = () => {
						const end = performance.now() + 300;
						while (performance.now() < end);
					};
					dataChannel.addEventListener("message", pause, { once: true });
				}, index);
				const atOnce = await connector.run((index, size, kind) => {
					const bytes = end.pattern(size);
					const make = {
						Uint8Array: () => bytes,
						File: () => new File([bytes], "name"),
						"Blob inside of an object": () => ({ file: new Blob([bytes]) }),
					};
					const value = make[kind]();
					window.sent = end.connections[index].sendAsync(value);
					return { ...seen };
				}, index, size, kind);
				const handed = kind === "Uint8Array" ? FULL : 0;
				assert.ok(atOnce.handed <= handed && atOnce.read === 0, `handed over before send returns: ${atOnce.handed}, read: ${atOnce.read}`);
				await connector.run(() => sent);
				const [message] = await acceptor.run((index) => end.messages(index, 1), index);
				assert.match(message, new RegExp(`Uint8Array\\[${size}\\]`));
				const { whole, read, handed: total, ahead, held, timers } = await connector.run(() => seen);
				assert.equal(whole, 0, "nothing is read whole");
				assert.equal(read, kind === "Uint8Array" ? 0 : size);
				assert.ok(ahead <= AHEAD, `${ahead} bytes ahead of the channel`);
				assert.ok(total > size, `${total} bytes handed over`);
				assert.ok(held > MEGABYTE && held <= FULL, `${held} bytes in the channel`);
				assert.equal(timers, 0, "nobody asks for time");
			},
		},
	]),
);

describeBehaviours("flow", BEHAVIOURS);
