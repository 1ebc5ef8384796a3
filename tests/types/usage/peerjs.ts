// Applications of PeerJS, as one finds them: each compiles with either library's
// types. A line under @ts-expect-error is one that neither takes.

import DefaultPeer, {
	type AnswerOption,
	BaseConnectionErrorType,
	BufferedConnection,
	type CallOption,
	ConnectionType,
	type DataConnection,
	DataConnectionErrorType,
	type LogLevel,
	MsgPack,
	MsgPackPeer,
	type MediaConnection,
	Peer,
	type PeerConnectOption,
	PeerError,
	PeerErrorType,
	type PeerEvents,
	type PeerJSOption,
	type PeerOptions,
	SerializationType,
	type SerializerMapping,
	ServerMessageType,
	SocketEventType,
	StreamConnection,
	type UtilSupportsObj,
	util,
} from "peerjs";

// --- A chat ----------------------------------------------------------------------

interface ChatMessage {
	from: string;
	text: string;
}

export class Chat {
	private connections: Record<string, DataConnection> = {};
	private peer?: Peer;

	start(id?: string): Promise<string> {
		return new Promise((resolve, reject) => {
			this.peer = id ? new Peer(id, { debug: 2 }) : new Peer();
			this.peer
				.on("open", (id) => resolve(id))
				.on("connection", (connection) => this.add(connection))
				.on("error", (error) => {
					if (error.type === "unavailable-id" || error.type === PeerErrorType.InvalidID) reject(error);
					else console.error(error.type, error.message);
				});
			this.peer.once("close", () => console.log("closed"));
			this.peer.on("disconnected", (id) => {
				console.log("disconnected", id.length);
				if (!this.peer!.destroyed) this.peer!.reconnect();
			});
		});
	}

	connect(id: string): DataConnection {
		const connection = this.peer!.connect(id, { label: "chat", reliable: true, metadata: { name: "Alice" }, serialization: "json" });
		this.add(connection);
		return connection;
	}

	private add(connection: DataConnection): void {
		this.connections[connection.peer] = connection;
		connection.on("open", () => void connection.send({ from: this.peer!.id, text: "hello" } satisfies ChatMessage));
		connection.on("data", (data) => this.show(data as ChatMessage));
		connection.on("data", (data: any) => console.log(data.text));
		connection.on("close", () => delete this.connections[connection.peer]);
		connection.on("iceStateChanged", (state) => {
			if (state === "disconnected") connection.close({ flush: true });
		});
		connection.on("error", (error) => {
			switch (error.type) {
				case "not-open-yet":
				case "message-too-big":
				case "negotiation-failed":
				case "connection-closed":
					console.warn(error.name, error.stack);
			}
		});
		console.log(connection.metadata.name, connection.label, connection.reliable, connection.serialization, connection.open);
	}

	private show(message: ChatMessage): void {
		document.body.append(`${message.from}: ${message.text}`);
	}

	broadcast(message: ChatMessage): void {
		for (const connection of Object.values(this.connections)) connection.send(message);
	}
}

// --- Waiting for events ------------------------------------------------------------

export function opened(peer: Peer): Promise<string> {
	return new Promise((resolve, reject) => {
		const failed = (error: PeerError<`${PeerErrorType}`>): void => {
			peer.off("open", done);
			reject(error);
		};
		const done: PeerEvents["open"] = (id) => {
			peer.removeListener("error", failed);
			resolve(id);
		};
		peer.once("open", done);
		peer.once("error", failed);
	});
}

export function counts(peer: Peer): number {
	peer.removeAllListeners("call").removeAllListeners();
	const names: (keyof PeerEvents)[] = peer.eventNames();
	peer.addListener("close", () => {});
	peer.emit("open", "my-id");
	return names.length + peer.listeners("open").length + peer.listenerCount("close");
}

// --- Calls -------------------------------------------------------------------------

