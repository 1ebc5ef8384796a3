// The tape by which values cross into and out of the codec in Rust: its ops, as
// in src/core/pack/tape.rs.

export const NIL = 0;
export const UNDEFINED = 1;
export const FALSE = 2;
export const TRUE = 3;
export const FLOAT = 4;
export const FLOATS = 5;
export const INTEGER = 6;
export const INTEGERS = 7;
export const STRING = 8;
export const STRING_APART = 9;
export const BINARY = 10;
export const BINARY_APART = 11;
export const ARRAY = 12;
export const MAP = 13;
export const KEY = 14;
export const KEY_NEW = 15;
export const END = 16;
export const TIMESTAMP = 17;
export const EXTENSION = 18;
export const ASCII = 19;
export const STRING_KNOWN = 20;
export const STRING_NEW = 21;
export const SHORT = 0x40;
export const TINY = 0x80;

/** Deepest nesting of containers, as in src/core/pack/nesting.rs. */
export const MAX_DEPTH = 10000;
