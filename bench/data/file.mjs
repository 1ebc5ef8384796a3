// A file on disk, chosen in a page as a user chooses it.

import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs `action` while an input of the page holds a file of this size. */
export async function withFile(page, size, action) {
	const folder = await mkdtemp(join(tmpdir(), "bench-data-"));
	try {
		const path = join(folder, "large.bin");
		await make(path, size);
		await page.evaluate(() => document.body.append(Object.assign(document.createElement("input"), { type: "file" })));
		const input = await page.$("input[type=file]");
		await input.uploadFile(path);
		return await action();
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** Zeros, which take no room on the disk: nothing on the way compresses. */
async function make(path, size) {
	const file = await open(path, "w");
	await file.truncate(size);
	await file.close();
}
