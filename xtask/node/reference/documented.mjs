// The names of PeerJS's documentation, by the anchors that they have there, and what
// describes each here: names of js/types.d.ts.

const members = (prefix, owner, names) => names.map((name) => [`${prefix}-${name.toLowerCase()}`, `${owner}.${name}`]);

const errors = {
	"browser-incompatible": "BrowserIncompatible",
	disconnected: "Disconnected",
	"invalid-id": "InvalidID",
	"invalid-key": "InvalidKey",
	network: "Network",
	"peer-unavailable": "PeerUnavailable",
	"ssl-unavailable": "SslUnavailable",
	"server-error": "ServerError",
	"socket-error": "SocketError",
	"socket-closed": "SocketClosed",
	"unavailable-id": "UnavailableID",
	webrtc: "WebRTC",
};

export const DOCUMENTED = new Map([
	["peer", "Peer"],
	["peer-id", "Peer.constructor"],
	["peer-options", "PeerOptions"],
	...members("peer-options", "PeerOptions", ["key", "host", "port", "pingInterval", "path", "secure", "config", "debug"]),

	["peerconnect", "Peer.connect"],
	["peerconnect-options", "PeerConnectOption"],
	...members("peerconnect-options", "PeerConnectOption", ["label", "metadata", "serialization", "reliable"]),
	["peercall", "Peer.call"],
	["peercall-options", "CallOption"],
	...members("peercall-options", "CallOption", ["metadata", "sdpTransform"]),

	["peeron", "EventEmitter.on"],
	...["open", "connection", "call", "close", "disconnected", "error"].map((name) => [`peeron-${name}`, `PeerEvents.${name}`]),
	...Object.entries(errors).map(([type, name]) => [`peeron-error-${type}`, `PeerErrorType.${name}`]),
	...["disconnect", "reconnect", "destroy", "id", "connections", "disconnected", "destroyed"].map((name) => [`peer${name}`, `Peer.${name}`]),

	["dataconnection", "DataConnection"],
	...members("dataconnection", "DataConnection", ["send", "close", "reliable", "serialization", "type"]),
	...members("dataconnection", "BaseConnection", ["dataChannel", "label", "metadata", "open", "peerConnection", "peer"]),
	["dataconnection-buffersize", "BufferedConnection.bufferSize"],
	["dataconnection-on", "EventEmitter.on"],
	...members("dataconnection-on", "DataConnectionEvents", ["data", "open"]),
	...members("dataconnection-on", "BaseConnectionEvents", ["close", "error"]),

	["mediaconnection", "MediaConnection"],
	...members("mediaconnection", "MediaConnection", ["answer", "close", "type"]),
	["mediaconnection-answer-options-sdptransform", "AnswerOption.sdpTransform"],
	...members("mediaconnection", "BaseConnection", ["metadata", "open", "peer"]),
	["mediaconnection-on", "EventEmitter.on"],
	["mediaconnection-on-stream", "MediaConnectionEvents.stream"],
	...members("mediaconnection-on", "BaseConnectionEvents", ["close", "error"]),

	["util", "Util"],
	...members("util", "Util", ["browser", "supports"]),
	...members("util-supports", "UtilSupportsObj", ["audioVideo", "data", "binary", "reliable"]),
]);
