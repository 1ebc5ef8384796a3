// The codec against its rivals, in pages and in Node: the module that `cargo xtask
// build` left in target/web.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { launch } from "../../tests/support/browser.mjs";
import { bundle } from "../shared/pages.mjs";
import { bars } from "../shared/plot.mjs";
import { summary } from "../shared/statistics.mjs";
import { PAYLOADS } from "./payloads.mjs";
import { ORACLE, table } from "./table.mjs";

export const ENGINES = ["chromium", "firefox", "node"];
export const ROUNDS = 9;

const WAYS = ["pack", "unpack"];

export async function measure(engine, { rounds, only }) {
	const wasm = readFileSync(process.env.CODEC_WASM ?? fileURLToPath(new URL("../../target/web/peerjs_wasm.wasm", import.meta.url))).toString("base64");
	// The same script everywhere; in Node, too, without msgpackr's native part.
	const script = await bundle(new URL("page.mjs", import.meta.url), { platform: "browser", minify: true });
	const { run, version, close } = await (engine === "node" ? inNode(script, wasm) : inBrowser(engine, script, wasm));
	const figures = [];
	try {
		for (const [index, { name }] of PAYLOADS.entries()) {
			if (!name.includes(only)) continue;
			const taken = await run(index, rounds);
			for (const way of WAYS) figures.push(figure(way, name, taken[way]));
			process.stderr.write(".");
		}
	} finally {
		await close();
	}
	return { version, rounds, figures };
}

function figure(way, payload, taken) {
	const results = Object.entries(taken).map(([name, samples]) => [name, samples ? summary(samples) : { failure: "throws" }]);
	return { name: `${way}: ${payload}`, unit: "µs", way, payload, results: Object.fromEntries(results) };
}

async function inNode(script, wasm) {
	const bench = new Function(`${script}; return bench;`)();
	bench.start(wasm);
	return { run: bench.run, version: `Node ${process.version}`, close() {} };
}

async function inBrowser(engine, script, wasm) {
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

export function report({ engine, figures }) {
	return WAYS.map((way) => table(way, figures.filter((figure) => figure.way === way), engine)).join("\n");
}

export function plots({ version, figures }) {
	return Object.fromEntries(
		WAYS.map((way) => {
			const rows = figures.filter((figure) => figure.way === way && figure.results[ORACLE]?.median);
			const contestants = [...new Set(rows.flatMap(({ results }) => Object.keys(results)))].filter((name) => name !== ORACLE);
			const groups = rows.map(({ payload, results }) => ({
				name: payload,
				values: Object.fromEntries(contestants.map((name) => [name, results[ORACLE].median / results[name]?.median])),
			}));
			return [`codec-${way}`, bars({ title: `${way}, ${version}`, y: `times as fast as ${ORACLE}`, groups, contestants })];
		}),
	);
}

export const beside = ORACLE;
