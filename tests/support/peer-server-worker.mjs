// A thread of PeerServers: PeerServer's own timers never stop, so it must be
// somewhere that can be thrown away as a whole.

import { parentPort } from "node:worker_threads";

import { PeerServer } from "peer";

parentPort.on("message", ({ ticket, options }) => {
	const app = PeerServer({ host: "127.0.0.1", port: 0, ...options }, (server) => {
		parentPort.postMessage({ ticket, port: server.address().port });
	});
	// It emits "error" for a socket that breaks, and an unheard one would end the thread.
	app.on("error", () => {});
});
