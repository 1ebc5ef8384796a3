// For modules in Node: the default is Peer, and all exports are on it (npm/node.mjs).

import * as all from "./types.js";

export * from "./types.js";

declare const Default: typeof all.Peer & Omit<typeof all, "default"> & { default: typeof all.Peer };
type Default = all.Peer;
declare namespace Default {
	export type Peer = all.Peer;
	export type DataConnection = all.DataConnection;
	export type MediaConnection = all.MediaConnection;
	export type PeerJSOption = all.PeerJSOption;
	export type PeerOptions = all.PeerOptions;
	export type PeerConnectOption = all.PeerConnectOption;
	export type CallOption = all.CallOption;
	export type AnswerOption = all.AnswerOption;
	export type PeerEvents = all.PeerEvents;
	export type PeerError<Type extends string> = all.PeerError<Type>;
}
export default Default;
