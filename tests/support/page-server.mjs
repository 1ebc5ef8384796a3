// The pages: a static server on loopback.
//
//   /page?lib=peerjs&scripts=/e2e/values.js   a page with that library by script tag; `policy` is
//                                             its Content-Security-Policy
//   /lib/<name>/…                             the dist folder of a library
//   /zone/…                                   zone.js, by which Angular knows what has run
//   /support/…, /e2e/…                        tests/support/page, tests/e2e/page
//   /bench/shared/page/peer.html?lib=ours     a page with a library and nothing else, whose clock
//                                             is as fine as the browser has one
//   /examples/echo/…                          the example in Rust, and pkg/ as it was built
//   /docs/examples/…                          the examples of the reference, and what runs one
//   /e2e/guide.html?lib=ours                  a page as users write it: only the address of its
//                                             script is changed

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

import { LIBRARIES, packageFolder, ROOT, scriptOf } from "./environment.mjs";

const FOLDERS = {
	...Object.fromEntries(Object.entries(LIBRARIES).map(([name, folder]) => [`lib/${name}`, folder])),
	zone: join(packageFolder("zone.js"), "bundles"),
	support: join(ROOT, "tests/support/page"),
	e2e: join(ROOT, "tests/e2e/page"),
	bench: join(ROOT, "bench"),
	"examples/echo/pkg": join(ROOT, "target/examples/echo"),
	"examples/echo": join(ROOT, "examples/echo"),
	"docs/examples": join(ROOT, "docs/examples"),
};

/** Where PeerJS's documentation says the script is. */
const PUBLISHED = "https://unpkg.com/peerjs@1.5.5/dist/";

const TYPES = {
	".html": "text/html; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".mjs": "text/javascript; charset=utf-8",
	".map": "application/json",
	".wasm": "application/wasm",
};

/** Browsers blur the clock of a page that others might share a process with. */
const ISOLATED = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };

/** Starts the server; resolves to `{ origin, url(path), close() }`. */
export async function startPageServer() {
	const server = createServer((request, response) => {
		answer(new URL(request.url, "http://localhost"), response).catch(() => {
			response.writeHead(404).end("not found");
		});
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	const origin = `http://127.0.0.1:${server.address().port}`;
	return {
		origin,
		/** The address of a page with `lib` in it, and with further scripts after it. */
		page: (lib, scripts = [], more = {}) => `${origin}/page?${new URLSearchParams({ lib, scripts, ...more })}`,
		close() {
			server.closeAllConnections();
			server.close();
		},
	};
}

async function answer(url, response) {
	if (url.pathname === "/page") return page(url.searchParams, response);
	if (url.pathname === "/favicon.ico") return response.writeHead(204).end();
	const prefix = Object.keys(FOLDERS).find((name) => url.pathname.startsWith(`/${name}/`));
	const file = join(FOLDERS[prefix], normalize(url.pathname.slice(prefix.length + 1)));
	let body = await readFile(file);
	// As bundlers have it, who take the modules.
	if (prefix === "lib/nowasm") body = `"use strict";${body}`;
	if (extname(file) === ".html") body = body.toString().replace(PUBLISHED, `/lib/${url.searchParams.get("lib")}/`);
	response.writeHead(200, {
		"content-type": TYPES[extname(file)] ?? "application/octet-stream",
		"cache-control": "no-store",
		...(prefix === "bench" && ISOLATED),
	});
	response.end(body);
}

/** The harness goes first: it must see what the library does while it loads. */
function page(query, response) {
	const lib = query.get("lib");
	const scripts = ["/support/harness.js", `/lib/${lib}/${scriptOf(lib)}`];
	scripts.push(...(query.get("scripts") ?? "").split(",").filter(Boolean));
	const policy = query.get("policy");
	if (policy) response.setHeader("content-security-policy", policy);
	const tags = scripts.map((source) => `<script src="${source}"></script>`).join("\n");
	response.writeHead(200, { "content-type": TYPES[".html"], "cache-control": "no-store" });
	response.end(`<!doctype html>\n<meta charset="utf-8">\n<title>${lib}</title>\n${tags}\n`);
}
