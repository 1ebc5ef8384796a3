// The public API, written by hand. Names and shapes are those of PeerJS 1.5.5;
// what is ours says so. tests/types compares the two.
//
// Types follow PeerJS's also where a value can be null or undefined and PeerJS's
// types do not say it, so that code written for them compiles. The comment tells.

// --- Events --------------------------------------------------------------------

/** A map from an event's name to its listener. */
type EventMap<Events> = { [Name in keyof Events]: (...args: any[]) => void };

/** The arguments of each event's listeners, in the words of eventemitter3. */
type ArgumentMap<Events extends object> = { [Name in keyof Events]: Events[Name] extends (...args: any[]) => void ? Parameters<Events[Name]> : Events[Name] extends any[] ? Events[Name] : any[] };
type Listener<Events extends object, Name extends keyof Events> = (...args: ArgumentMap<Events>[Extract<Name, keyof Events>]) => void;

/**
 * An emitter with eventemitter3's semantics: listeners run at once, in the order in
 * which they were added. An `error` event that nobody listens to is not thrown.
 *
 * @typeParam Events - An interface of event names and their listeners.
 */
declare class EventEmitter<Events extends object> {
	/** The events that have listeners. */
	eventNames(): (keyof Events)[];

	/** The listeners of an event. */
	listeners<Name extends keyof Events>(event: Name): Listener<Events, Name>[];

	/** How many listen to an event. */
	listenerCount(event: keyof Events): number;

	/**
	 * Calls the listeners of an event.
	 *
	 * @returns Whether there were any.
	 * @throws What a listener throws; those behind it are not called.
	 */
	emit<Name extends keyof Events>(event: Name, ...args: Parameters<Listener<Events, Name>>): boolean;

	/**
	 * Adds a listener.
	 *
	 * @param context - Its `this`, by default the emitter.
	 */
	on<Name extends keyof Events>(event: Name, listener: Listener<Events, Name>, context?: any): this;

	/** The same as {@link EventEmitter.on}. */
	addListener<Name extends keyof Events>(event: Name, listener: Listener<Events, Name>, context?: any): this;

	/** Adds a listener for the next time only. */
	once<Name extends keyof Events>(event: Name, listener: Listener<Events, Name>, context?: any): this;

	/**
	 * Removes the listeners of an event that match all that is given.
	 *
	 * @param listener - All of the event's, if not given.
	 * @param context - Only those that were added with this `this`.
	 * @param once - Only those that were added with {@link EventEmitter.once}.
	 */
	off<Name extends keyof Events>(event: Name, listener?: Listener<Events, Name>, context?: any, once?: boolean): this;

	/** The same as {@link EventEmitter.off}. */
	removeListener<Name extends keyof Events>(event: Name, listener?: Listener<Events, Name>, context?: any, once?: boolean): this;

	/** Removes the listeners of an event, or all. */
	removeAllListeners(event?: keyof Events): this;
}

interface EventsWithError<ErrorType extends string> {
	error: (error: PeerError<ErrorType>) => void;
}

declare class EventEmitterWithError<ErrorType extends string, Events extends EventMap<Events> & EventsWithError<`${ErrorType}`>> extends EventEmitter<Events> {
	/**
	 * Logs an error and emits it as a {@link PeerError}.
	 *
	 * @internal
	 */
	emitError(type: ErrorType | `${ErrorType}`, error: string | Error): void;
}

// --- Errors --------------------------------------------------------------------

/**
 * What an `error` event carries. `JSON.stringify` gives `{"type":"…"}`, as an
 * Error's message is not enumerable.
 *
 * @typeParam T - The possible values of `type`.
 */
export class PeerError<T extends string> extends Error {
	/** @internal */
	constructor(type: T, error: Error | string);
	/** What kind of error it is: one of the values of the enums below. */
	type: T;
}

/**
 * The types of a Peer's errors. Those called fatal destroy the Peer; once the server
 * has taken it in, they only disconnect it, and its connections stay.
 */
