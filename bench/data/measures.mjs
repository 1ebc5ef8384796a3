// What is measured: `run(pair)` takes one sample, with `messageSize` where the
// raw channel has the choice. Each figure is a row of the table.

import { OURS } from "./contestants.mjs";
import { withFile } from "./file.mjs";
import { growthDuring } from "./memory.mjs";

const MB = 1 << 20;
const LARGE = 64 * MB;
const HUGE = 1024 * MB;
const SMALL = 20_000;
const TRIPS = 300;

export const MEASURES = [
	large("Uint8Array"),
	large("Blob"),
	{
		name: "20,000 small objects",
		run: (pair) => pair.burst({ count: SMALL }),
		figures: [{ name: "20,000 small objects", unit: "1,000/s", isRate: true, of: ({ time }) => SMALL / time }],
	},
	{
		name: "round trip",
		run: (pair) => pair.roundTrips({ count: TRIPS }),
		figures: [{ name: "round trip of a lone small object", unit: "ms", of: ({ times }) => times }],
	},
	{
		name: "1 GB File",
		// PeerJS does not survive it.
		only: [OURS],
		// What was measured before has left its memory to be used again.
		isFresh: true,
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
		run: (pair, messageSize) => pair.transfer({ kind, size: LARGE, messageSize }),
		figures: [
			{ name, unit: "MB/s", isRate: true, of: ({ time }) => (LARGE / MB / time) * 1000 },
			{ name: `${name}: page blocked by send`, unit: "ms", of: ({ blocked }) => blocked },
			{ name: `${name}: longest gap, sender`, unit: "ms", of: ({ gap }) => gap },
			{ name: `${name}: longest gap, receiver`, unit: "ms", of: ({ receiverGap }) => receiverGap },
		],
	};
}
