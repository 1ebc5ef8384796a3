// Where the PeerServer is, and how to talk to it.
// Shows: PeerOptions.host, PeerOptions.port, PeerOptions.path, PeerOptions.key, PeerOptions.secure, PeerOptions.pingInterval, PeerOptions.token, PeerOptions.referrerPolicy, PeerOptions.serverTimeout, Peer.options, PeerJSOption
import { Peer } from "peerjs-wasm";
import { server } from "./server.js";

const peer = new Peer({
	host: "peer.example.org", // by default PeerServer's cloud
	port: 443, // the default
	path: "/", // the default; what PeerServer was started with
	key: "peerjs", // the default
	secure: location.protocol === "https:", // the default
	pingInterval: 5000, // the default, in milliseconds
	token: "only I know it", // by default random; proves who we are after a reconnect
	referrerPolicy: "no-referrer",
	serverTimeout: 30_000, // ours: give up a server that does not answer
	...server,
});

peer.on("open", () => {
	const { path, key, pingInterval, token } = peer.options;
	console.log(path, key, pingInterval, token); // → / peerjs 5000 only I know it
});