export enum PeerErrorType {
	/**
	 * The browser has no WebRTC; or WebAssembly is missing or forbidden, and there is no
	 * `peerjs.nowasm.min.js` that the script could load from beside itself, as for modules
	 * and bundles. The message tells. Fatal.
	 */
	BrowserIncompatible = "browser-incompatible",
	/** `connect` or `call` on a Peer that is disconnected from the server. */
	Disconnected = "disconnected",
	/** The id that was given to the constructor has characters that are not allowed. Fatal. */
	InvalidID = "invalid-id",
	/** The server does not know the API key. Fatal. */
	InvalidKey = "invalid-key",
	/**
	 * The connection to the server was lost or never came about. The Peer is disconnected.
	 * Except where 4,096 messages wait for the server: each further one is dropped with
	 * this error, and the Peer stays as it is.
	 */
	Network = "network",
	/** The server does not know the remote peer, or it did not answer within some seconds. */
	PeerUnavailable = "peer-unavailable",
	/** Never emitted: the cloud server has TLS. */
	SslUnavailable = "ssl-unavailable",
	/** The server could not be reached for an id or a list, or has refused. Fatal. */
	ServerError = "server-error",
	/** A message for the server had no type. Fatal. */
	SocketError = "socket-error",
	/** Only if the application emits `close` on the Peer's socket: a lost one is `network`. Fatal. */
	SocketClosed = "socket-closed",
	/** Another client has the id. Fatal. */
	UnavailableID = "unavailable-id",
	/** A step of WebRTC was refused by the browser. The Peer goes on. */
	WebRTC = "webrtc",
}

/** The types of errors that all connections have. The connection is closed behind them. */
export enum BaseConnectionErrorType {
	/**
	 * ICE has found no way between the two peers, or it was lost; or the
	 * RTCPeerConnection was closed underneath before the connection was open.
	 */
	NegotiationFailed = "negotiation-failed",
	/**
	 * The RTCPeerConnection was closed from outside; or the connection by the other end,
	 * with more than 1 MiB that the channel had yet to be given, or in the middle of
	 * messages of more than 1 MiB together. Of less `close` alone tells, as with PeerJS,
	 * and `sendAsync`.
	 */
	ConnectionClosed = "connection-closed",
}

// Beside the enums, whose values PeerJS's listeners name one by one.

export declare namespace BaseConnectionErrorType {
	/** Ours: nobody has the id that was connected to, or it did not answer within some seconds. */
	const PeerUnavailable: "peer-unavailable";
}

/**
 * The types of errors that only data connections have. The connection stays as it is;
 * one of MsgPack closes where its stream cannot go on.
 */
export enum DataConnectionErrorType {
	/** `send` before `open` or after `close`. The data is dropped. */
	NotOpenYet = "not-open-yet",
	/** The message does not fit. The data is dropped. */
	MessageToBig = "message-too-big",
}

export declare namespace DataConnectionErrorType {
	/** Ours: a message came that could not be read. */
	const DeserializationFailed: "deserialization-failed";
	/** Ours: a message could not be read from its Blob, or handed to the channel. */
	const SendFailed: "send-failed";
}

/**
 * What the `error` event of a connection brings. The event's own type has PeerJS's error types
 * only; a listener that looks for ours, too, says so: `(error: ConnectionError) => …`.
 */
export type ConnectionError = PeerError<`${BaseConnectionErrorType | DataConnectionErrorType}` | "peer-unavailable" | "deserialization-failed" | "send-failed">;

// --- Other enums ---------------------------------------------------------------

/** How much is logged. */
export enum LogLevel {
	/** Nothing. */
	Disabled = 0,
	/** Errors. */
	Errors = 1,
	/** Errors and warnings. */
	Warnings = 2,
	/** All there is to be told. */
	All = 3,
}

/** The two kinds of connections. */
export enum ConnectionType {
	Data = "data",
	Media = "media",
}

/** The serializations that need no `serializers` option. */
export enum SerializationType {
	/** BinaryPack: JSON's types, Dates, binaries and Blobs, of any size. */
	Binary = "binary",
	/** The same as `binary`, and reported as that. */
	BinaryUTF8 = "binary-utf8",
	/** JSON: to a PeerJS peer, less than 16,300 bytes a message. */
	JSON = "json",
	/** What the channel takes as it is: strings, binaries. */
	None = "raw",
}

/** The events of the connection to the server. */
export enum SocketEventType {
	Message = "message",
	Disconnected = "disconnected",
	Error = "error",
	Close = "close",
}

