// The enums that PeerJS's modules export, and those of types.d.ts that they do not.

export const LogLevel = { Disabled: 0, Errors: 1, Warnings: 2, All: 3, 0: "Disabled", 1: "Errors", 2: "Warnings", 3: "All" };

export const ConnectionType = { Data: "data", Media: "media" };

export const PeerErrorType = {
	BrowserIncompatible: "browser-incompatible",
	Disconnected: "disconnected",
	InvalidID: "invalid-id",
	InvalidKey: "invalid-key",
	Network: "network",
	PeerUnavailable: "peer-unavailable",
	SslUnavailable: "ssl-unavailable",
	ServerError: "server-error",
	SocketError: "socket-error",
	SocketClosed: "socket-closed",
	UnavailableID: "unavailable-id",
	WebRTC: "webrtc",
};

export const BaseConnectionErrorType = {
	NegotiationFailed: "negotiation-failed",
	ConnectionClosed: "connection-closed",
	PeerUnavailable: "peer-unavailable",
};

export const DataConnectionErrorType = {
	NotOpenYet: "not-open-yet",
	MessageToBig: "message-too-big",
	DeserializationFailed: "deserialization-failed",
	SendFailed: "send-failed",
};

export const SerializationType = { Binary: "binary", BinaryUTF8: "binary-utf8", JSON: "json", None: "raw" };

export const SocketEventType = { Message: "message", Disconnected: "disconnected", Error: "error", Close: "close" };

export const ServerMessageType = {
	Heartbeat: "HEARTBEAT",
	Candidate: "CANDIDATE",
	Offer: "OFFER",
	Answer: "ANSWER",
	Open: "OPEN",
	Error: "ERROR",
	IdTaken: "ID-TAKEN",
	InvalidKey: "INVALID-KEY",
	Leave: "LEAVE",
	Expire: "EXPIRE",
};
