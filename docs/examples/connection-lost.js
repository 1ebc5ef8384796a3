// What ends a connection before its time: `error` first, then `close`. Call `connect` again to go on.
// Shows: BaseConnectionErrorType, BaseConnectionErrorType.ConnectionClosed, BaseConnectionErrorType.NegotiationFailed, BaseConnectionErrorType.PeerUnavailable, BaseConnectionEvents.error, BaseConnectionEvents.close
import { BaseConnectionErrorType, Peer } from "peerjs-wasm";
import { server } from "./server.js";

const alice = new Peer(server);
const bob = new Peer(server);
bob.on("connection", (connection) => {
	connection.once("progress", () => outgoing.dataChannel.close()); // for the sake of the example
	connection.on("error", ({ type }) => {
		switch (type) {
			case BaseConnectionErrorType.NegotiationFailed: // no way between the two, or it is gone
			case BaseConnectionErrorType.PeerUnavailable: // nobody has that id
			case BaseConnectionErrorType.ConnectionClosed: // in the middle of a large message
				console.log(type); // → connection-closed
		}
	});
	connection.on("close", () => console.log("over")); // → over
});

let outgoing;
bob.on("open", (id) => {
	outgoing = alice.connect(id, { reliable: true });
	outgoing.on("open", () => outgoing.send(new Uint8Array(50_000_000)));
});