/** The types of messages to and from the server. */
export enum ServerMessageType {
	/** Client to server, every `pingInterval`. */
	Heartbeat = "HEARTBEAT",
	/** An ICE candidate of a peer. */
	Candidate = "CANDIDATE",
	/** An SDP offer of a peer. */
	Offer = "OFFER",
	/** An SDP answer of a peer. */
	Answer = "ANSWER",
	/** The server has taken us in. */
	Open = "OPEN",
	/** The server refuses. */
	Error = "ERROR",
	/** The id belongs to another client. */
	IdTaken = "ID-TAKEN",
	/** The server does not know the key. */
	InvalidKey = "INVALID-KEY",
	/** A peer has left the server. */
	Leave = "LEAVE",
	/** An offer has found nobody in time. */
	Expire = "EXPIRE",
}

// --- The signalling server -----------------------------------------------------

declare class ServerMessage {
	type: ServerMessageType;
	payload: any;
	/** The id of the peer that it is from. */
	src: string;
}

interface SocketEvents {
	message: (message: any) => void;
	disconnected: () => void;
	error: (error: string) => void;
	close: () => void;
}

/** The connection to the signalling server. */
declare class Socket extends EventEmitter<SocketEvents> {
	constructor(secure: any, host: string, port: number, path: string, key: string, pingInterval?: number);
	start(id: string, token: string): void;
	/** Sends a message, or queues it until the server has taken us in. */
	send(message: any): void;
	close(): void;
}

// --- Connections ---------------------------------------------------------------

interface BaseConnectionEvents<ErrorType extends string = `${BaseConnectionErrorType}`> extends EventsWithError<ErrorType> {
	/**
	 * Either end has closed the connection. Not emitted for one that was never open.
	 */
	close: () => void;
	error: (error: PeerError<ErrorType>) => void;
	/** The state of ICE has changed; after `error` and `close` if that has ended it. */
	iceStateChanged: (state: RTCIceConnectionState) => void;
}

declare abstract class BaseConnection<Events extends EventMap<Events> & EventsWithError<`${ErrorType | BaseConnectionErrorType}`>, ErrorType extends string = never> extends EventEmitterWithError<ErrorType | BaseConnectionErrorType, Events> {
	/** The id of the remote peer. */
	readonly peer: string;

	/** The Peer it belongs to; null when it is closed. */
	provider: Peer;

	/** What it was made with. */
	readonly options: any;

	protected _open: boolean;

	/** What the peer that made the connection gave as `metadata`, on both ends. */
	readonly metadata: any;

	/** Names the connection between the two peers: `dc_…` or `mc_…`. */
	connectionId: string;

	/**
	 * The browser's own object, for `getStats`, `getSenders` and the like; null when
	 * the connection is closed, and for a call that is not answered undefined.
	 */
	peerConnection: RTCPeerConnection;

	/**
	 * The browser's own channel; of a call, the one that tells of hanging up.
	 * Undefined until there is one; for a data connection that is closed, null.
	 */
	dataChannel: RTCDataChannel;

	/** Which kind of connection it is. */
	abstract get type(): ConnectionType;

	/** The label that was given or made up; undefined for calls. */
	label: string;

	/**
	 * Whether it can be used. A call is open when it is answered, not when media
	 * flows.
	 */
	get open(): boolean;

	protected constructor(peer: string, provider: Peer, options: any);

	abstract close(): void;

	/**
	 * Takes a message of the other end.
	 *
	 * @internal
	 */
	abstract handleMessage(message: ServerMessage): void;

	/**
	 * Takes the channel when there is one.
	 *
	 * @internal
	 */
	abstract _initializeDataChannel(channel: RTCDataChannel): void;
}

/** How far a message is that is sent in more than one chunk. Ours. */
export interface OutgoingProgress {
	/** Names the message among those of its connection and direction. */
	id: number;
	direction: "outgoing";
	/** Bytes that were handed to the network, of `total`. */
	sent: number;
	/** Bytes of the packed message. */
	total: number;
}

