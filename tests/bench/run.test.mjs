// The command itself, with its options; what takes no browser.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { summary } from "../../bench/shared/statistics.mjs";
import { ROOT, requireLibrary } from "../support/environment.mjs";

requireLibrary("ours");

/** Runs `bench/run.mjs` of a repository: what it prints. */
const bench = (root, ...args) => execFileSync(process.execPath, [join(root, "bench/run.mjs"), ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

function folderOf(t) {
	const folder = mkdtempSync(join(tmpdir(), "bench-"));
	t.after(() => rmSync(folder, { recursive: true }));
	return folder;
}

/** The repository, as far as it takes to show a run: the documentation of this one stays as it is. */
function copyOf(t) {
	const folder = folderOf(t);
	for (const path of ["bench", "tests/support", "docs/benchmarks.md"]) cpSync(join(ROOT, path), join(folder, path), { recursive: true });
	symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
	return folder;
}

/** A run of `start` as it is kept. */
function kept(folder, name, ours) {
	const figures = [{ name: "script start to a Peer", unit: "ms", results: { PeerJS: summary([10, 10]), ours: summary([ours, ours]), "ours, slim": summary([8, 8]) } }];
	const runs = [{ part: "start", engine: "firefox", version: "firefox/1", rounds: 2, seconds: 3, figures }];
	const machine = { processor: "p", cores: 2, memory: 2 ** 30, system: "s", node: "n", load: 0 };
	const file = join(folder, name);
	writeFileSync(file, JSON.stringify({ machine, date: "2026-01-01T00:00:00Z", runs }));
	return file;
}

test("a run is kept, and shown again beside itself", (t) => {
	const folder = folderOf(t);
	const [out, plots] = [join(folder, "out/run.json"), join(folder, "plots")];
	const printed = bench(ROOT, "codec", "--engine", "node", "--rounds", "1", "--only", "'hello'", "--out", out, "--plots", plots);
	const { runs } = JSON.parse(readFileSync(out, "utf8"));
	assert.deepEqual(runs.map(({ part, engine, rounds, only }) => [part, engine, rounds, only]), [["codec", "node", 1, "'hello'"]]);
	assert.deepEqual(readdirSync(plots), ["codec-pack-node.svg", "codec-unpack-node.svg"]);
	const shown = bench(ROOT, "show", out, "--plots", plots, "--baseline", out);
	assert.ok(shown.startsWith(printed.trimEnd()), shown);
	assert.match(shown, /\| pack: 'hello': ours, send \/ js-binarypack \| [\d.]+ \| [\d.]+ \| 0 % \|/);
});

test("what was kept is shown beside an older run", (t) => {
	const folder = folderOf(t);
	const shown = bench(ROOT, "show", kept(folder, "new.json", 5), "--baseline", kept(folder, "old.json", 4), "--plots", folder);
	assert.match(shown, /2 rounds in 3 s\. p, 2 cores/);
	assert.match(shown, /\| script start to a Peer: ours \/ PeerJS \| 0\.4 \| 0\.5 \| \*\*\+25 %, worse\*\* \|/);
});

test("tables and plots go into the documentation", (t) => {
	const folder = copyOf(t);
	bench(folder, "show", kept(folder, "run.json", 5), "--docs");
	const [before, after] = [ROOT, folder].map((root) => readFileSync(join(root, "docs/benchmarks.md"), "utf8"));
	const block = /<!-- bench start firefox -->[^]*?<!-- end -->/;
	assert.match(after.match(block)[0], /### firefox\/1\n[^]*\| script start to a Peer, ms \| 10 ±0 % \| 5 ±0 % \| 8 ±0 % \|/);
	assert.equal(after.replace(block, ""), before.replace(block, ""));
});

test("a part of a run does not go into the documentation", (t) => {
	const { status, stderr } = spawnSync(process.execPath, [join(copyOf(t), "bench/run.mjs"), "codec", "--only", "42", "--docs"]);
	assert.deepEqual([status, /--docs takes whole runs/.test(stderr)], [1, true], `${stderr}`);
});
