// node demo.mjs HOST PORT
//
// Serves the site and a PeerServer, which the pages learn from config.json. Ends with
// its input.

import { PeerServer } from "peer";

import { serveSite } from "./site/serve.mjs";

const [host, port] = process.argv.slice(2);
const path = "/peerserver";

process.stdin.on("end", () => process.exit()).resume();

process.on("uncaughtException", (error) => {
	const inUse = `Port ${error.port} is in use: choose another with --port.`;
	console.error(error.code === "EADDRINUSE" ? inUse : error);
	process.exit(1);
});

const app = PeerServer({ host, port: Number(port), path, allow_discovery: true }, (server) => {
	const origin = `http://${host}:${server.address().port}`;
	console.log(`Site:       ${origin}/`);
	console.log(`PeerServer: ${origin}${path}`);
	console.log("Ctrl-C stops both.");
});
// It says so of every socket that breaks.
app.on("error", () => {});
app.use(serveSite({ config: { host: "/", path } }));
