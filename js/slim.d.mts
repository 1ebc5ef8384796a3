// The types of `peerjs-wasm/slim`: all but MsgPack, and what loads the module.

export {
	type AnswerOption,
	BaseConnectionErrorType,
	BufferedConnection,
	type CallOption,
	ConnectionType,
	DataConnection,
	DataConnectionErrorType,
	type DataConnectionEvents,
	type IncomingProgress,
	LogLevel,
	MediaConnection,
	type MediaConnectionEvents,
	type OutgoingProgress,
	type Packable,
	Peer,
	type PeerConnectOption,
	PeerError,
	PeerErrorType,
	type PeerEvents,
	type PeerJSOption,
	type PeerOptions,
	type SendOptions,
	SerializationType,
	type SerializerMapping,
	ServerMessageType,
	SocketEventType,
	StreamConnection,
	type TransferProgress,
	type Unpackable,
	type Util,
	type UtilSupportsObj,
	default,
	util,
} from "./types.mjs";

/** Where the module comes from: an address, a response, its bytes, or itself. */
export type WasmSource = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/**
 * Loads the module. The first call counts; the first Peer makes it where the
 * application has not, and waits for it. Only `util.pack` and `util.unpack`
 * cannot wait.
 *
 * @param source - By default `peerjs.wasm` beside this file.
 * @returns Rejects where it cannot be had; a later call tries again.
 */
export function load(source?: WasmSource | Promise<WasmSource>): Promise<void>;
