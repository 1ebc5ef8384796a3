// The documents that are pages of the site.

import { existsSync, readdirSync, readFileSync } from "node:fs";

import { escape } from "../site/escape.mjs";
import { Article } from "./article.mjs";

/** Document → the folder of its page. Links between them stay links. */
export const ARTICLES = {
	"docs/migration.md": "migration",
	"docs/benchmarks.md": "benchmarks",
	"docs/compatibility.md": "compatibility",
	"docs/compatibility-table.md": "compatibility/names",
	"docs/reliability.md": "reliability",
	"docs/protocol.md": "protocol",
	"docs/self-hosting/README.md": "self-hosting",
};

/** What documents refer to, beside their pages. */
const ATTACHED = {
	"docs/self-hosting/turnserver.conf": "self-hosting/turnserver.conf",
	"docs/self-hosting/turn-credentials.mjs": "self-hosting/turn-credentials.mjs",
};

const ROOT = new URL("../../../", import.meta.url);
/** What `cargo xtask bench` has drawn. */
const PLOTS = "docs/benchmarks/";

const read = (path) => readFileSync(new URL(path, ROOT), "utf8");

/** Resolves to path → function that returns the content. */
export async function articles() {
	const pages = Object.entries(ARTICLES).map(([document, folder]) => [`${folder}/index.html`, () => shell(folder, articleOf(document, folder))]);
	const attached = [...Object.keys(ATTACHED), ...plots()].map((file) => [placeOf(file), () => read(file)]);
	return Object.fromEntries([...pages, ...attached]);
}

function articleOf(document, folder) {
	const root = "../".repeat(folder.split("/").length);
	return new Article(document, read, (path) => placeOf(path) && root + placeOf(path));
}

/** Where a file of the repository is on the site, if it is there. */
function placeOf(file) {
	if (file.startsWith(PLOTS)) return file.replace(PLOTS, "benchmarks/");
	return ARTICLES[file] ? `${ARTICLES[file]}/` : ATTACHED[file];
}

function plots() {
	const folder = new URL(PLOTS, ROOT);
	return existsSync(folder) ? readdirSync(folder).map((name) => PLOTS + name) : [];
}

function shell(folder, article) {
	const root = folder.split("/").map(() => "..").join("/");
	return `<!doctype html>
<html lang="en">
<head>
	<!-- head -->
	<title>${escape(article.title)} · peerjs-wasm</title>
	<meta name="description" content="${escape(article.title)}: peerjs-wasm, the drop-in replacement for PeerJS.">
	<link rel="stylesheet" href="${root}/shared/article.css">
</head>
<body>
	<!-- header -->
	<main id="main" class="page">
		<article>
${article.html}
		</article>
	</main>
</body>
</html>
`;
}
