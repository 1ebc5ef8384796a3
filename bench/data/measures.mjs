// What is measured: `run(pair)` takes one sample, with `messageSize` where the
// raw channel has the choice. Each figure is a row of the table.

import { growthDuring } from "../shared/process.mjs";
import { OURS, PEERJS, RAW } from "./contestants.mjs";
import { withFile } from "./file.mjs";

const MB = 1 << 20;
/**
 * How much of it: the size of large values and of a File in MB, those of a stream in bytes,
 * how many small objects and round trips.
 */
const FULL = { large: 64, huge: 1024, sizes: [10, 12, 14, 16, 18, 20, 22, 24].map((power) => 2 ** power), small: 20_000, trips: 300 };

// At least so much of each size.
const STREAM = 4 * MB;

/** What the names of its measures begin with. */
export const THROUGHPUT = "throughput";

export const MEASURES = measuresOf(FULL);

/** All measures, of so much. */
export function measuresOf({ large, huge, sizes, small, trips }) {
	return [
		transfer("Uint8Array", large),
		transfer("Blob", large),
		...sizes.map(throughput),
		burst(small),
		{
			name: "round trip",
			seconds: 6,
			run: (pair) => pair.roundTrips({ count: trips }),
			figures: [{ name: "round trip of a lone small object", unit: "ms", of: ({ times }) => times }],
		},
		file(huge),
	];
}

/** One value of so many MB. */
function transfer(kind, size) {
	const name = `${size} MB ${kind}`;
	return {
		name,
		isCut: true,
		seconds: 30,
		run: (pair, messageSize) => pair.transfer({ kind, size: size * MB, messageSize }),
		figures: [
			{ name, unit: "MB/s", isRate: true, of: ({ time }) => (size / time) * 1000 },
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

function burst(count) {
	const name = `${count.toLocaleString("en")} small objects`;
	return {
		name,
		seconds: 12,
		run: (pair) => pair.burst({ count }),
		figures: [{ name, unit: "1,000/s", isRate: true, of: ({ time }) => count / time }],
	};
}

/** A File of so many MB. */
function file(size) {
	const name = size < 1024 ? `${size} MB File` : `${size / 1024} GB File`;
	return {
		name,
		// PeerJS does not survive it.
		only: [RAW, OURS],
		// What was measured before has left its memory to be used again.
		isFresh: true,
		// It takes a minute and more.
		isOnce: true,
		isLong: true,
		run: (pair) =>
			withFile(pair.sender, size * MB, async () => {
				let sent;
				const growth = await growthDuring(pair.sender, async () => {
					sent = await pair.transfer({ kind: "File", size: size * MB });
				});
				return { ...sent, growth };
			}),
		figures: [
			{ name, unit: "MB/s", isRate: true, of: ({ time }) => (size / time) * 1000 },
			{ name: `${name}: growth of the sender's memory`, unit: "MB", of: ({ growth }) => growth / MB },
		],
	};
}
