// The names that messages and connections have.
// Shows: ConnectionType, ConnectionType.Data, ConnectionType.Media, ServerMessageType, SocketEventType
import { ConnectionType, Peer, ServerMessageType, SocketEventType } from "peerjs-wasm";
import { server } from "./server.js";

const peer = new Peer(server);
peer.socket.on(SocketEventType.Message, ({ type }) => {
	console.log(type === ServerMessageType.Open, type); // → true OPEN
});

console.log(ConnectionType.Data, ConnectionType.Media); // → data media
