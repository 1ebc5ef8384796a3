// node site.mjs FOLDER
//
// Writes the site into a folder, ready for any static host.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { Site } from "./site/files.mjs";

const [folder] = process.argv.slice(2);
await rm(folder, { recursive: true, force: true });
const files = await new Site().files();
for (const [path, content] of files) {
	const file = join(folder, path);
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, await content());
}
console.log(`${files.size} files in ${folder}`);
