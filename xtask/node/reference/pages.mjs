// The pages of the reference, and which declarations are on them, in this order.

export const PAGES = [
	{
		path: "peer",
		title: "Peer",
		about: "The object that everything begins with: its options, events and errors.",
		declarations: ["Peer", "PeerOptions", "PeerEvents", "PeerErrorType", "MsgPackPeer", "PeerJSOption", "SerializerMapping"],
	},
	{
		path: "connections",
		title: "Data connections",
		about: "Messages between two peers: options, sending, events, errors.",
		declarations: [
			"PeerConnectOption",
			"DataConnection",
			"BufferedConnection",
			"BaseConnection",
			"DataConnectionEvents",
			"BaseConnectionEvents",
			"DataConnectionErrorType",
			"BaseConnectionErrorType",
			"ConnectionError",
			"SendOptions",
			"TransferProgress",
			"OutgoingProgress",
			"IncomingProgress",
			"SerializationType",
			"StreamConnection",
			"MsgPack",
		],
	},
	{
		path: "calls",
		title: "Calls",
		about: "Audio and video between two peers.",
		declarations: ["CallOption", "AnswerOption", "MediaConnection", "MediaConnectionEvents", "SdpTransform"],
	},
	{
		path: "events",
		title: "Events and errors",
		about: "What Peers and connections have in common: listeners, and errors.",
		declarations: ["EventEmitter", "PeerError"],
	},
	{
		path: "util",
		title: "util",
		about: "What the browser can do, and helpers.",
		declarations: ["util", "Util", "UtilSupportsObj", "Packable", "Unpackable"],
	},
	{
		path: "names",
		title: "Other names",
		about: "Log levels, kinds of connections, and the messages of the server.",
		declarations: ["LogLevel", "ConnectionType", "SocketEventType", "ServerMessageType"],
	},
	{
		path: "slim",
		title: "peerjs-wasm/slim",
		about: "The same exports, with the WebAssembly module as a file of its own.",
		declarations: ["slim.load", "slim.WasmSource"],
	},
];

/** Declarations whose members another has too, with their descriptions. */
export const WITHOUT_MEMBERS = { PeerJSOption: "PeerOptions" };

/** Headings where the declaration's name says too little. */
export const HEADINGS = {
	BaseConnection: "All connections",
	BaseConnectionEvents: "Events of all connections",
	DataConnectionEvents: "Events of data connections",
	MediaConnectionEvents: "Events of calls",
	PeerEvents: "Events of a Peer",
	PeerErrorType: "Errors of a Peer",
	DataConnectionErrorType: "Errors of data connections",
	BaseConnectionErrorType: "Errors of all connections",
	PeerOptions: "Options of a Peer",
	PeerConnectOption: "Options of connect",
	CallOption: "Options of call",
	AnswerOption: "Options of answer",
	SendOptions: "Options of sendAsync",
	Util: "Members of util",
	UtilSupportsObj: "util.supports",
};
