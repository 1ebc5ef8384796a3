// For modules: the same types, not others of the same names.

export * from "./types.js";
export { Peer as default } from "./types.js";
