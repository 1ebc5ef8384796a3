// What a page's process takes of the machine, by Linux's /proc.

import { readFileSync, readdirSync } from "node:fs";

const INTERVAL = 100;
// Long enough to stand out from what else the browser does.
const BUSY = 500;
// Of `utime` and `stime`, on every Linux that there is.
const TICKS_A_SECOND = 100;

/** How far the memory of the page's process rises during `action`, in bytes. */
export async function growthDuring(page, action) {
	const pid = await processOf(page);
	const before = memoryOf(pid);
	let peak = before;
	const timer = setInterval(() => {
		peak = Math.max(peak, memoryOf(pid));
	}, INTERVAL);
	try {
		await action();
	} finally {
		clearInterval(timer);
	}
	return peak - before;
}

/** How much of a core a process takes for so many milliseconds, in percent. */
export async function loadOf(pid, milliseconds) {
	const [began, before] = [performance.now(), timeOf(pid)];
	await new Promise((resolve) => setTimeout(resolve, milliseconds));
	return (100 * (timeOf(pid) - before)) / TICKS_A_SECOND / ((performance.now() - began) / 1000);
}

const timeOf = (pid) => statOf(pid)?.time ?? 0;

/** No protocol tells it of both browsers: it is the process that works when the page does. */
export async function processOf(page) {
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
		const stat = /^\d+$/.test(name) && statOf(name);
		if (stat) processes.set(Number(name), stat);
	}
	const descends = (pid) => pid === root || (processes.has(pid) && descends(processes.get(pid).parent));
	return new Map([...processes].filter(([pid]) => descends(pid)).map(([pid, { time }]) => [pid, time]));
}

function statOf(pid) {
	let stat;
	try {
		stat = readFileSync(`/proc/${pid}/stat`, "utf8");
	} catch {
		// It has ended since.
		return;
	}
	// After the name in brackets, which may have spaces: state, parent, …, user and system time.
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	return { parent: Number(fields[1]), time: Number(fields[11]) + Number(fields[12]) };
}

/**
 * What a process has in memory, in bytes: without pages of files, which are those of
 * the browser's own code, come when it is first used, and are there once for all processes.
 */
export function memoryOf(pid) {
	const status = readFileSync(`/proc/${pid}/status`, "utf8");
	const kilobytes = (field) => Number(status.match(new RegExp(`^${field}:\\s+(\\d+) kB$`, "m"))[1]);
	return (kilobytes("RssAnon") + kilobytes("RssShmem")) * 1024;
}
