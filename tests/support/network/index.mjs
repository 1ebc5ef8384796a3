// A network of a test's own: two browsers and a PeerServer, each in a network
// namespace, so that what is done to their packets is done to no one else's.
//
//   connector ── veth ── router ── veth ── acceptor
//   10.0.1.2            10.0.0.1            10.0.2.2
//
// The PeerServer is on the router: what happens to the packets that it forwards does
// not touch signalling. A namespace is that of a process and has no name, so it goes,
// with all that is in it, when the process does, however the test ends.

import { spawnSync } from "node:child_process";

import { LIB } from "../environment.mjs";
import { startProcess } from "./process.mjs";

const SERVER = "10.0.0.1";
const NAMES = ["connector", "acceptor"];

/** What must work, and may not: namespaces, iptables with its statistic match, TUN. */
const PROBE = [
	"ip link set lo up",
	"ip link add one type veth peer name other",
	"iptables -w -A FORWARD -m statistic --mode random --probability 0.5 -j DROP",
	"echo 1 > /proc/sys/net/ipv4/ip_forward",
	"ip tuntap add relay mode tun",
	"command -v socat > /dev/null || { echo no socat >&2; false; }",
].join(" && ");

/** Why there can be no such network here; undefined where there can. */
export function unavailable() {
	const { status, stderr, error } = spawnSync("unshare", ["--net", "sh", "-c", PROBE], { encoding: "utf8" });
	if (status !== 0) return `no network of its own: ${error?.message ?? stderr.trim()}`;
}

/** Starts one; `server` are options of the PeerServer. */
export async function startNetwork({ server } = {}) {
	const processes = await Promise.all(["router", "host", "host"].map(startProcess));
	const network = new Network(...processes);
	try {
		await network.start(server);
	} catch (error) {
		await network.close();
		throw error;
	}
	return network;
}

class Network {
	#router;
	#hosts;
	#setup;

	constructor(router, ...hosts) {
		this.#router = router;
		this.#hosts = hosts;
	}

	async start(server) {
		await this.#router.call("begin", SERVER);
		await Promise.all(this.#hosts.map(async (host, i) => {
			await this.#router.call("connect", NAMES[i], host.pid, `10.0.${i + 1}.1`);
			await host.call("begin", `10.0.${i + 1}.2`, `10.0.${i + 1}.1`, SERVER);
		}));
		const port = await this.#router.call("serve", { host: SERVER, allow_discovery: true, ...server });
		this.#setup = { server, host: SERVER, port, scriptedPort: 0, closedPort: 0 };
	}

	/**
	 * A tab with an open Peer on each host, for one test, as tests/e2e/tabs.mjs has
	 * them. `peer` are options of both.
	 */
	openTabs(run, { peer, scripts = [] } = {}) {
		return Promise.all(this.#hosts.map(async (host, i) => {
			await host.call("open", LIB, ["/e2e/end.js", ...scripts]);
			const tab = { run: (action, ...args) => host.call("run", String(action), args) };
			tab.setup = { ...this.#setup, run };
			tab.id = await tab.run((...args) => end.open(...args), tab.setup, NAMES[i], { host: SERVER, ...peer });
			return tab;
		}));
	}

	/** Keeps what is known of a failure. */
	async keep(name, text) {
		for (const [i, host] of this.#hosts.entries()) await host.call("keep", `${name} ${NAMES[i]}`, text);
	}

	/** Loses packets between the hosts with this probability. */
	async lose(probability) {
		for (const name of NAMES) await this.#iptables("-A", "FORWARD", "-i", name, "-m", "statistic", "--mode", "random", "--probability", `${probability}`, "-j", "DROP");
	}

	/** Delays each packet between the hosts by so many milliseconds, and by up to `jitter` more, so that they overtake each other. */
	delay(milliseconds, jitter) {
		return this.#router.call("delay", NAMES, milliseconds, jitter);
	}

	/** Nothing comes through between the hosts. */
	cut() {
		return this.#iptables("-I", "FORWARD", "-j", "DROP");
	}

	/** Nothing comes through between the hosts and the server, either way. */
	async cutServer() {
		for (const name of NAMES) {
			await this.#iptables("-I", "INPUT", "-i", name, "-j", "DROP");
			await this.#iptables("-I", "OUTPUT", "-o", name, "-j", "DROP");
		}
	}

	/** All packets come through again, at once. */
	async restore() {
		for (const chain of ["FORWARD", "INPUT", "OUTPUT"]) await this.#iptables("-F", chain);
		return this.#router.call("hurry");
	}

	/** What became of packets since they were last all let through: how many were lost, and overtaken. */
	async count() {
		const rules = await this.#iptables("-nvxL", "FORWARD");
		const lost = [...rules.matchAll(/^ *(\d+) +\d+ DROP/gm)].reduce((sum, [, packets]) => sum + Number(packets), 0);
		return { lost, overtaken: await this.#router.call("overtaken") };
	}

	/** Sets a number of the hosts' kernels, for all that follows. */
	async tune(name, value) {
		for (const host of this.#hosts) await host.call("tune", name, value);
	}

	#iptables(...args) {
		return this.#router.call("execute", "iptables", "-w", ...args);
	}

	async close() {
		await Promise.all([this.#router, ...this.#hosts].map((one) => one.close()));
	}
}