export async function call(peer: Peer, id: string, video: HTMLVideoElement): Promise<MediaConnection> {
	const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
	const options: CallOption = { metadata: { room: 1 }, sdpTransform: (sdp: string) => sdp.replace("a=ssrc", "a=ssrc") };
	const call = peer.call(id, stream, options);
	call.on("stream", (remote) => {
		video.srcObject = remote;
	});
	call.on("close", () => video.remove());
	call.on("error", (error) => console.error(error.type, error));
	call.on("willCloseOnRemote", () => {});
	const sender = call.peerConnection.getSenders().find((sender) => sender.track?.kind === "video");
	const [track] = stream.getVideoTracks();
	if (track) await sender?.replaceTrack(track);
	call.peerConnection.oniceconnectionstatechange = () => console.log(call.peerConnection.iceConnectionState);
	return call;
}

export function answer(peer: Peer, stream: MediaStream): void {
	const options: AnswerOption = { sdpTransform: (sdp: string) => sdp };
	peer.on("call", (call) => {
		if (call.metadata?.refuse) call.close();
		else call.answer(stream, options);
		call.answer();
		const streams: MediaStream[] = [call.localStream, call.remoteStream];
		console.log(streams, call.type === ConnectionType.Media, call.connectionId, call.provider.id);
	});
}

// --- Options -----------------------------------------------------------------------

export const options: PeerOptions = {
	host: "/",
	port: 9000,
	path: "/myapp",
	key: "peerjs",
	secure: true,
	token: "secret",
	debug: 3,
	pingInterval: 1000,
	referrerPolicy: "no-referrer",
	config: { iceServers: [{ url: "stun:stun.example.org" }], sdpSemantics: "unified-plan" },
	logFunction: (level: LogLevel, ...rest: any[]) => console.log(level, rest),
};
export const configured = [new Peer(options), new DefaultPeer("my-id", options), new Peer({ ...options, config: util.defaultConfig }), new MsgPackPeer()];
export const forServer: PeerJSOption = { host: "example.org", config: { iceTransportPolicy: "relay" } };
export const forConnection: PeerConnectOption = { serialization: SerializationType.JSON, reliable: false };

// --- Of the Peer -------------------------------------------------------------------

export function broadcast(peer: Peer, message: ChatMessage): DataConnection[] {
	for (const list of Object.values(peer.connections)) for (const connection of list) connection.send(message);
	for (const [, [first]] of Object.entries(peer.connections)) first?.send(message);
	Object.values(peer.connections).forEach((list) => list.forEach((connection: { send: (message: ChatMessage) => void }) => connection.send(message)));
	const calls = peer.connections as Record<string, MediaConnection[]>;
	calls.bob?.forEach((call) => call.close());
	const all: DataConnection[] = Object.values(peer.connections).flat();
	return all;
}

export function leave(peer: Peer): void {
	for (const [id, list] of Object.entries(peer.connections)) {
		for (const connection of list) console.log(id, connection.open);
	}
	const connection = peer.getConnection("bob", "dc_1");
	if (connection?.type === "data") connection.close();
	peer.listAllPeers((ids) => ids.forEach((id) => console.log(id)));
	peer.listAllPeers();
	console.log(peer.id.toUpperCase(), peer.open, peer.options.host, peer.disconnected);
	if (!peer.disconnected) peer.disconnect();
	peer.destroy();
	// @ts-expect-error the id is the server's
	peer.id = "mine";
	// @ts-expect-error no such event
	peer.on("opened", () => {});
	// @ts-expect-error what it carries is a string
	peer.on("open", (id: number) => id);
	// @ts-expect-error no such option
	new Peer({ hots: "example.org" });
}

// --- Subclasses --------------------------------------------------------------------

export class Room extends Peer {
	readonly members = new Set<string>();

	constructor(id: string, options?: PeerOptions) {
		super(id, { debug: 1, ...options });
		this.on("connection", (connection) => this.members.add(connection.peer));
	}

	override connect(peer: string, options: PeerConnectOption = {}): DataConnection {
		this.members.add(peer);
		return super.connect(peer, { reliable: true, ...options });
	}

	override destroy(): void {
		this.members.clear();
		super.destroy();
	}
}

/** A serializer of the application's own, message by message. */
export class Text extends BufferedConnection {
	readonly serialization = "text";

	constructor(peerId: string, provider: Peer, options: any) {
		super(peerId, provider, options);
	}

	override _initializeDataChannel(channel: RTCDataChannel): void {
		super._initializeDataChannel(channel);
		this.dataChannel.binaryType = "arraybuffer";
	}

