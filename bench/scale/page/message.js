// What is sent.

/** A small object, and how many bytes PeerJS makes of it, which the raw channel sends. */
export const MESSAGE = { id: 1, name: "player 1", x: 12.5, y: -7 };
export const BYTES = 33;
