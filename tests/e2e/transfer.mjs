// What the tests of the data path share.

/** PeerJS's `chunkedMTU`: larger messages go in chunks. */
export const MTU = 16_300;
export const MEGABYTE = 1 << 20;
/** The most that a chunk of ours holds of a message, in bytes. */
export const CHUNK = 262_144 - 45;
/** What BinaryPack writes before a binary of about that size, in bytes. */
const HEADER = 3;

/** Sends, and resolves to what arrived, once there are `count` messages. */
export async function transfer({ link, connector, acceptor }, options, action, count) {
	const index = await link({ reliable: true, ...options });
	await connector.run(action, index);
	return acceptor.run((index, count) => end.messages(index, count), index, count);
}

/**
 * What the receiver should have got, of bytes that only the pages have. `type` is
 * what they arrive as; as PeerJS has it, an ArrayBuffer where they were not
 * chunked.
 */
export function described({ connector }, sizes, type) {
	const isBuffer = (size) => (type ? type === "ArrayBuffer" : size + HEADER <= MTU);
	const wanted = sizes.map((size) => [size, isBuffer(size)]);
	return connector.run((wanted) => wanted.map(([size, isBuffer]) => harness.describe(isBuffer ? end.pattern(size).buffer : end.pattern(size))), wanted);
}
