// Where our types differ from PeerJS's: a part of js/types.d.ts, without
// `protected`, and what PeerJS has in its place.

export default [
	{
		why: "util.supports.binary is documented, but missing in PeerJS",
		ours: "\tbinary: boolean;\n",
		peerjs: "",
	},
	{
		why: "a connection, too, is told that nobody has the id",
		ours: '\tconst PeerUnavailable: "peer-unavailable";\n',
		peerjs: "",
	},
	{
		why: "an error for messages that cannot be read",
		ours: '\tconst DeserializationFailed: "deserialization-failed";\n',
		peerjs: "",
	},
	{
		why: "an error for messages that cannot be sent",
		ours: '\tconst SendFailed: "send-failed";\n',
		peerjs: "",
	},
	{
		why: "an event for the room in the queue",
		ours: "\tdrain: () => void;\n",
		peerjs: "",
	},
	{
		why: "an event for large messages",
		ours: "\tprogress: (progress: TransferProgress) => void;\n",
		peerjs: "",
	},
	{
		why: "bufferSize is documented for all data connections",
		ours: "\t/** The number of messages that wait for the channel. */\n\tget bufferSize(): number;\n",
		peerjs: "",
	},
	{
		why: "the bytes in the queue",
		ours: "\tget bufferedAmount(): number;\n",
		peerjs: "",
	},
	{
		why: "waiting for room in the queue",
		ours: "\tready(): Promise<void>;\n",
		peerjs: "",
	},
	{
		why: "waiting until a message has left",
		ours: "\tsendAsync(data: any, options?: SendOptions): Promise<void>;\n",
		peerjs: "",
	},
	{
		why: "an object without a type is of no use; what is in its arrays is any with PeerJS, and so applications use it",
		ours: "get connections(): { [peerId: string]: any[] };",
		peerjs: "get connections(): Object;",
	},
	{
		why: "what is packed is never shared memory",
		ours: "pack: (data: Packable) => ArrayBuffer | Promise<ArrayBuffer>;",
		peerjs: "pack: (data: Packable) => ArrayBuffer | Promise<ArrayBuffer | SharedArrayBuffer>;",
	},
];
