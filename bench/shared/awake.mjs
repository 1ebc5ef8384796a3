// Keeps the machine's processors from sleeping while it is measured (Linux, as root).
//
// In a virtual machine a processor that sleeps is given away, and takes 10 to 100 µs to
// wake for each message between processes; more, the more its neighbours have to do.

import { openSync, writeSync } from "node:fs";

/** How many microseconds a processor may take to wake, as long as the file is open. */
const LATENCY = "/dev/cpu_dma_latency";

/** Until the process ends; tells whether the system lets us. */
export function keepAwake(file = LATENCY) {
	try {
		writeSync(openSync(file, "r+"), Buffer.alloc(4));
		return true;
	} catch {
		return false;
	}
}
