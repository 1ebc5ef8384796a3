// PeerServers as people set them up: under a path, with a key, with TLS, behind a
// reverse proxy; with and without discovery.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";

import { BROWSER } from "../support/environment.mjs";
import { peerServer } from "../support/peer-server.mjs";
import { startReverseProxy } from "../support/reverse-proxy.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { PAIRS } from "./pairs.mjs";
import { withTabs } from "./tabs.mjs";

const TIMEOUT = 60_000;
const PROXY_PATH = "/behind/a/proxy";

/** By name: PeerServer's options, and those of the Peers. */
const SERVERS = {
	"under a path": () => ({ server: { path: "/signalling" }, peer: { path: "/signalling" } }),
	"with a key": () => ({ server: { key: "a key" }, peer: { key: "a key" } }),
	"with TLS": () => ({ server: { ssl: selfSigned() }, peer: { secure: true } }),
	"behind a reverse proxy": ({ proxy }) => ({ peer: { port: proxy.port, path: PROXY_PATH } }),
};

/** A new key and a certificate for it that nobody has signed but itself. */
function selfSigned() {
	const request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=127.0.0.1 -keyout - -out -";
	const pem = execFileSync("openssl", request.split(" "), { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
	return { key: pem, cert: pem };
}

describeWithWorld(`servers in ${BROWSER}`, (world) => {
	let proxy;
	before(async () => {
		proxy = await startReverseProxy(PROXY_PATH, await peerServer({ allow_discovery: true }));
	});
	after(() => proxy?.close());

	for (const [name, options] of Object.entries(SERVERS)) {
		const shared = once(options);
		for (const pair of PAIRS) {
			check(`${name}, ${pair.name}`, pair, () => shared({ proxy }), async ({ link, directions, connector, acceptor }) => {
				const index = await link();
				for (const { name, sender, receiver } of directions) {
					await sender.run((index, text) => end.connections[index].send(text), index, name);
					assert.deepEqual(await receiver.run((index) => end.messages(index, 1), index), [`"${name}"`]);
				}
				for (const tab of [connector, acceptor]) {
					const ids = await tab.run(() => new Promise((resolve) => end.peer.listAllPeers(resolve)));
					assert.ok(ids.includes(connector.id) && ids.includes(acceptor.id), `${ids}`);
				}
			});
		}
	}

	for (const pair of PAIRS) {
		check(`without discovery, ${pair.name}`, pair, () => ({ server: { allow_discovery: false } }), async ({ connector }) => {
			const type = await connector.run(async () => {
				const error = harness.event(end.peer, "error");
				end.peer.listAllPeers();
				return (await error).type;
			});
			assert.equal(type, "server-error");
		});
	}

	/** A test with two tabs on a server of that kind. */
	function check(name, pair, options, run) {
		test(name, { timeout: TIMEOUT }, () => withTabs(world, pair, `servers ${BROWSER} ${name}`, run, options()));
	}
});

/** The function, run once for all callers. */
function once(make) {
	let made;
	return (...args) => (made ??= make(...args));
}
