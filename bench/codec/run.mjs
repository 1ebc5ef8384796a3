// Measures the codec against its rivals and prints Markdown:
//   cargo xtask bench codec [--engine node|chromium|firefox] [--rounds N] [--only TEXT]
// It takes the module that `cargo xtask build` left in target/web, and keeps
// what it measured in target/bench.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { launch } from "../../tests/support/browser.mjs";
import { PAYLOADS } from "./payloads.mjs";
import { table } from "./table.mjs";

const { values: options } = parseArgs({
	options: { engine: { type: "string", multiple: true, default: ["chromium", "firefox", "node"] }, rounds: { type: "string", default: "15" }, only: { type: "string", default: "" } },
});
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const wasm = readFileSync(process.env.CODEC_WASM ?? path("../../target/web/peerjs_wasm.wasm")).toString("base64");
// The same script everywhere; in Node, too, without msgpackr's native part.
const bundle = await build({ entryPoints: [path("page.mjs")], bundle: true, write: false, format: "iife", globalName: "bench", platform: "browser", minify: true });
const script = bundle.outputFiles[0].text;

for (const engine of options.engine) {
	const results = new Map();
	const { run, version, close } = await (engine === "node" ? inNode() : inBrowser(engine));
	try {
		for (const [index, payload] of PAYLOADS.entries()) {
			if (!payload.name.includes(options.only)) continue;
			results.set(payload, await run(index, Number(options.rounds)));
			process.stderr.write(".");
		}
	} finally {
		await close();
	}
	process.stderr.write("\n");
	console.log(`## ${version}, ${cpus()[0].model.trim()}\n`);
	console.log(table("pack", results, engine));
	console.log(table("unpack", results, engine));
	keep(engine, { version, rounds: Number(options.rounds), results: Object.fromEntries([...results].map(([payload, times]) => [payload.name, times])) });
}

function keep(engine, measured) {
	const folder = path("../../target/bench");
	mkdirSync(folder, { recursive: true });
	writeFileSync(`${folder}/codec-${engine}.json`, JSON.stringify(measured, null, "\t"));
}

async function inNode() {
	const bench = new Function(`${script}; return bench;`)();
	bench.start(wasm);
	return { run: bench.run, version: `Node ${process.version}`, close() {} };
}

async function inBrowser(engine) {
	const browser = await launch(engine);
	const page = await browser.newPage();
	await page.addScriptTag({ content: script });
	await page.evaluate((wasm) => bench.start(wasm), wasm);
	return {
		run: (index, rounds) => page.evaluate((index, rounds) => bench.run(index, rounds), index, rounds),
		version: await browser.version(),
		close: () => browser.close(),
	};
}
