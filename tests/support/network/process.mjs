// A process in a network namespace of its own, and what it is asked to do.

import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Starts `host.mjs` or `router.mjs` of this folder. */
export function startProcess(name) {
	const file = fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));
	const { NODE_TEST_CONTEXT, ...env } = process.env;
	const child = fork(file, { execPath: "unshare", execArgv: ["--net", process.execPath], env, serialization: "advanced" });
	const waiting = new Map();
	let tickets = 0;
	child.on("message", ({ ticket, result, error }) => {
		const { resolve, reject } = waiting.get(ticket);
		waiting.delete(ticket);
		if (error) reject(new Error(error));
		else resolve(result);
	});
	const ended = once(child, "exit").then(([code, signal]) => {
		for (const { reject } of waiting.values()) reject(new Error(`the ${name} has ended: ${signal ?? code}`));
	});
	return {
		pid: child.pid,
		/** Resolves to what the command of that name returns there. */
		call: (command, ...args) =>
			new Promise((resolve, reject) => {
				const ticket = ++tickets;
				waiting.set(ticket, { resolve, reject });
				child.send({ ticket, command, args }, (error) => error && reject(error));
			}),
		async close() {
			if (child.connected) child.disconnect();
			await ended;
		},
	};
}

/** In such a process: does what it is asked to, and ends when nobody can ask any more. */
export function answer(commands, end) {
	const all = { execute, tune, ...commands };
	process.on("message", async ({ ticket, command, args }) => {
		const reply = await Promise.resolve(all[command](...args)).then((result) => ({ result }), (error) => ({ error: error.stack }));
		if (process.connected) process.send({ ticket, ...reply });
	});
	process.on("disconnect", () => Promise.resolve(end()).finally(() => process.exit()));
}

/** Runs a program; resolves to what it prints. */
export async function execute(program, ...args) {
	const { stdout } = await promisify(execFile)(program, args);
	return stdout;
}

/** The programs of a text, one a line. */
export async function executeAll(lines) {
	for (const line of lines.trim().split("\n")) await execute(...line.trim().split(" "));
}

/** Sets a number of this namespace's kernel. */
export function tune(name, value) {
	writeFileSync(`/proc/sys/net/${name}`, `${value}`);
}
