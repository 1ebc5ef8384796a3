// WebKit, on a screen that nobody sees, through its WebDriver.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";

import { freePort } from "./free-port.mjs";

/** Where Debian puts the browser that its driver is for: no folder of PATH. */
const LIBRARIES = "/usr/lib";

/** @returns `open(url)`; `run(fn, …args)`, a function of the page; `close`. */
export async function launchWebKit() {
	const screen = spawn("Xvfb", ["-displayfd", "1", "-nolisten", "tcp"], { stdio: ["ignore", "pipe", "ignore"] });
	const [display] = await once(createInterface({ input: screen.stdout }), "line");
	const port = await freePort();
	const driver = spawn("WebKitWebDriver", ["--host=127.0.0.1", `--port=${port}`], { env: { ...process.env, DISPLAY: `:${display}` }, stdio: "ignore" });

	async function ask(method, path, body) {
		const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
		const { value } = await response.json();
		if (!response.ok) throw new Error(value.message || value.error);
		return value;
	}

	try {
		await listening(() => ask("GET", "/status"), driver);
		const options = { binary: miniBrowser(), args: ["--automation"] };
		const { sessionId } = await ask("POST", "/session", { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } } });
		const session = `/session/${sessionId}`;
		return {
			open: (url) => ask("POST", `${session}/url`, { url }),
			run: (fn, ...args) => ask("POST", `${session}/execute/sync`, { script: `return (${fn})(...arguments)`, args }),
			async close() {
				await ask("DELETE", session);
				driver.kill();
				screen.kill();
			},
		};
	} catch (error) {
		driver.kill();
		screen.kill();
		throw error;
	}
}

/** Resolves when the driver answers. */
async function listening(ask, driver) {
	while (driver.exitCode === null) {
		try {
			return await ask();
		} catch {
			await wait(20);
		}
	}
	throw new Error("WebKitWebDriver has ended");
}

function miniBrowser() {
	for (const machine of readdirSync(LIBRARIES)) {
		const file = join(LIBRARIES, machine, "webkit2gtk-4.1/MiniBrowser");
		if (existsSync(file)) return file;
	}
	throw new Error("no MiniBrowser beside WebKitWebDriver");
}
