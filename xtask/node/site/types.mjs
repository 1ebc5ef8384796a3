// What a server says files are.

import { extname } from "node:path";

const TYPES = {
	".conf": "text/plain; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".json": "application/json",
	".mjs": "text/javascript; charset=utf-8",
	".png": "image/png",
	".svg": "image/svg+xml",
	".wasm": "application/wasm",
};

export const typeOf = (path) => TYPES[extname(path)] ?? "application/octet-stream";
