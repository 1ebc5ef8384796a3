// What it was measured on.

import { cpus, loadavg, release, totalmem, type } from "node:os";

export function machine() {
	return {
		processor: cpus()[0].model.trim(),
		cores: cpus().length,
		memory: totalmem(),
		system: `${type()} ${release()}`,
		node: process.version,
		// Of the minute before: what else it had to do.
		load: loadavg()[0],
	};
}

/** In a line. */
export function describe({ processor, cores, memory, system, node, load }) {
	return `${processor}, ${cores} cores, ${Math.round(memory / 2 ** 30)} GB, ${system}, Node ${node}; load at the start ${load.toFixed(1)}`;
}