/** How far a message is that comes in more than one chunk. Ours. */
export interface IncomingProgress {
	/** Names the message among those of its connection and direction. */
	id: number;
	direction: "incoming";
	/** Bytes that have come, of `total`. */
	received: number;
	/** Bytes of the packed message; at most so many until its last chunk has come, where it is no binary. */
	total: number;
}

/** What a `progress` event carries. Ours. */
export type TransferProgress = OutgoingProgress | IncomingProgress;

export interface DataConnectionEvents extends BaseConnectionEvents<`${DataConnectionErrorType | BaseConnectionErrorType}`> {
	/** A message has come. */
	data: (data: unknown) => void;

	/** The connection is ready: `send` works from now on. */
	open: () => void;

	/**
	 * Ours, of a {@link BufferedConnection}: `bufferedAmount` has fallen to 1 MiB or
	 * less, after more than 1 MiB had been waiting.
	 */
	drain: () => void;

	/**
	 * Ours, of a {@link BufferedConnection}, at both ends: how far a message of more
	 * than one chunk is. At most 20 a second for each, and one at its end.
	 */
	progress: (progress: TransferProgress) => void;
}

/**
 * Messages between two peers. {@link Peer.connect} and the `connection` event give
 * one: a {@link BufferedConnection}, unless its serialization is one of the
 * application's own.
 */
export abstract class DataConnection extends BaseConnection<DataConnectionEvents, DataConnectionErrorType> {
	protected static readonly ID_PREFIX = "dc_";
	/** What a {@link StreamConnection} hands to the channel at most before that has sent it: 8 MiB. */
	protected static readonly MAX_BUFFERED_AMOUNT: number;

	/** `binary`, `json`, `raw`, or what a serializer of the application says. */
	abstract readonly serialization: string;

	/**
	 * What {@link PeerConnectOption.reliable} was. Where it is false messages may
	 * come in another order; none is lost.
	 */
	readonly reliable: boolean;

	/** `"data"` */
	get type(): ConnectionType;

	/** For subclasses: a Peer makes its connections itself. */
	constructor(peerId: string, provider: Peer, options: any);

	/** Takes the channel. Subclasses that listen to it call this first. */
	_initializeDataChannel(channel: RTCDataChannel): void;

	/**
	 * Closes both ends. What was sent and has not left yet is lost.
	 *
	 * @param options - With `flush`, all that was sent before is delivered, and the
	 * other end closes the connection; one of PeerJS's closes when the request comes, which
	 * may overtake messages where the connection is not `reliable`.
	 */
	close(options?: { flush?: boolean }): void;

	/**
	 * Sends one message: called by {@link DataConnection.send} where the connection
	 * is open.
	 *
	 * @param chunked - Whether it is a chunk already, which goes as it is.
	 */
	protected abstract _send(data: any, chunked: boolean): void | Promise<void>;

	/**
	 * Sends a message. Not yet open, or closed, the connection emits `not-open-yet`
	 * and drops it. A payload of more than 16 MiB is not copied: it must not change
	 * until it is sent, and the message fails, `send-failed`, if it is transferred.
	 *
	 * @param data - With the serialization `binary`, JSON's types, Dates, binaries and
	 * Blobs, nested as they may be.
	 * @returns Undefined; with `binary`, where there are Blobs in it, a Promise that
	 * resolves when they are handed to the channel, or given up, which an error tells.
	 * {@link MsgPack} always returns a Promise.
	 * @throws TypeError for a value that cannot be packed, with the path to it.
	 */
	send(data: any, chunked?: boolean): void | Promise<void>;

	handleMessage(message: ServerMessage): Promise<void>;
}

/** Options of {@link BufferedConnection.sendAsync}. Ours. */
export interface SendOptions {
	/** Gives the message up: what is not in the channel yet never leaves. */
	signal?: AbortSignal;
	/** Called as the `progress` event is, for this message only. */
	onProgress?: (progress: OutgoingProgress) => void;
}

/**
 * A data connection that queues what the channel cannot take yet, message by
 * message: `binary`, `json` and `raw` are such. The base of serializers of the
 * application's own, which override `_send` and `_handleDataMessage`.
 */
export abstract class BufferedConnection extends DataConnection {
	/** How many messages wait for the channel. */
	get bufferSize(): number;

