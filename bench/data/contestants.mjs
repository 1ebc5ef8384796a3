// Who sends to whom: `raw` is the channel alone.

export const RAW = "raw";
export const PEERJS = "PeerJS → PeerJS";
export const OURS = "ours → ours";
export const TO_PEERJS = "ours → PeerJS";

export const CONTESTANTS = {
	[RAW]: { sender: "raw", receiver: "raw" },
	[PEERJS]: { sender: "peerjs", receiver: "peerjs" },
	[OURS]: { sender: "ours", receiver: "ours" },
	[TO_PEERJS]: { sender: "ours", receiver: "peerjs" },
	"PeerJS → ours": { sender: "peerjs", receiver: "ours" },
};

/** What the raw channel may cut a large value to: the best of them counts. */
export const MESSAGE_SIZES = [16 << 10, 64 << 10, 256 << 10];
