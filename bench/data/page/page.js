// What runs in the pages: `bench` there.

import * as peer from "./peer-end.js";
import * as raw from "./raw-end.js";
import * as receiver from "./receiver.js";
import * as sender from "./sender.js";
import { isIntact } from "./values.js";

export { peer, raw };

// Where not every size takes part, in bytes.
const MESSAGE_SIZE = 64 << 10;

let end;
let received;

/** Takes the end of the connection that was made: of `raw` or of `peer`. */
export async function start(kind) {
	end = await { raw, peer }[kind].open();
}

export const send = {
	transfer({ kind, size, messageSize = MESSAGE_SIZE }) {
		// Only the raw channel has a choice.
		end.messageSize = messageSize;
		return sender.transfer(end, kind, size);
	},
	stream({ kind, size, count }) {
		end.messageSize = MESSAGE_SIZE;
		return sender.stream(end, kind, size, count);
	},
	burst: ({ count }) => sender.burst(end, count),
	roundTrips: ({ count }) => sender.roundTrips(end, count),
};

export const receive = {
	async expect({ count = 1 }) {
		received = await receiver.expect(end, count);
	},
	async transfer(options) {
		const { gap, last } = await received();
		if (!isIntact(last, options)) throw new Error("what arrived is not what was sent");
		return { gap };
	},
	async stream(options) {
		const { last } = await received();
		if (!isIntact(last, options)) throw new Error("what arrived is not what was sent");
	},
	async burst() {
		await received();
	},
	echo: () => receiver.echo(end),
};
