// What it was measured on.

import { cpus, loadavg, release, totalmem, type } from "node:os";

/** `awake`: whether its processors were kept from sleeping. */
export function machine({ awake }) {
	return {
		processor: cpus()[0].model.trim(),
		cores: cpus().length,
		memory: totalmem(),
		system: `${type()} ${release()}`,
		node: process.version,
		// Of the minute before: what else it had to do.
		load: loadavg()[0],
		awake,
	};
}

/** In a line. */
export function describe({ processor, cores, memory, system, node, load, awake }) {
	const line = `${processor}, ${cores} cores, ${Math.round(memory / 2 ** 30)} GB, ${system}, Node ${node}; load at the start ${load.toFixed(1)}`;
	return awake ? `${line}; processors kept awake` : line;
}
