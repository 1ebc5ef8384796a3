// Folders under paths of a server on loopback, and pages that are given as text.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
	".html": "text/html; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".mjs": "text/javascript; charset=utf-8",
	".json": "application/json",
	".wasm": "application/wasm",
};

/** A page with one module. */
export const pageOf = (script) => `<!doctype html><meta charset="utf-8"><title>${script}</title><script type="module" src="${script}"></script>`;

/**
 * @param {Record<string, string>} routes Path → folder, page (which starts with
 * "<"), or path to redirect to (which starts with "->"). The longest path counts.
 * @param {Record<string, string>} [headers] Of every answer.
 */
export async function serve(routes, headers = {}) {
	const asked = [];
	const server = createServer(async ({ url }, response) => {
		const { pathname } = new URL(url, "http://localhost");
		asked.push(pathname);
		const [path, target] = Object.entries(routes)
			.sort(([a], [b]) => b.length - a.length)
			.find(([path]) => (path.endsWith("/") ? pathname.startsWith(path) : pathname === path)) ?? [""];
		try {
			if (!target) throw new Error("not found");
			if (target.startsWith("->")) return response.writeHead(302, { location: target.slice(2), ...headers }).end();
			const isPage = target.startsWith("<");
			const body = isPage ? target : await readFile(join(target, normalize(pathname.slice(path.length))));
			const type = isPage ? TYPES[".html"] : (TYPES[extname(pathname)] ?? "application/octet-stream");
			response.writeHead(200, { "content-type": type, "cache-control": "no-store", ...headers }).end(body);
		} catch {
			response.writeHead(404, headers).end();
		}
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		origin: `http://127.0.0.1:${server.address().port}`,
		/** The paths that were asked for. */
		asked,
		close() {
			server.closeAllConnections();
			server.close();
		},
	};
}
