// STUN and TURN servers of one's own, in the place of the library's.

import { credential } from "./credential.js";

/** Their names in the page's address. */
export const ICE_SETTINGS = ["stun", "turn", "username"];

/** What the address names, as of RTCConfiguration: `{ stun, turn }`, each a list. */
export function ownIceServers(query = new URLSearchParams(location.search)) {
	const username = query.get("username") ?? "";
	return toIceServers({ stun: query.get("stun") ?? "", turn: query.get("turn") ?? "", username, ...credential(query) });
}

/** Whether a TURN server is named that cannot be used, as its credential has not come along. */
export function lacksCredential(query = new URLSearchParams(location.search)) {
	return Boolean(query.get("turn")) && !credential(query).credential;
}

/** Options for `new Peer`. */
export function iceOptions() {
	const { stun, turn } = ownIceServers();
	const iceServers = [...stun, ...turn];
	return iceServers.length ? { config: { iceServers } } : {};
}

/** What is wrong with settings that the user has made, in words. */
export function checkIceServers({ stun, turn, username, credential }) {
	if (!urls(stun).every((url) => /^stuns?:\S/.test(url))) return "A STUN server looks like stun:stun.example.org:3478.";
	if (!urls(turn).every((url) => /^turns?:\S/.test(url))) return "A TURN server looks like turn:turn.example.org:3478.";
	if (turn && !(username && credential)) return "A TURN server needs a username and a credential.";
	if (!turn && (username || credential)) return "Name the TURN server that username and credential are for.";
	const servers = toIceServers({ stun, turn, username, credential });
	const problem = refused([...servers.stun, ...servers.turn]);
	return problem && `The browser does not take these: ${problem}`;
}

function toIceServers({ stun, turn, username, credential }) {
	return {
		stun: urls(stun).length ? [{ urls: urls(stun) }] : [],
		turn: urls(turn).length && credential ? [{ urls: urls(turn), username, credential }] : [],
	};
}

/** Several are parted by spaces or commas. */
const urls = (text) => text.split(/[\s,]+/).filter(Boolean);

/** What the browser says against them. */
export function refused(iceServers) {
	if (!globalThis.RTCPeerConnection) return;
	try {
		new RTCPeerConnection({ iceServers }).close();
	} catch ({ message }) {
		return message;
	}
}
