// What a page's process takes of the machine, by Linux's /proc.

import { readFileSync, readdirSync } from "node:fs";

const INTERVAL = 100;
// Long enough to stand out from what else the browser does.
const BUSY = 500;

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
	const [began, before] = [performance.now(), timesOf(pid)];
	await new Promise((resolve) => setTimeout(resolve, milliseconds));
	const [ended, after] = [performance.now(), timesOf(pid)];
	const taken = [...after].reduce((sum, [thread, time]) => sum + time - (before.get(thread) ?? 0), 0);
	return (100 * taken) / 1e6 / (ended - began);
}

/** Of each thread, in nanoseconds: the clock that Linux counts a process by has steps of 10 ms. */
function timesOf(pid) {
	const times = new Map();
	for (const thread of readdirSync(`/proc/${pid}/task`)) {
		const text = read(`/proc/${pid}/task/${thread}/schedstat`);
		if (text) times.set(thread, Number(text.split(" ")[0]));
	}
	return times;
}

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
	const stat = read(`/proc/${pid}/stat`);
	if (!stat) return;
	// After the name in brackets, which may have spaces: state, parent, …, user and system time.
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	return { parent: Number(fields[1]), time: Number(fields[11]) + Number(fields[12]) };
}

function read(file) {
	try {
		return readFileSync(file, "utf8");
	} catch {
		// It has ended since.
	}
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
