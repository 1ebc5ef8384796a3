// docs/self-hosting as it stands: its command starts a PeerServer, its configuration
// file a coturn, and pages that may use nothing but the relay talk through them.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";

import { turnCredentials } from "../../docs/self-hosting/turn-credentials.mjs";
import { BROWSER, ROOT } from "../support/environment.mjs";
import { freePort } from "../support/free-port.mjs";
import { startTurnServer } from "../support/turn-server.mjs";
import { describeWithWorld } from "../support/world.mjs";
import { withTabs } from "./tabs.mjs";

const TIMEOUT = 120_000;
const FOLDER = join(ROOT, "docs/self-hosting");
const SECRET = "a secret of this test";
const OURS = { name: "ours", connector: { lib: "ours" }, acceptor: { lib: "ours" } };

describeWithWorld(`self-hosting in ${BROWSER}`, (world) => {
	let signalling;
	let turn;
	before(async () => {
		[signalling, turn] = await Promise.all([
			startByCommand(),
			startTurnServer({
				config: join(FOLDER, "turnserver.conf"),
				arguments: [`--static-auth-secret=${SECRET}`, "--allowed-peer-ip=127.0.0.1"],
			}),
		]);
	});
	after(() => Promise.all([signalling?.close(), turn?.close()]));

	test("pages talk through both servers", { timeout: TIMEOUT }, () =>
		withServers("relayed", turnCredentials(SECRET, "visitor"), async ({ link, connector, acceptor }) => {
			const index = await link({ reliable: true });
			await connector.run((index) => end.connections[index].send("x".repeat(100_000)), index);
			const [message] = await acceptor.run((index) => end.messages(index, 1), index);
			assert.match(message, /^string\[100000\]/);
			for (const tab of [connector, acceptor]) assert.deepEqual(await tab.run(() => route(end.connections[0])), ["relay", "relay"]);
		}),
	);

	test("who has no credentials, or old ones, gets no relay", { timeout: TIMEOUT }, async () => {
		for (const credentials of [turnCredentials("guessed", "visitor"), turnCredentials(SECRET, "visitor", -1)]) {
			await withServers("refused", credentials, async ({ connector }) => {
				const candidates = await connector.run(async () => {
					const connection = new RTCPeerConnection(end.peer.options.config);
					connection.createDataChannel("");
					await connection.setLocalDescription();
					const found = [];
					while (connection.iceGatheringState !== "complete") {
						const { candidate } = await new Promise((resolve) => (connection.onicecandidate = resolve));
						if (!candidate) break;
						if (candidate.candidate) found.push(candidate.candidate);
					}
					return found;
				});
				assert.deepEqual(candidates, []);
			});
		}
	});

	function withServers(name, credentials, run) {
		const config = { iceServers: [{ ...turn.iceServer, ...credentials }], iceTransportPolicy: "relay" };
		const options = { peer: { config, path: signalling.path }, port: signalling.port, scripts: ["/e2e/route.js"] };
		return withTabs(world, OURS, `self-hosting ${BROWSER} ${name}`, run, options);
	}
});

/** The documented command, but for the address and the port: on loopback, one that is free. */
async function startByCommand() {
	const [, command] = /npx --package=peer@[\d.]+ (peerjs .+)/.exec(readFileSync(join(FOLDER, "README.md"), "utf8"));
	const port = await freePort();
	const [program, ...parameters] = command.replace(/--port \d+/, `--port ${port} --host 127.0.0.1`).split(" ");
	const server = spawn(join(ROOT, "node_modules/.bin", program), parameters, { stdio: ["ignore", "pipe", "inherit"] });
	const ended = once(server, "exit");
	const started = (async () => {
		for await (const line of createInterface({ input: server.stdout })) if (line.includes("Started PeerServer")) return;
		throw new Error(`${command} has ended`);
	})();
	await started;
	server.stdout.resume();
	return {
		port,
		path: /--path (\S+)/.exec(command)[1],
		async close() {
			server.kill();
			await ended;
		},
	};
}
