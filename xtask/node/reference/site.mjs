// The reference as files of the site: its pages, its examples with what runs them, and
// the names for the search.

import { readdirSync, readFileSync } from "node:fs";

import { escape } from "../site/escape.mjs";
import { DOCUMENTED } from "./documented.mjs";
import { readExamples } from "./examples.mjs";
import { PAGES } from "./pages.mjs";
import { Renderer } from "./render.mjs";
import { readTypes } from "./types.mjs";

const EXAMPLES = new URL("../../../docs/examples/", import.meta.url);
const LIBRARY = new URL("../../../pkg/dist/", import.meta.url);
/** What the examples import, and what that imports. */
const MODULES = /^(bundler|slim|msgpack|chunk-\w+)\.mjs$|^peerjs\.wasm$/;

/** Resolves to path → function that returns the content. */
export async function reference() {
	const renderer = () => new Renderer(readTypes(), readExamples());
	const files = {
		"reference/index.html": () => index(renderer()),
		"reference/names.json": () => JSON.stringify(renderer().names()),
	};
	for (const page of PAGES) files[`reference/${page.path}/index.html`] = () => pageOf(page, renderer());
	for (const file of readdirSync(EXAMPLES)) files[`reference/examples/${file}`] = () => readFileSync(new URL(file, EXAMPLES));
	// The same page runs them in the tests, where the library is elsewhere.
	files["reference/examples/run.html"] = () => String(readFileSync(new URL("run.html", EXAMPLES))).replaceAll("../../lib/ours/", "../../lib/");
	for (const file of readdirSync(LIBRARY).filter((file) => MODULES.test(file))) files[`lib/${file}`] = () => readFileSync(new URL(file, LIBRARY));
	return files;
}

function index(renderer) {
	const groups = PAGES.map(
		({ path, title, about }) => `<li><a href="./${path}/"><strong>${escape(title)}</strong> <span>${escape(about)}</span></a></li>`,
	);
	const documented = [...DOCUMENTED].map(([anchor, name]) => `<tr id="${anchor}"><td><code>#${anchor}</code></td><td>${renderer.link(name, ".")}</td></tr>`);
	return shell({
		title: "API reference",
		root: "..",
		content: `
		<section class="lead">
			<h1>API reference</h1>
			<p>All that PeerJS has, and what is ours beside it, from the types of the package. Every example is a whole program: the tests run it in Chromium and in Firefox, against a PeerServer, and compare what it logs with what its comments say.</p>
		</section>
		${SEARCH}
		<section aria-labelledby="pages">
			<h2 id="pages">Pages</h2>
			<ul class="cards">
				${groups.join("\n\t\t\t\t")}
			</ul>
		</section>
		<section aria-labelledby="more">
			<h2 id="more">More to read</h2>
			<ul>
				<li><a href="../migration/">From PeerJS to peerjs-wasm</a>: the line, and what differs</li>
				<li><a href="../compatibility/">Compatibility with PeerJS 1.5.5</a>, and <a href="../compatibility/names/">name by name</a></li>
				<li><a href="../self-hosting/">Servers of one's own</a>: PeerServer and TURN</li>
				<li><a href="../reliability/">Reliability</a>: limits, and what each side sees when something fails</li>
				<li><a href="../protocol/">Protocol</a>: what goes over the wire</li>
				<li><a href="../benchmarks/">Benchmarks</a></li>
			</ul>
		</section>
		<section aria-labelledby="documented">
			<h2 id="documented">By PeerJS's documentation</h2>
			<p>Each anchor of PeerJS's API reference, and where it is described here. What each does differently, if anything, is in <a href="../compatibility/names/">PeerJS, name by name</a>.</p>
			<details>
				<summary>${DOCUMENTED.size} anchors</summary>
				<table>
					<thead><tr><th scope="col">PeerJS</th><th scope="col">here</th></tr></thead>
					<tbody>
						${documented.join("\n\t\t\t\t\t\t")}
					</tbody>
				</table>
			</details>
		</section>`,
	});
}

function pageOf(page, renderer) {
	const links = PAGES.map(({ path, title }) => `<li><a href="../${path}/"${path === page.path ? ' aria-current="page"' : ""}>${escape(title)}</a></li>`);
	return shell({
		title: page.title,
		root: "../..",
		content: `
		<nav class="chips" aria-label="API reference">
			<ul>
				<li><a href="../">API reference</a></li>
				${links.join("\n\t\t\t\t")}
			</ul>
		</nav>
		<section class="lead">
			<h1>${escape(page.title)}</h1>
			<p>${escape(page.about)}</p>
		</section>
		${SEARCH}
		${renderer.contents(page)}
		${page.declarations.map((name) => renderer.declaration(name)).join("\n")}`,
	});
}

const SEARCH = `<search class="find">
			<label for="find">Find a name</label>
			<input id="find" type="search" autocomplete="off" spellcheck="false" aria-describedby="found">
			<p id="found" class="hint" role="status">A method, an event, an option, an error.</p>
			<ul id="results" hidden></ul>
		</search>`;

const shell = ({ title, root, content }) => `<!doctype html>
<html lang="en">
<head>
	<!-- head -->
	<title>${escape(title)} · API reference · peerjs-wasm</title>
	<meta name="description" content="The API of peerjs-wasm, the drop-in replacement for PeerJS: ${escape(title)}.">
	<link rel="stylesheet" href="${root}/reference/reference.css">
	<script type="module" src="${root}/reference/reference.js"></script>
</head>
<body>
	<!-- header -->
	<main id="main" class="page">${content}
	</main>
</body>
</html>
`;
