// A real TURN server (coturn) on loopback.

import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { onPath } from "./environment.mjs";
import { freePort } from "./free-port.mjs";

const USER = { username: "peer", credential: "secret" };

/** How it knows its users, where no configuration file says. */
const KNOWN_USER = ["--lt-cred-mech", `--user=${USER.username}:${USER.credential}`, "--realm=peerjs-wasm"];

/**
 * Starts it; resolves to `{ iceServer, close() }` when it listens. `config` is a
 * configuration file, whose addresses and ports are overridden; `arguments` are further ones.
 */
export async function startTurnServer({ config, arguments: more = [] } = {}) {
	const program = onPath("turnserver");
	if (!program) throw new Error('coturn is not installed: run "cargo xtask setup"');
	const [port, folder] = await Promise.all([freePort(), mkdtemp(join(tmpdir(), "turn-"))]);
	const server = spawn(program, [
		...(config ? ["-c", config] : ["-n", ...KNOWN_USER]),
		...more,
		"--listening-ip=127.0.0.1",
		"--relay-ip=127.0.0.1",
		`--listening-port=${port}`,
		"--allow-loopback-peers",
		"--no-tls",
		"--no-dtls",
		"--no-cli",
		`--userdb=${join(folder, "users")}`,
		`--pidfile=${join(folder, "pid")}`,
		"--log-file=stdout",
	], { stdio: "ignore" });
	const ended = once(server, "exit");
	const failed = ended.then(([code]) => Promise.reject(new Error(`coturn has ended with code ${code}`)));
	await Promise.race([answering(port), failed]);
	failed.catch(() => {}); // It ends when it is told to.
	return {
		iceServer: { urls: `turn:127.0.0.1:${port}?transport=udp`, ...USER },
		async close() {
			server.kill();
			await ended;
			await rm(folder, { recursive: true });
		},
	};
}

/** A STUN Binding request: type, length, magic cookie, an id of 12 bytes. */
const BINDING_REQUEST = Buffer.from("000100002112a442000000000000000000000000", "hex");

/** Resolves when the server answers; it is asked again and again. */
async function answering(port) {
	const socket = createSocket("udp4");
	// A port where nobody listens yet is reported as an error.
	socket.on("error", () => {});
	const asking = setInterval(() => socket.send(BINDING_REQUEST, port, "127.0.0.1"), 20);
	// Where the server has ended there is nothing to wait for.
	asking.unref();
	socket.unref();
	await new Promise((resolve) => socket.on("message", resolve));
	clearInterval(asking);
	socket.close();
}
