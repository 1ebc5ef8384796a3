// What is measured: `run(pair)` takes one sample, with `messageSize` where the
// raw channel has the choice. Each figure is a row of the table.

import { growthDuring } from "../shared/process.mjs";
import { OURS, PEERJS, RAW } from "./contestants.mjs";
import { withFile } from "./file.mjs";

const MB = 1 << 20;
const LARGE = 64 * MB;
const HUGE = 1024 * MB;
const SMALL = 20_000;
const TRIPS = 300;

const SIZES = [10, 12, 14, 16, 18, 20, 22, 24].map((power) => 2 ** power);
// At least so much of each size.
const STREAM = 4 * MB;

/** What the names of its measures begin with. */
export const THROUGHPUT = "throughput";

export const MEASURES = [
	large("Uint8Array"),
	large("Blob"),
	...SIZES.map(throughput),
	{
		name: "20,000 small objects",
		seconds: 12,
		run: (pair) => pair.burst({ count: SMALL }),
		figures: [{ name: "20,000 small objects", unit: "1,000/s", isRate: true, of: ({ time }) => SMALL / time }],
	},
	{
		name: "round trip",
		seconds: 6,
		run: (pair) => pair.roundTrips({ count: TRIPS }),
		figures: [{ name: "round trip of a lone small object", unit: "ms", of: ({ times }) => times }],
	},
	{
		name: "1 GB File",
		// PeerJS does not survive it.
		only: [RAW, OURS],
		// What was measured before has left its memory to be used again.
		isFresh: true,
		// It takes a minute and more.
		isOnce: true,
		isLong: true,
		run: (pair) =>
			withFile(pair.sender, HUGE, async () => {
				let sent;
				const growth = await growthDuring(pair.sender, async () => {
					sent = await pair.transfer({ kind: "File", size: HUGE });
				});
				return { ...sent, growth };
			}),
		figures: [
			{ name: "1 GB File", unit: "MB/s", isRate: true, of: ({ time }) => (HUGE / MB / time) * 1000 },
			{ name: "1 GB File: growth of the sender's memory", unit: "MB", of: ({ growth }) => growth / MB },
		],
	},
];

function large(kind) {
	const name = `64 MB ${kind}`;
	return {
		name,
		isCut: true,
		seconds: 30,
		run: (pair, messageSize) => pair.transfer({ kind, size: LARGE, messageSize }),
		figures: [
			{ name, unit: "MB/s", isRate: true, of: ({ time }) => (LARGE / MB / time) * 1000 },
			{ name: `${name}: page blocked by send`, unit: "ms", of: ({ blocked }) => blocked },
			{ name: `${name}: longest gap, sender`, unit: "ms", of: ({ gap }) => gap },
			{ name: `${name}: longest gap, receiver`, unit: "ms", of: ({ receiverGap }) => receiverGap },
		],
	};
}

/** Values of one size, directly one after the other. */
function throughput(size) {
	const count = Math.max(1, STREAM / size);
	const name = `${THROUGHPUT}, values of ${size >= MB ? `${size / MB} MB` : `${size >> 10} KB`}`;
	return {
		name,
		only: [RAW, PEERJS, OURS],
		seconds: 3,
		run: (pair) => pair.stream({ kind: "Uint8Array", size, count }),
		figures: [{ name, unit: "MB/s", isRate: true, x: size, of: ({ time }) => ((size * count) / MB / time) * 1000 }],
	};
}
