// Which PeerServer to use: the settings in the page's address, else config.json
// beside the site, else the cloud server of PeerJS.

/** The settings, by their names in the address; `new Peer` has the same. */
export const SERVER_SETTINGS = ["host", "port", "path", "key", "secure"];

const CONFIG = new URL("../config.json", import.meta.url);

/** Resolves to options for `new Peer`; rejects with words if they cannot be had. */
export async function serverOptions(query = new URLSearchParams(location.search)) {
	if (query.has("host")) return fromQuery(query);
	const response = await fetch(CONFIG).catch(() => undefined);
	if (response?.status === 404) return {};
	const config = response?.ok && (await response.json().catch(() => undefined));
	if (!config) throw new Error("config.json cannot be read, which names the server. Reload the page; if that does not help, name a server under “Server settings”.");
	return complete(config);
}

/** What PeerServer's HTTP API is called under these options. */
export function serverUrl(options) {
	const { host, port, path, secure } = { host: "0.peerjs.com", port: 443, path: "/", secure: isCloud(options), ...options };
	return new URL(`${secure ? "https" : "http"}://${host}:${port}${path.replace(/\/*$/, "/")}`).href;
}

/** The same, as people are told. */
export function serverName(options) {
	return isCloud(options) ? "the PeerJS cloud server" : new URL(serverUrl(options)).host;
}

/** What is wrong with settings that the user has made, in words. */
export function checkServer({ host, port, path, key }) {
	if (!host && (port || path || key)) return "Name a host, such as peers.example.org. For the default server leave port, path and key empty, too.";
	if (/[\s/:]/.test(host) && host !== "/") return "Only the name or number of a host goes here; port and path have fields of their own.";
	if (port && !(Number.isInteger(Number(port)) && port > 0 && port < 65536)) return "A port is a number from 1 to 65535.";
}

function isCloud(options) {
	return !options.host;
}

/** `secure` is 1 or 0; without it, as the page itself came. */
function fromQuery(query) {
	const options = { host: query.get("host"), secure: query.has("secure") ? query.get("secure") === "1" : undefined };
	if (query.get("port")) options.port = Number(query.get("port"));
	if (query.get("path")) options.path = query.get("path");
	if (query.get("key")) options.key = query.get("key");
	return complete(options);
}

/** Says all that was left to be understood; the host "/" is the site's own, as for PeerJS. */
function complete(options) {
	if (!options.host) return options;
	const secure = options.secure ?? location.protocol === "https:";
	const own = options.host === "/";
	const standard = secure ? 443 : 80;
	return {
		...options,
		host: own ? location.hostname : options.host,
		port: options.port ?? (own ? Number(location.port) || standard : standard),
		path: options.path ?? "/",
		secure,
	};
}
