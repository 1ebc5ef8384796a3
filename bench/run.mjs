// Measures, prints Markdown, keeps the numbers and draws plots: `cargo xtask help`.
// It takes what `cargo xtask build` left in pkg/dist and target/web.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

import { ROOT, requireLibrary } from "../tests/support/environment.mjs";
import { keepAwake } from "./shared/awake.mjs";
import { comparison } from "./shared/baseline.mjs";
import { insert } from "./shared/docs.mjs";
import { describe, machine } from "./shared/machine.mjs";
import { counted } from "./shared/table.mjs";
import { together } from "./shared/together.mjs";

const PARTS = ["codec", "data", "start", "connect", "scale"];

const { values: options, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		engine: { type: "string", multiple: true },
		rounds: { type: "string" },
		only: { type: "string", default: "" },
		out: { type: "string" },
		plots: { type: "string" },
		baseline: { type: "string" },
		docs: { type: "boolean", default: false },
	},
});
const [what, ...files] = positionals;
const kept = join(ROOT, "target/bench");
const document = join(ROOT, "docs/benchmarks.md");
const plotFolder = options.docs ? join(ROOT, "docs/benchmarks") : (options.plots ?? kept);

if (what === "show") {
	await show(together(files.map(load)));
} else {
	await run(what === "all" ? PARTS : [what]);
}

async function run(parts) {
	if (options.docs && options.only) throw new Error("--docs takes whole runs; put them together with show");
	requireLibrary("ours");
	const measured = { machine: machine({ awake: keepAwake() }), date: new Date().toISOString(), runs: [] };
	const file = options.out ?? join(kept, `${[what, ...(options.engine ?? [])].join("-")}.json`);
	for (const part of parts) {
		const { ENGINES, ROUNDS, measure } = await bench(part);
		const engines = ENGINES.filter((engine) => options.engine?.includes(engine) ?? true);
		if (engines.length === 0) throw new Error(`${part}: only in ${ENGINES.join(", ")}`);
		for (const engine of engines) {
			const begin = performance.now();
			try {
				const result = await measure(engine, { rounds: Number(options.rounds ?? ROUNDS), isTimed: !options.rounds, only: options.only });
				measured.runs.push({ part, engine, only: options.only || undefined, ...result, seconds: Math.round((performance.now() - begin) / 1000) });
			} catch (error) {
				// The others are measured all the same.
				process.stderr.write(`\n${part}, ${engine}: ${error.stack}\n`);
				process.exitCode = 1;
			}
			process.stderr.write("\n");
			save(file, JSON.stringify(measured, null, "\t"));
		}
	}
	await show(measured);
}

function bench(part) {
	if (!PARTS.includes(part)) throw new Error(`not a benchmark: ${part}`);
	return import(`./${part}/bench.mjs`);
}

/** The tables of a run, its plots, and how it compares with an older one. */
async function show({ machine, date, runs }) {
	const baseline = options.baseline && load(options.baseline);
	for (const run of runs) {
		const { report, plots, beside } = await bench(run.part);
		const how = `${counted(run.rounds)} in ${run.seconds} s. ${describe(machine)}; ${date.slice(0, 10)}.`;
		const tables = `### ${run.version}\n\n${how}\n\n${report(run)}`;
		console.log(`## ${run.part}\n\n${tables}`);
		const before = baseline?.runs.find(({ part, engine }) => part === run.part && engine === run.engine);
		if (before) console.log(comparison(before, run, beside));
		const files = Object.entries(plots?.(run) ?? {}).map(([name, svg]) => [`${name}-${run.engine}.svg`, svg]);
		for (const [file, svg] of files) save(join(plotFolder, file), svg);
		if (options.docs) {
			const images = files.map(([file]) => `![](benchmarks/${file})`).join("\n");
			writeFileSync(document, insert(readFileSync(document, "utf8"), run, `${tables}\n${images}`));
		}
	}
}

function save(file, text) {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, text);
}

function load(file) {
	return JSON.parse(readFileSync(file, "utf8"));
}
