// The types of `serializer.msgpack.mjs`.

export { MsgPack, MsgPackPeer } from "./types.mjs";
