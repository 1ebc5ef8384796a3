// The router of the network, with the PeerServer.

import { freshPeerServer, stopPeerServers } from "../peer-server.mjs";
import { answer, execute, executeAll, tune } from "./process.mjs";
import { startRelay } from "./relay.mjs";

/** The routing table of what the relay gets. */
const TABLE = 100;

let relay;
let relayed = [];

answer({
	async begin(address) {
		// What the relay gives back does not come from where it was sent.
		for (const devices of ["all", "default"]) tune(`ipv4/conf/${devices}/rp_filter`, 0);
		tune("ipv4/ip_forward", 1);
		await executeAll(`
			ip link set lo up
			ip address add ${address}/32 dev lo
		`);
	},

	/** Joins the namespace of a process, whose end is `eth0` there. */
	connect: (name, pid, address) =>
		executeAll(`
			ip link add ${name} type veth peer name eth0 netns ${pid}
			ip address add ${address}/24 dev ${name}
			ip link set ${name} up
		`),

	serve: (options) => freshPeerServer(options),

	/** Sends what comes from these on through a relay. */
	async delay(names, milliseconds, jitter) {
		relay = await startRelay(milliseconds, jitter);
		await execute("ip", "route", "add", "default", "dev", relay.device, "table", `${TABLE}`);
		for (const name of names) await execute("ip", "rule", "add", "iif", name, "lookup", `${TABLE}`);
		relayed = names;
	},

	async hurry() {
		for (const name of relayed.splice(0)) await execute("ip", "rule", "del", "iif", name, "lookup", `${TABLE}`);
		await relay?.close();
		relay = undefined;
	},

	overtaken: () => relay?.overtaken ?? 0,
}, async () => {
	await relay?.close();
	await stopPeerServers();
});