	/**
	 * How many bytes were accepted and not yet handed to the network: those that
	 * wait, and those in the channel's own buffer. Ours.
	 */
	get bufferedAmount(): number;

	/**
	 * Resolves when there is room. Ours. At once where the connection is open and
	 * `bufferedAmount` at most 2 MiB; otherwise when it opens, or when `bufferedAmount`
	 * has fallen to 1 MiB or less, as the `drain` event does.
	 *
	 * @example
	 * ```ts
	 * for (const record of records) {
	 * 	await connection.ready();
	 * 	connection.send(record);
	 * }
	 * ```
	 *
	 * @returns Rejects with a {@link PeerError} when the connection closes.
	 */
	ready(): Promise<void>;

	/**
	 * Sends a message, and waits until it has left the channel's buffer. Ours.
	 *
	 * @returns Rejects with a {@link PeerError} when the connection is not open or closes
	 * first, or when the message is too big or the browser refuses it, of which then
	 * there is no `error` event; with the signal's reason when that aborts; and with
	 * what {@link DataConnection.send} would throw.
	 */
	sendAsync(data: any, options?: SendOptions): Promise<void>;

	_initializeDataChannel(channel: RTCDataChannel): void;

	/** Takes a message of the channel; its binaries are ArrayBuffers. */
	protected abstract _handleDataMessage(event: MessageEvent): void;

	/** Hands bytes to the channel, now or when their turn comes. */
	protected _bufferedSend(message: ArrayBuffer): void;

	close(options?: { flush?: boolean }): void;
}

/**
 * A data connection over streams of bytes, which know no messages. Always reliable.
 * The base of serializers of the application's own, which write and read them.
 */
export abstract class StreamConnection extends DataConnection {
	/** Takes bytes, in pieces of any size. They must not change until they are sent. */
	protected writer: WritableStreamDefaultWriter<Uint8Array>;

	/** What comes from the other end, piece by piece as it was sent: at most 32 KiB. */
	protected _rawReadStream: ReadableStream<ArrayBuffer>;

	protected constructor(peerId: string, provider: Peer, options: any);

	_initializeDataChannel(channel: any): void;
}

/** The MessagePack serializer, for {@link PeerOptions.serializers}. */
export class MsgPack extends StreamConnection {
	readonly serialization = "MsgPack";
	constructor(peerId: string, provider: Peer, options: any);

	/** The number of messages that wait for the channel. */
	get bufferSize(): number;

	protected _send(data: any): Promise<void>;
}

export interface MediaConnectionEvents extends BaseConnectionEvents {
	/**
	 * The remote peer's media has come: once for each MediaStream.
	 */
	stream: (stream: MediaStream) => void;

	/**
	 * The channel beside the media is open: from now on, hanging up ends the other
	 * side at once.
	 *
	 * @beta
	 */
	willCloseOnRemote: () => void;
}

/** A call. {@link Peer.call} and the `call` event give one. */
export class MediaConnection extends BaseConnection<MediaConnectionEvents> {
	readonly label: string;

	/** `"media"` */
	get type(): ConnectionType;

	/** What this end sends; undefined where it sends nothing, null when it is closed. */
	get localStream(): MediaStream;

	/** What the other end sends; undefined until it comes, null when it is closed. */
	get remoteStream(): MediaStream;

	/** For subclasses: a Peer makes its calls itself. */
	constructor(peerId: string, provider: Peer, options: any);

	_initializeDataChannel(channel: RTCDataChannel): void;

	/** Takes the remote peer's media, and emits `stream`. */
	addStream(stream: any): void;

	/** @internal */
	handleMessage(message: ServerMessage): void;

	/**
	 * Accepts a call that came with a `call` event. A second time there is only a
	 * warning.
	 *
	 * @param stream - What to send; without, the call is one-way.
	 */
	answer(stream?: MediaStream, options?: AnswerOption): void;

	/** Hangs up, or declines. */
	close(): void;
}

// --- Options -------------------------------------------------------------------

/**
 * Changes an SDP before it is set and sent: takes the text and returns it. What is
 * falsy leaves it as it is. `Function` is what PeerJS's types say.
 */
type SdpTransform = ((sdp: string) => string | void) | Function;

export interface AnswerOption {
	/** Changes the answer. */
	sdpTransform?: SdpTransform;
}

