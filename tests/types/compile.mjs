// TypeScript, run on files of a folder of its own.

import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const ROOT = new URL("../../", import.meta.url);
const TSC = fileURLToPath(new URL("node_modules/typescript/lib/tsc.js", ROOT));
const OPTIONS = {
	strict: true,
	noEmit: true,
	target: "es2022",
	lib: ["es2022", "dom"],
	module: "esnext",
	moduleResolution: "bundler",
	noImplicitOverride: true,
	types: [],
};

/**
 * Compiles files, given as name → text, in `target/types/<folder>`.
 * @param {Record<string, string>} files
 * @param {{paths?: Record<string, string[]>}} [options]
 * @returns {Map<string, string[]>} The errors of each file that has some.
 */
export function compile(folder, files, { paths } = {}) {
	const place = new URL(`target/types/${folder}/`, ROOT);
	rmSync(place, { recursive: true, force: true });
	mkdirSync(place, { recursive: true });
	for (const [name, text] of Object.entries(files)) writeFileSync(new URL(name, place), text);
	const config = { compilerOptions: { ...OPTIONS, paths }, files: Object.keys(files) };
	writeFileSync(new URL("tsconfig.json", place), JSON.stringify(config));
	const { status, stdout, stderr } = spawnSync(process.execPath, [TSC, "--pretty", "false", "-p", "."], { cwd: place, encoding: "utf8" });
	const errors = new Map();
	for (const line of stdout.split("\n")) {
		const [, file, text] = /^([^\s(][^(]*)\((\d+,.*)$/.exec(line) ?? [];
		if (file) errors.set(file, [...(errors.get(file) ?? []), text]);
	}
	if (status !== 0 && errors.size === 0) throw new Error(`tsc has failed: ${stdout}${stderr}`);
	return errors;
}

/** The errors as text, for messages. */
export const report = (errors) => [...errors].flatMap(([file, lines]) => lines.map((line) => `${file}(${line}`)).join("\n");
