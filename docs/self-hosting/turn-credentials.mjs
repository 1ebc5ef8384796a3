// Credentials for coturn's `use-auth-secret`, for the server of an application, which
// gives them to those it knows:
//
//   response.json({ urls: "turn:turn.example.org:3478", ...turnCredentials(secret, user) });

import { createHmac } from "node:crypto";

/**
 * An ICE server's `username` and `credential`, good for `hours`.
 *
 * @param {string} secret coturn's `static-auth-secret`.
 * @param {string} user For coturn's quotas and log.
 */
export function turnCredentials(secret, user, hours = 12) {
	const ends = Math.floor(Date.now() / 1000) + hours * 3600;
	const username = `${ends}:${user}`;
	const credential = createHmac("sha1", secret).update(username).digest("base64");
	return { username, credential };
}