/** What a Peer needs to know of the server. */
export interface PeerJSOption {
	key?: string;
	host?: string;
	port?: number;
	path?: string;
	secure?: boolean;
	token?: string;
	config?: RTCConfiguration;
	debug?: number;
	referrerPolicy?: ReferrerPolicy;
}

/**
 * What PeerJS takes and its types lack: apart, since applications declare it themselves.
 *
 * @internal
 */
interface OfferOption {
	/** For `createOffer`. */
	constraints?: any;
}

/** @internal */
interface ConnectOfferOption extends OfferOption {
	/** Changes the offer. */
	sdpTransform?: SdpTransform;
}

/** Options of {@link Peer.connect}. */
export interface PeerConnectOption extends ConnectOfferOption {
	/** Names the connection for the application. By default its `connectionId`. */
	label?: string;

	/** Anything that JSON can hold, for the other end. */
	metadata?: any;

	/**
	 * `binary` (default), `binary-utf8`, `json`, `raw`, `none`, or a key of
	 * {@link PeerOptions.serializers}, which the other end needs too. `none` is `raw`.
	 */
	serialization?: string;

	/** Whether messages come in order, by default false. None is lost either way. */
	reliable?: boolean;

	/**
	 * Whether messages come in order, whatever `reliable` says. Ours.
	 */
	ordered?: boolean;

	/**
	 * How often a message is sent again before it is given up, 0 to 65,535. Ours.
	 * Messages can then be lost; one that does not fit in one piece is
	 * `message-too-big`. Not together with `maxPacketLifeTime`.
	 */
	maxRetransmits?: number;

	/**
	 * After how many milliseconds a message is given up, 0 to 65,535. Ours. As
	 * `maxRetransmits` otherwise.
	 */
	maxPacketLifeTime?: number;
}

/** Options of {@link Peer.call}. */
export interface CallOption extends OfferOption {
	/** Anything that JSON can hold, for the other end. */
	metadata?: any;

	/** Changes the offer. */
	sdpTransform?: SdpTransform;
}

/** The classes of serializations, by name. */
export interface SerializerMapping {
	[key: string]: new (peerId: string, provider: Peer, options: any) => DataConnection;
}

/** Options of a {@link Peer}. */
export class PeerOptions implements PeerJSOption {
	/** How much is logged, by the newest Peer's option. By default nothing. */
	debug?: LogLevel;

	/** The server's host, by default `0.peerjs.com`; `/` is the page's own. */
	host?: string;

	/** The server's port, by default 443. */
	port?: number;

	/** The server's path, by default `/`. Slashes at its ends are added. */
	path?: string;

	/** The server's API key, by default `peerjs`. */
	key?: string;

	/** What proves to the server, after a reconnect, that we are the same. By default random. */
	token?: string;

	/**
	 * An RTCConfiguration: ICE servers and more. By default {@link Util.defaultConfig}.
	 */
	config?: any;

	/** Whether to use TLS: by default as the page does; for the cloud server always. */
	secure?: boolean;

	/** Milliseconds between heartbeats to the server, by default 5,000. */
	pingInterval?: number;

	/** For the requests to the server, by default `strict-origin-when-cross-origin`. */
	referrerPolicy?: ReferrerPolicy;

	/** Takes what is logged in place of the console. It stays for all Peers that follow. */
	logFunction?: (logLevel: LogLevel, ...rest: any[]) => void;

	/** Serializations to add or replace. `default` is for connections that name none. */
	serializers?: SerializerMapping;

	/**
	 * Most bytes of incomplete messages that a connection puts together at a time, by
	 * default 2,147,483,647. What exceeds it is `deserialization-failed`; a connection of
	 * {@link MsgPack}, where the rest cannot be told from what follows, closes then. One
	 * message of that has at most 1,073,741,824. Ours.
	 */
	maxReceiveBytes?: number;

	/**
	 * Most incomplete messages that a connection puts together at a time, by default
	 * 256. What exceeds it is `deserialization-failed`. Ours.
	 */
	maxReceiveTransfers?: number;

	/**
	 * Most connections and calls that others have begun and that are neither open nor
	 * answered, by default 256. Offers beyond that are refused, with a warning in the
	 * log; those that have waited for a minute make room. Ours.
	 */
	maxPendingOffers?: number;

