// The entry for applications in Rust, which src/rust_api binds.

export { Peer } from "./peer.js";
import "./embed.js";
