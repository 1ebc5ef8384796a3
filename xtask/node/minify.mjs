// Shortens a script in place, and its source map with it.
//
// node minify.mjs SCRIPT OPTIONS: of Terser, as JSON.

import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { minify } from "terser";

const [path, options] = process.argv.slice(2);
const file = basename(path);

// The more frequent letters first, as in what is not shortened. Terser's own order goes by
// the module's text, too, and compresses less.
//
// No name has a `$`: pages are made by `html.replace(mark, script)`, which puts something
// else in the place of `$&`, as in `$&&a`.
const LETTERS = "etaoinshrdlucmfwypvbgkqjxz";
const FIRST = `${LETTERS}${LETTERS.toUpperCase()}_`;
const LATER = `${FIRST}0123456789`;

/** The names in the order in which they are taken. */
function nameOf(number, characters = FIRST) {
	const rest = Math.floor(number / characters.length);
	return characters[number % characters.length] + (rest > 0 ? nameOf(rest - 1, LATER) : "");
}

const { code, map } = await minify(
	{ [file]: readFileSync(path, "utf8") },
	{
		...JSON.parse(options),
		mangle: { nth_identifier: { get: (number) => nameOf(number) } },
		sourceMap: { content: readFileSync(`${path}.map`, "utf8"), includeSources: true, url: `${file}.map` },
	},
);
writeFileSync(path, code);
writeFileSync(`${path}.map`, map);
