// How much memory a browser takes, with all its processes.

import { readdirSync, readFileSync } from "node:fs";

/** Bytes, of a process and its descendants; undefined where the system does not tell. */
export function resident(root) {
	let numbers;
	try {
		numbers = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
	} catch {
		return undefined;
	}
	const processes = new Map(numbers.map((number) => [Number(number), read(number)]));
	const belongs = (number) => number === root || (processes.has(number) && belongs(processes.get(number).parent));
	let bytes = 0;
	for (const [number, { own }] of processes) if (belongs(number)) bytes += own;
	return bytes;
}

/** Its parent, and its share of what was allocated: files and libraries do not count, which other browsers map too. */
function read(number) {
	try {
		const [, parent] = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${number}/status`, "utf8"));
		const [, kilobytes] = /^Pss_Anon:\s+(\d+)/m.exec(readFileSync(`/proc/${number}/smaps_rollup`, "utf8"));
		return { parent: Number(parent), own: kilobytes * 1024 };
	} catch {
		// It has ended, or is none of ours.
		return { parent: 0, own: 0 };
	}
}
