// The examples of the reference, `docs/examples/*.js`. Each begins with
//
//   // What it shows, in a sentence or two.
//   // Shows: Peer.connect, PeerEvents.open        names of js/types.d.ts
//
// and tells by `// → text` what it logs; "…" stands for anything.

import { readdirSync, readFileSync } from "node:fs";

const FOLDER = new URL("../../../docs/examples/", import.meta.url);

/** What the examples import, and no example. */
export const SERVER = "server.js";

/** All examples, by file name: `{ name, title, shows, code, output }`. */
export function readExamples() {
	const files = readdirSync(FOLDER).filter((file) => file.endsWith(".js") && file !== SERVER);
	return files.sort().map((file) => parse(file, readFileSync(new URL(file, FOLDER), "utf8")));
}

function parse(file, text) {
	const [, title, shows, code] = /^((?:\/\/ .*\n)+?)\/\/ Shows: (.+)\n([^]*)$/.exec(text) ?? [];
	if (!title) throw new Error(`docs/examples/${file} does not begin with a title and "// Shows:"`);
	return {
		name: file.slice(0, -".js".length),
		title: title.replaceAll(/^\/\/ /gm, "").trim().replaceAll("\n", " "),
		shows: shows.split(", "),
		code,
		output: [...code.matchAll(/\/\/ → (.*)$/gm)].map(([, line]) => line),
	};
}
