// The entry for bundlers and for Node.

// In this order: where MsgPack is used, its module is the one that is loaded.
export { MsgPack, MsgPackPeer } from "./serializer-msgpack.js";
import "./embed.js";

export * from "./exports.js";
export { default } from "./exports.js";
