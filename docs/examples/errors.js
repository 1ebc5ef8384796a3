// All errors that a Peer can have, by what an application does about them.
// Shows: PeerEvents.error, PeerError, PeerError.type, PeerErrorType, PeerErrorType.BrowserIncompatible, PeerErrorType.SslUnavailable, PeerErrorType.InvalidID, PeerErrorType.InvalidKey, PeerErrorType.UnavailableID, PeerErrorType.Network, PeerErrorType.ServerError, PeerErrorType.SocketError, PeerErrorType.SocketClosed, PeerErrorType.Disconnected, PeerErrorType.PeerUnavailable, PeerErrorType.WebRTC
import { Peer, PeerErrorType } from "peerjs-wasm";
import { server } from "./server.js";

function whatToDo(type) {
	switch (type) {
		case PeerErrorType.BrowserIncompatible: // no WebRTC or WebAssembly, or the page's CSP forbids it: the message tells
		case PeerErrorType.SslUnavailable: // never emitted
			return "use another browser, or allow it";
		case PeerErrorType.InvalidID:
		case PeerErrorType.UnavailableID: // somebody else has it
			return "take another id";
		case PeerErrorType.InvalidKey:
			return "ask the server's owner for the key";
		case PeerErrorType.Network:
		case PeerErrorType.ServerError:
		case PeerErrorType.SocketError:
		case PeerErrorType.SocketClosed:
			return "check the connection to the server";
		case PeerErrorType.Disconnected:
			return "call reconnect first";
		case PeerErrorType.PeerUnavailable:
			return "ask for the right id";
		case PeerErrorType.WebRTC:
			return "read the message";
	}
}

const peer = new Peer("not allowed!", server);
peer.on("error", (error) => {
	console.log(error instanceof Error, error.type); // → true invalid-id
	console.log(whatToDo(error.type)); // → take another id
});
