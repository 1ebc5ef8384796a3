// All that the settings come to.

import { ICE_SETTINGS, iceOptions, refused } from "./ice-servers.js";
import { SERVER_SETTINGS, serverOptions } from "./server.js";

/** The settings that are kept in the page's address, by their names in it. */
export const SETTINGS = [...SERVER_SETTINGS, ...ICE_SETTINGS];

/** Resolves to options for `new Peer`; rejects with words if they cannot be had. */
export async function peerOptions() {
	const { config } = iceOptions();
	const problem = refused(config?.iceServers);
	if (problem) throw new Error(`The page's address names a STUN or TURN server that this browser does not take: ${problem} Correct it under “Server settings”.`);
	return { ...(await serverOptions()), ...(config && { config }) };
}

/** `address` with the settings of this page in its query. */
export function carrySettings(address) {
	const url = new URL(address, location.href);
	const query = new URLSearchParams(location.search);
	for (const name of SETTINGS) {
		if (query.has(name)) url.searchParams.set(name, query.get(name));
	}
	return url.href;
}
