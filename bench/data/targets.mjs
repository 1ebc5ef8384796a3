// What has to be reached: figures of ours, some beside a rival's.

import { share, surplus } from "../shared/table.mjs";
import { OURS, PEERJS, RAW, TO_PEERJS } from "./contestants.mjs";

export const TARGETS = ["64 MB Uint8Array", "64 MB Blob"].flatMap(large).concat([
	{ figure: "20,000 small objects", of: OURS, beside: PEERJS, by: share, atLeast: { chromium: 4, firefox: 4 } },
	{ figure: "20,000 small objects", of: OURS, beside: RAW, by: share, atLeast: { chromium: 3, firefox: 2 } },
	{ figure: "round trip of a lone small object", of: OURS, beside: RAW, by: surplus, atMost: { chromium: 0.1, firefox: 0.1 } },
	{ figure: "1 GB File: growth of the sender's memory", of: OURS, atMost: { chromium: 48, firefox: 64 } },
]);

function large(figure) {
	return [
		{ figure, of: OURS, beside: RAW, by: share, atLeast: { chromium: 0.95, firefox: 0.95 } },
		{ figure, of: TO_PEERJS, beside: PEERJS, by: share, atLeast: { chromium: 1.1, firefox: 1.8 } },
		{ figure: `${figure}: page blocked by send`, of: OURS, atMost: { chromium: 8, firefox: 8 } },
		{ figure: `${figure}: longest gap, sender`, of: OURS, atMost: { chromium: 16, firefox: 25 } },
		{ figure: `${figure}: longest gap, receiver`, of: OURS, atMost: { chromium: 16, firefox: 25 } },
	];
}
