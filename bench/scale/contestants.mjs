// Who has many connections: `raw` are RTCPeerConnections without a library.

export const RAW = "raw";
export const PEERJS = "PeerJS";
export const OURS = "ours";

export const CONTESTANTS = {
	[RAW]: { kind: "raw" },
	[PEERJS]: { kind: "library", lib: "peerjs" },
	[OURS]: { kind: "library", lib: "ours" },
};
