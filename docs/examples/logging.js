// How much is logged, and where it goes.
// Shows: PeerOptions.debug, PeerOptions.logFunction, LogLevel, LogLevel.Disabled, LogLevel.Errors, LogLevel.Warnings, LogLevel.All
import { LogLevel, Peer } from "peerjs-wasm";
import { server } from "./server.js";

const peer = new Peer({
	...server,
	debug: LogLevel.Errors, // Disabled: nothing, the default; Warnings: these too; All
	logFunction: (level, ...rest) => console.log(LogLevel[level], rest.length > 0), // → Errors true
});

peer.on("open", () => {
	peer.disconnect();
	peer.connect("somebody"); // cannot be: what the Peer emits as an error is logged, too
});