	protected override _handleDataMessage({ data }: MessageEvent): void {
		this.emit("data", new TextDecoder().decode(data));
	}

	protected override _send(data: any, _chunked: boolean): void {
		if (!this._open) this.emitError(DataConnectionErrorType.NotOpenYet, "not open");
		this._bufferedSend(new TextEncoder().encode(data).buffer as ArrayBuffer);
	}

	override close(options?: { flush?: boolean }): void {
		super.close(options);
	}

	waiting(): number {
		return this.bufferSize;
	}
}

/** And one over streams. */
export class Bytes extends StreamConnection {
	readonly serialization = "bytes";

	constructor(peerId: string, provider: Peer, options: any) {
		super(peerId, provider, options);
		void this.read();
	}

	private async read(): Promise<void> {
		const reader = this._rawReadStream.getReader();
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return;
			this.emit("data", new Uint8Array(value));
		}
	}

	protected override _send(data: Uint8Array): Promise<void> {
		return this.writer.write(data);
	}
}

const serializers: SerializerMapping = { Text, Bytes, MsgPack };
export const extended = new Peer({ serializers }).connect("bob", { serialization: "Text" });

// --- Enums, errors, util -------------------------------------------------------------

export const values = [
	BaseConnectionErrorType.NegotiationFailed,
	DataConnectionErrorType.MessageToBig,
	ServerMessageType.Heartbeat,
	SocketEventType.Message,
	SerializationType.BinaryUTF8,
	ConnectionType.Data,
];

// As editors show them, and people paste them.
type DataError = PeerError<"not-open-yet" | "message-too-big" | "negotiation-failed" | "connection-closed">;
type CallError = PeerError<"negotiation-failed" | "connection-closed">;
export const texts: Record<BaseConnectionErrorType, string> = { "negotiation-failed": "failed", "connection-closed": "closed" };

export function listenToErrors(connection: DataConnection, call: MediaConnection): void {
	connection.on("error", (error: DataError) => console.log(error.type));
	call.on("error", (error: CallError) => console.log(error.type));
	connection.on("error", ({ type }) => {
		switch (type) {
			case "not-open-yet":
			case "message-too-big":
			case "negotiation-failed":
			case "connection-closed":
				return;
			default: {
				const none: never = type;
				throw none;
			}
		}
	});
}

// What PeerJS takes and its types lack.
declare module "peerjs" {
	interface CallOption {
		constraints?: { offerToReceiveAudio: boolean };
	}
	interface PeerConnectOption {
		sdpTransform?: (sdp: string) => string;
	}
}

/** A handler for any event, in the words of eventemitter3. */
type Args<Events extends object> = { [Name in keyof Events]: Events[Name] extends (...args: any[]) => void ? Parameters<Events[Name]> : Events[Name] extends any[] ? Events[Name] : any[] };
export function subscribe<Name extends keyof PeerEvents>(peer: Peer, event: Name, listener: (...args: Args<PeerEvents>[Extract<Name, keyof PeerEvents>]) => void): () => void {
	peer.on(event, listener);
	return () => peer.off(event, listener);
}

/** A class only in the types. */
export class MyOptions implements PeerOptions {
	host = "localhost";
}
// @ts-expect-error an id is a text
export const unnamed = new Peer(undefined, { host: "/" });

export function explain(error: unknown): string {
	if (error instanceof PeerError) return `${error.type}: ${error.message}`;
	return String(error);
}

export async function helpers(): Promise<boolean> {
	const supports: UtilSupportsObj = util.supports;
	const packed = util.pack({ text: "hello", bytes: new Uint8Array(3), list: [1, null, undefined, new Date()] });
	const unpacked = util.unpack<{ text: string }>((await packed) as ArrayBuffer);
	const chunks = util.chunk(new ArrayBuffer(util.chunkedMTU * 2));
	util.blobToArrayBuffer(new Blob(["a"]), (buffer) => console.log(buffer?.byteLength));
	const host: string = util.CLOUD_HOST;
	const port: number = util.CLOUD_PORT;
	util.noop();
	return supports.data && supports.reliable && unpacked.text.length > 0 && chunks[0]!.total > 0 && util.validateId("a") && util.browser === "firefox" && util.browserVersion > 70 && util.isSecure() && host.length + port > util.randomToken().length;
}
