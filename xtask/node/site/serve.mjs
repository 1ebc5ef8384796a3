// The site over HTTP.

import { Site } from "./files.mjs";
import { typeOf } from "./types.mjs";

/** A handler of requests for a site; `options` are its own, `under` is the folder that it is in. */
export function serveSite(options, under = "/") {
	const site = new Site(options);
	return async (request, response) => {
		try {
			const { pathname, search } = new URL(request.url, "http://localhost");
			const path = decodeURIComponent(pathname).slice(under.length);
			const body = pathname.startsWith(under) && (await site.read(path === "" || path.endsWith("/") ? `${path}index.html` : path));
			if (body) return response.writeHead(200, { "content-type": typeOf(path.replace(/(^|\/)$/, "$1index.html")), "cache-control": "no-store" }).end(body);
			// As static hosts do: a folder's pages have relative addresses.
			if (await site.read(`${path}/index.html`)) return response.writeHead(301, { location: `${pathname}/${search}` }).end();
			response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
		} catch (error) {
			response.writeHead(500, { "content-type": "text/plain" }).end(`${error.message}\n`);
		}
	};
}
