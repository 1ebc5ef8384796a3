// The package as it is published: packed, and installed into an application.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { ROOT, requireLibrary } from "../support/environment.mjs";

const NPM = ["--offline", "--no-audit", "--no-fund", "--loglevel=error"];

/** Packs `pkg` into a folder; returns the path of the tarball. */
export function pack(folder) {
	requireLibrary("ours");
	mkdirSync(folder, { recursive: true });
	const [{ filename }] = JSON.parse(npm(folder, "pack", join(ROOT, "pkg"), "--json"));
	return join(folder, filename);
}

/**
 * Makes an application with the package in it, under its own name and in the place
 * of PeerJS, as `npm install peerjs@npm:peerjs-wasm` does.
 * @returns The folder: the files of `app/`, and `node_modules`.
 */
export function install(name) {
	const folder = join(ROOT, "target/packaging", name);
	rmSync(folder, { recursive: true, force: true });
	const tarball = pack(folder);
	writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
	npm(folder, "install", `peerjs-wasm@file:${tarball}`, `peerjs@file:${tarball}`);
	cpSync(new URL("app/", import.meta.url), folder, { recursive: true });
	return folder;
}

function npm(cwd, ...args) {
	return execFileSync("npm", [...args, ...NPM], { cwd, encoding: "utf8" });
}
