// The memory of a page's process, by Linux's /proc.

import { readFileSync, readdirSync } from "node:fs";

const INTERVAL = 100;
// Long enough to stand out from what else the browser does.
const BUSY = 500;

/** How far the resident set of the page's process rises during `action`, in bytes. */
export async function growthDuring(page, action) {
	const pid = await processOf(page);
	const before = residentSet(pid);
	let peak = before;
	const timer = setInterval(() => {
		peak = Math.max(peak, residentSet(pid));
	}, INTERVAL);
	try {
		await action();
	} finally {
		clearInterval(timer);
	}
	return peak - before;
}

/** No protocol tells it of both browsers: it is the process that works when the page does. */
async function processOf(page) {
	const root = page.browser().process().pid;
	const before = processorTimes(root);
	await page.evaluate((time) => {
		for (const end = performance.now() + time; performance.now() < end; );
	}, BUSY);
	let [busiest, most] = [root, 0];
	for (const [pid, time] of processorTimes(root)) {
		const spent = time - (before.get(pid) ?? 0);
		if (spent > most) [busiest, most] = [pid, spent];
	}
	return busiest;
}

/** Of a process and all that descend from it. */
function processorTimes(root) {
	const processes = new Map();
	for (const name of readdirSync("/proc")) {
		if (/^\d+$/.test(name)) readStat(name, processes);
	}
	const descends = (pid) => pid === root || (processes.has(pid) && descends(processes.get(pid).parent));
	return new Map([...processes].filter(([pid]) => descends(pid)).map(([pid, { time }]) => [pid, time]));
}

function readStat(name, processes) {
	let stat;
	try {
		stat = readFileSync(`/proc/${name}/stat`, "utf8");
	} catch {
		// It has ended since.
		return;
	}
	// After the name in brackets, which may have spaces: state, parent, …, user and system time.
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	processes.set(Number(name), { parent: Number(fields[1]), time: Number(fields[11]) + Number(fields[12]) });
}

function residentSet(pid) {
	const status = readFileSync(`/proc/${pid}/status`, "utf8");
	return Number(status.match(/^VmRSS:\s+(\d+) kB$/m)[1]) * 1024;
}
