// Vite's own server, which builds nothing.

import * as vite from "vite";

/** Runs `use(origin)` while it serves a folder, with further options. */
export async function withViteServer(root, options, use) {
	const server = await vite.createServer({ root, logLevel: "error", server: { host: "127.0.0.1", port: 0 }, ...options });
	try {
		await server.listen();
		return await use(`http://127.0.0.1:${server.httpServer.address().port}`);
	} finally {
		await server.close();
	}
}
