// Which signalling server to use: `?server=host:port/path` in the page's
// address, else config.json beside the page, else the PeerJS cloud.

/** Resolves to options for `new Peer`; rejects if they are there but unreadable. */
export async function serverOptions(query) {
	if (query.has("server")) return parseServer(query.get("server"));
	const response = await fetch("./config.json");
	return response.ok ? response.json() : {};
}

/** Reads `host:port/path`; with `https://` before it, or on an https page, it means TLS. */
function parseServer(text) {
	const url = new URL(/^https?:\/\//.test(text) ? text : `${location.protocol}//${text}`);
	const secure = url.protocol === "https:";
	return {
		host: url.hostname,
		port: Number(url.port) || (secure ? 443 : 80),
		path: url.pathname,
		secure,
	};
}
