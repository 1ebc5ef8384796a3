// The PeerServer: its HTTP API, then its WebSocket.

import { serverUrl } from "../shared/server.js";
import { bad, good, within } from "./result.js";

const PATIENCE = 15_000;

export async function http(options) {
	const url = `${serverUrl(options)}${options.key ?? "peerjs"}/id`;
	const tried = `Tried ${url}: `;
	if (location.protocol === "https:" && url.startsWith("http:") && !isOwn(url)) return bad(`${tried}a page that came over https may not ask a server without it.`, "Give the PeerServer a certificate, or put it behind a proxy that has one; then check “Secure” in the server settings.");
	if (!navigator.onLine) return bad("This device has no network.", "Connect it, then run again.");
	let response, text;
	const began = performance.now();
	try {
		response = await within(PATIENCE, fetch(`${url}?ts=${Date.now()}`, { cache: "no-store" }));
		text = await within(PATIENCE, response.text());
	} catch (error) {
		const problem = error.name === "TimeoutError" ? "no answer." : "not reached, or it did not allow this page (CORS).";
		return bad(tried + problem, "Check host and port in the server settings, that the server is running, and that no firewall is in the way. Open the address in a tab: what does it say?");
	}
	const took = `${Math.round(performance.now() - began)} ms`;
	if (response.status === 404) return bad(`${tried}there is a server, but no PeerServer at this path (404).`, "Check the path in the server settings: it is the one that PeerServer was started with.");
	if (!response.ok) return bad(`${tried}it answers with status ${response.status}.`, response.status === 401 ? "Check the key in the server settings." : "Look at what the server or the proxy before it logs.");
	const id = text.trim();
	if (!id || id.length > 128 || /[<\s]/.test(id)) return bad(`${tried}the answer is no id; something else is there.`, "Check the path in the server settings. A proxy may answer with a page of its own.");
	return good(`${tried}an id after ${took}.`);
}

/** Whether it is on this device: such ones may be asked by any page. */
const isOwn = (url) => ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);

/** Also resolves to the Peer that was let in, as `peer`. */
export async function socket(options) {
	const peer = new Peer(options);
	const began = performance.now();
	try {
		await within(PATIENCE, new Promise((resolve, reject) => {
			peer.on("open", resolve);
			peer.on("error", reject);
		}));
		return { ...good(`The server has let us in after ${Math.round(performance.now() - began)} ms.`), peer };
	} catch (error) {
		peer.destroy();
		if (error.type === "invalid-key" || /invalid key/i.test(error.message)) return bad("The server does not accept the key.", "Check the key in the server settings.");
		// What a PeerServer refuses in words of its own.
		if (error.type === "server-error") return bad(`The server refuses us: ${error.message}`, "Look at how the PeerServer was started, and at what it logs.");
		return bad(`The WebSocket did not open (${error.type ?? error.name}).`, "If the check before this one is good, a proxy in between does not pass WebSockets on: for nginx, set proxy_http_version 1.1 and the headers Upgrade and Connection.");
	}
}