	/**
	 * After how many milliseconds a server that has not taken us in is given up, by
	 * default 120,000: the error is `network`, and the Peer is disconnected. 0 waits
	 * for as long as it takes, and so does what is more than a timer takes, 2,147,483,647. After `reconnect()` a server that accepts the WebSocket is
	 * enough: a PeerServer that has not seen the old one close does not greet. Ours.
	 */
	serverTimeout?: number;
}

// --- The Peer ------------------------------------------------------------------

export interface PeerEvents {
	/** The server has taken us in under this id: again after each reconnect. */
	open: (id: string) => void;

	/** A remote peer has connected. The connection is not open yet. */
	connection: (dataConnection: DataConnection) => void;

	/** A remote peer calls. Nothing flows until it is answered. */
	call: (mediaConnection: MediaConnection) => void;

	/** The Peer was destroyed. Its connections have told so before. */
	close: () => void;

	/**
	 * The connection to the server is over: by {@link Peer.disconnect}, or by an
	 * error. Connections stay. Carries the id, or null if there was none yet.
	 */
	disconnected: (currentId: string) => void;

	/** Something went wrong; most types are fatal. See {@link PeerErrorType}. */
	error: (error: PeerError<`${PeerErrorType}`>) => void;
}

/** Connects to other peers, and is connected to. */
export class Peer extends EventEmitterWithError<PeerErrorType, PeerEvents> {
	protected readonly _serializers: SerializerMapping;

	/** The id: the one that was given, or null until the server has given one; null while disconnected. */
	get id(): string;

	/** The options, with all defaults. */
	get options(): PeerOptions;

	/** Whether the server has taken us in. */
	get open(): boolean;

	/** @internal */
	get socket(): Socket;

	/**
	 * The connections by the remote peer's id, each a {@link DataConnection} or
	 * {@link MediaConnection}: a copy, with the Peer's own arrays.
	 */
	get connections(): { [peerId: string]: any[] };

	/** Whether it is of no more use. */
	get destroyed(): boolean;

	/** Whether the connection to the server is over. False also while it is coming about. */
	get disconnected(): boolean;

	/** Without an id the server gives one. */
	constructor();
	constructor(options: PeerOptions);
	/**
	 * @param id - Letters and digits, with single spaces, `-` or `_` between them; at most
	 * 1,024, which is ours. No other client of the server may have it.
	 */
	constructor(id: string, options?: PeerOptions);

	/**
	 * Takes the messages that came before their connection.
	 *
	 * @internal
	 */
	_getMessages(connectionId: string): ServerMessage[];

	/**
	 * Connects to a remote peer. Before the Peer is open, the offer waits for the
	 * server.
	 *
	 * @returns A connection that is not open yet; undefined if the Peer is
	 * disconnected, which is also an error `disconnected`.
	 * @throws TypeError for a serialization that there is none of, and what the browser
	 * throws for the configuration or for `maxRetransmits` beside `maxPacketLifeTime`.
	 */
	connect(peer: string, options?: PeerConnectOption): DataConnection;

	/**
	 * Calls a remote peer.
	 *
	 * @returns A call that is not open yet; undefined without a stream, and if the Peer
	 * is disconnected, which is also an error `disconnected`.
	 */
	call(peer: string, stream: MediaStream, options?: CallOption): MediaConnection;

	_removeConnection(connection: DataConnection | MediaConnection): void;

	/** The connection to a remote peer that has this id, or null. */
	getConnection(peerId: string, connectionId: string): null | DataConnection | MediaConnection;

	/**
	 * Closes all connections and that to the server, for good: emits `disconnected`,
	 * the connections' `close`, and `close`.
	 */
	destroy(): void;

	/**
	 * Closes the connection to the server. Connections stay; no new ones can be made
	 * until {@link Peer.reconnect}.
	 */
	disconnect(): void;

	/**
	 * Connects to the server again, with the same id. Does nothing while the first
	 * connection is coming about.
	 *
	 * @throws Error if the Peer is destroyed or connected.
	 */
	reconnect(): void;

