// Bytes as servers send them.

import { execFileSync } from "node:child_process";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** The program itself: Node's own gzip makes one or two percent more. */
export function gzip(bytes) {
	return execFileSync("gzip", ["-9", "--no-name", "--stdout"], { input: bytes, maxBuffer: 1 << 26 }).length;
}

export function brotli(bytes) {
	return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

/**
 * What each part costs once it is compressed: by how much the whole is smaller without
 * it. So what two parts have in common counts for neither, and the costs do not add up
 * to the whole.
 * @param {Map<string, Buffer[]>} parts Name → its pieces, all in order within the whole.
 * @param {Buffer[]} pieces The whole.
 */
export function costs(parts, pieces) {
	const length = (pieces) => gzipSync(Buffer.concat(pieces), { level: 9 }).length;
	const whole = length(pieces);
	const rows = [...parts].map(([name, own]) => {
		const without = new Set(own);
		const raw = own.reduce((sum, piece) => sum + piece.length, 0);
		return { name, raw, cost: whole - length(pieces.filter((piece) => !without.has(piece))) };
	});
	return rows.sort((a, b) => b.cost - a.cost || b.raw - a.raw);
}
