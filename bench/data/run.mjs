// Measures the data path beside the raw channel and PeerJS, and prints Markdown:
//   cargo xtask bench data [--engine chromium|firefox] [--rounds N] [--only TEXT]
// It takes the script that `cargo xtask build` left in pkg/dist, and keeps what it
// measured in target/bench.

import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { ROOT, requireLibrary } from "../../tests/support/environment.mjs";
import { MEASURES } from "./measures.mjs";
import { measure } from "./rounds.mjs";
import { openStage } from "./stage.mjs";
import { summaries } from "./statistics.mjs";
import { figuresTable, targetsTable } from "./table.mjs";

const ENGINES = ["chromium", "firefox"];

const { values: options } = parseArgs({
	options: {
		engine: { type: "string", multiple: true, default: ENGINES },
		rounds: { type: "string", default: "5" },
		only: { type: "string", default: "" },
	},
});
const rounds = Number(options.rounds);
const measures = MEASURES.filter(({ name }) => name.includes(options.only));

const unknown = options.engine.find((engine) => !ENGINES.includes(engine));
if (unknown) throw new Error(`not a browser: ${unknown}`);
requireLibrary("ours");
for (const engine of options.engine) {
	const stage = await openStage(engine);
	const results = new Map();
	const version = await stage.browser.version();
	try {
		for (const one of measures) results.set(one, await measure(stage, one, rounds));
	} finally {
		await stage.close();
	}
	process.stderr.write("\n");
	const rows = [...results].flatMap(([one, entries]) => one.figures.map((figure) => ({ figure, results: summaries(one, figure, entries) })));
	console.log(`### ${version}, ${cpus()[0].model.trim()}\n`);
	console.log(figuresTable(rows));
	console.log(targetsTable(rows, engine));
	keep(engine, { version, rounds, results: Object.fromEntries([...results].map(([{ name }, entries]) => [name, entries])) });
}

function keep(engine, measured) {
	const folder = join(ROOT, "target/bench");
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, `data-${engine}.json`), JSON.stringify(measured, null, "\t"));
}