	/**
	 * Asks the server for the ids of its clients: a server with `allow_discovery`.
	 * Where it refuses or cannot be reached, or the callback throws, the Peer is aborted
	 * with a `server-error`.
	 */
	listAllPeers(callback?: (ids: any[]) => void): void;
}

/**
 * A Peer whose connections are MsgPack, and nothing else: it has no other serializer,
 * not even those of {@link PeerOptions.serializers}. So another `serialization` throws,
 * and offers of one are ignored, as with PeerJS.
 *
 * @experimental
 */
export class MsgPackPeer extends Peer {
	_serializers: SerializerMapping;
}

export default Peer;

// --- util ----------------------------------------------------------------------

/** What {@link Util.pack} takes. */
export type Packable =
	| null
	| undefined
	| string
	| number
	| boolean
	| Date
	| ArrayBuffer
	| Blob
	| Packable[]
	| { [key: string]: Packable }
	| ({ BYTES_PER_ELEMENT: number } & ArrayBufferView);

/** What {@link Util.unpack} returns. */
export type Unpackable = null | undefined | string | number | boolean | ArrayBuffer | Unpackable[] | { [key: string]: Unpackable };

/** What the browser can do, found out by trying. */
export interface UtilSupportsObj {
	/** Whether it is a version that PeerJS supports: Chrome 72, Firefox 59, Safari 605. */
	browser: boolean;
	/** Whether there is RTCPeerConnection. */
	webRTC: boolean;
	/** Whether an RTCPeerConnection can be made. */
	audioVideo: boolean;
	/** Whether a data channel can be made. */
	data: boolean;
	/** Whether a data channel takes binaries. Promised by PeerJS's documentation, and ours. */
	binary: boolean;
	/** Whether a data channel takes Blobs; not on iOS. */
	binaryBlob: boolean;
	/** Whether a data channel can be reliable. */
	reliable: boolean;
}

/** Helpers. PeerJS documents only `browser` and `supports`. */
export class Util {
	noop(): void;

	/** The host of PeerServer's cloud. */
	readonly CLOUD_HOST: "0.peerjs.com";
	readonly CLOUD_PORT: 443;

	/** PeerJS's; not used. */
	readonly chunkedBrowsers: { Chrome: number; chrome: number };

	/** Bytes in a chunk of PeerJS's, 16,300. Ours are larger where the channel allows it. */
	readonly chunkedMTU: 16300;

	/** The RTCConfiguration of Peers that bring none. */
	readonly defaultConfig: {
		iceServers: ({ urls: string; username?: undefined; credential?: undefined } | { urls: string[]; username: string; credential: string })[];
		sdpSemantics: string;
	};

	/**
	 * The engine: `chrome` (also Edge, Opera and others of its kind), `firefox`,
	 * `safari`, `Not a supported browser.` or `Not a browser.`.
	 */
	readonly browser: string;

	/** Its version; Safari's is WebKit's. 0 if it is not known. */
	readonly browserVersion: number;

	/**
	 * Packs a value as BinaryPack: the bytes, or a Promise of them where there are
	 * Blobs in it.
	 *
	 * @throws TypeError for what cannot be packed, with the path to it.
	 */
	pack: (data: Packable) => ArrayBuffer | Promise<ArrayBuffer>;

	/**
	 * Unpacks a value.
	 *
	 * @throws Error for bytes that are not BinaryPack.
	 */
	unpack: <T extends Unpackable>(data: ArrayBuffer) => T;

	/** Cuts bytes as PeerJS does. */
	chunk: (buffer: ArrayBuffer) => { __peerData: number; n: number; total: number; data: Uint8Array }[];

	/** Looks at the browser when it is first read. */
	readonly supports: UtilSupportsObj;

	/** Whether a Peer may have this id. */
	validateId: (id: string) => boolean;

	/** Random letters and digits that nobody can guess, where there is a `crypto`. */
	randomToken: () => string;

	blobToArrayBuffer(blob: Blob, callback: (buffer: ArrayBuffer | null) => void): FileReader;

	/** The lower eight bits of each code unit. */
	binaryStringToArrayBuffer(binary: string): ArrayBuffer | SharedArrayBuffer;

	/** Whether the page was loaded through TLS. */
	isSecure(): boolean;
}

export const util: Util;
