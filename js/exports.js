// What the modules export besides MsgPack: PeerJS's names, and the values that its
// types promise without there being any.

export { BufferedConnection, DataConnection } from "./connection.js";
export * from "./enums.js";
export { PeerError } from "./errors.js";
export { MediaConnection } from "./media.js";
export { Peer, Peer as default } from "./peer.js";
export { StreamConnection } from "./stream.js";
export { util } from "./util.js";
