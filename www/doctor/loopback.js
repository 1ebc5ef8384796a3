// A connection of this page with itself, all the way: server, WebRTC, library.

import { sizeWords } from "../shared/format.js";
import { bad, good, within } from "./result.js";

const PATIENCE = 30_000;

/** Enough to be measured. */
const PIECE = 1 << 20;
const PIECES = 16;

/** Errors that are the server's. */
const SERVER = ["network", "server-error", "socket-closed", "socket-error"];

export async function loopback(peer, options) {
	const other = new Peer(options);
	try {
		const began = performance.now();
		const opened = new Promise((resolve, reject) => {
			peer.on("error", reject);
			other.on("error", reject);
			peer.on("connection", (theirs) => theirs.on("open", () => resolve(theirs)));
			other.on("open", () => other.connect(peer.id, { reliable: true }));
		});
		const theirs = await within(PATIENCE, opened);
		const took = performance.now() - began;
		const [ours] = other.connections[peer.id];
		const rate = await within(PATIENCE, throughput(ours, theirs));
		return good(`Open after ${Math.round(took)} ms; ${sizeWords(rate)}/s.`);
	} catch (error) {
		const words = error.type === "server-error" ? error.message : (error.type ?? error.message);
		return bad(`It did not come about (${words}).`, SERVER.includes(error.type) ? "The server was lost, or did not let in a second one. Look at what it logs, and run again." : "WebRTC itself is kept from working here. Switch off VPN, firewall and extensions one after the other, and run again.");
	} finally {
		other.destroy();
	}
}

/** Bytes a second from one end to the other. */
async function throughput(from, to) {
	const piece = new Uint8Array(PIECE);
	let pieces = 0;
	const arrived = new Promise((resolve) => to.on("data", () => ++pieces === PIECES && resolve()));
	await new Promise((resolve) => (from.open ? resolve() : from.on("open", resolve)));
	const began = performance.now();
	for (let i = 0; i < PIECES; i++) from.send(piece);
	await arrived;
	return (PIECES * PIECE) / ((performance.now() - began) / 1000);
}
