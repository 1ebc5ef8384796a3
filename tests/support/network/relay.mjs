// Delays and reorders packets: what is routed to its device comes out of it again,
// later. socat makes a datagram of each.

import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";

import { execute } from "./process.mjs";

const DEVICE = "relay";

/** Each packet takes so many milliseconds, and up to `jitter` more. */
export async function startRelay(milliseconds, jitter) {
	const socket = createSocket("udp4").bind(0, "127.0.0.1");
	await once(socket, "listening");
	const { port } = socket.address();
	const tun = spawn("socat", [`TUN,tun-name=${DEVICE},tun-type=tun,iff-no-pi,iff-up`, `UDP4-DATAGRAM:127.0.0.1:${port},bind=127.0.0.1:0`], { stdio: ["ignore", "ignore", "inherit"] });
	const ended = once(tun, "exit");
	await isUp(tun);

	let came = 0;
	let last = 0;
	let overtaken = 0;
	socket.on("message", (packet, from) => {
		const number = ++came;
		setTimeout(() => {
			if (number < last) overtaken++;
			last = Math.max(last, number);
			if (tun.exitCode === null) socket.send(packet, from.port, from.address);
		}, milliseconds + Math.random() * jitter);
	});
	return {
		device: DEVICE,
		/** How many packets came out behind later ones. */
		get overtaken() {
			return overtaken;
		},
		async close() {
			tun.kill();
			await ended;
			socket.removeAllListeners("message");
		},
	};
}

/** Resolves when there is a device. */
async function isUp(tun) {
	while (tun.exitCode === null) {
		const links = await execute("ip", "-oneline", "link", "show", "up");
		if (links.includes(` ${DEVICE}:`)) return;
		await wait(20);
	}
	throw new Error("socat has ended");
}
