// STUN and TURN servers: which candidates come of them.

import { bad, good, warning, within } from "./result.js";

const PATIENCE = 15_000;

/** An address of this device itself. */
export async function host() {
	const { types, error } = await gather([], "all");
	if (error) return bad(`No candidates can be had: ${error}`, "Restart the browser. If that does not help, an extension or a policy keeps WebRTC from the network.");
	if (!types.has("host")) return bad("This device gives no address of its own.", "Connect it to a network. Where WebRTC is kept to a proxy by a policy, only TURN works.");
	return good(`Candidates: ${[...types].join(", ")}. In the same network devices find each other without any server.`);
}

/** The address under which others see this device. */
export async function stun(servers) {
	if (!servers.length) return warning("There is none in the configuration.", "Without STUN only devices of the same network find each other: name one, such as that of your TURN server.");
	const { types, error, failures } = await gather(servers, "all", "srflx");
	const tried = `Tried ${names(servers)}: `;
	if (error) return bad(tried + error, "An address looks like stun:stun.example.org:3478.");
	if (types.has("srflx")) return good(`${tried}it tells our address (srflx).`);
	if (failures.length) return bad(`${tried}no answer${details(failures)}.`, "UDP may be blocked, or the name is wrong: try another network. Connections through TURN can still work, and those in the same network.");
	return warning(`${tried}no address came of it. That is normal where there is no NAT, and where the server is in the same network.`, "If connections to other networks fail, UDP is blocked here: use TURN over TCP or TLS (turns:…:443).");
}

/** A way through a server, where there is no other. */
export async function turn(servers) {
	if (!servers.length) return warning("There is none in the configuration.", "Some networks let nothing else through. Run one (coturn), and give it as config.iceServers.");
	const { types, error, failures } = await gather(servers, "relay", "relay");
	const tried = `Tried ${names(servers)}: `;
	if (error) return bad(tried + error, "An address looks like turn:turn.example.org:3478, and needs a username and a credential.");
	if (types.has("relay")) return good(`${tried}it relays (relay).`);
	const refused = failures.some(({ code }) => code === 401 || code === 403);
	if (refused) return bad(`${tried}it refuses us${details(failures)}.`, "Check username and credential. With coturn and a shared secret, they expire: make new ones.");
	return bad(`${tried}no answer${details(failures)}.`, "Check that it is running, and that its port is open for UDP and TCP. Where only the web gets through, it has to listen on port 443 with TLS: turns:…:443?transport=tcp.");
}

/** Gathers until a candidate of the type wanted has come, or all. */
async function gather(iceServers, iceTransportPolicy, wanted) {
	const types = new Set();
	const failures = [];
	let connection;
	try {
		connection = new RTCPeerConnection({ iceServers, iceTransportPolicy });
		connection.createDataChannel("test");
		const over = new Promise((resolve) => {
			connection.onicecandidate = ({ candidate }) => {
				if (!candidate) return resolve();
				if (candidate.type) types.add(candidate.type);
				if (candidate.type === wanted) resolve();
			};
			connection.onicecandidateerror = ({ errorCode: code, errorText: text, url }) => failures.push({ code, text, url });
		});
		await connection.setLocalDescription(await connection.createOffer());
		// Out of patience, what has come by then is the finding.
		await within(PATIENCE, over).catch(() => {});
		return { types, failures };
	} catch ({ message }) {
		return { types, failures, error: message };
	} finally {
		connection?.close();
	}
}

const names = (servers) => servers.flatMap(({ urls }) => urls).join(", ");

function details(failures) {
	const all = new Set(failures.map(({ code, text }) => `${code} ${text}`.trim()));
	return all.size ? ` (${[...all].slice(0, 3).join("; ")})` : "";
}
