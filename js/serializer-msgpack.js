// The module that is plugged into a Peer: `new Peer({ serializers: { MsgPack } })`.

import "./embed-msgpack.js";

export { MsgPack, MsgPackPeer } from "./msgpack.js";
