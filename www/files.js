// Files as values that a connection can carry: { name, type, size, data }.

const MEGABYTE = 1_000_000;

/** The largest file that may be sent, in MB: it is held in memory on both sides. */
export const MAX_MEGABYTES = 50;

/** Types that an <img> shows and that cannot carry scripts. */
const IMAGES = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;

export function tooLarge(file) {
	return file.size > MAX_MEGABYTES * MEGABYTE;
}

/** Resolves to the value to send, or undefined for what cannot be read, such as a folder. */
export async function readFile(file) {
	try {
		return { name: file.name, type: file.type, size: file.size, data: await file.arrayBuffer() };
	} catch {
		return undefined;
	}
}

/**
 * What to show of such a value: { name, size, url, image }; undefined if it is
 * not one. It comes from the other side: nothing of it is believed.
 */
export function fileFrom(value) {
	const { name, type, data } = value ?? {};
	if (typeof name !== "string" || !(data instanceof ArrayBuffer || ArrayBuffer.isView(data) || data instanceof Blob)) return;
	const image = IMAGES.test(type);
	// Any other type could run as a page of ours, if opened instead of saved.
	const blob = new Blob([data], { type: image ? type : "application/octet-stream" });
	return { name: name.slice(0, 200) || "file", size: blob.size, url: URL.createObjectURL(blob), image };
}

/** Resolves when all has left: true; or the connection is closed: false. */
export async function drained(connection) {
	while (connection.open) {
		// The only signs PeerJS documents; it has no event for this.
		if (!connection.bufferSize && !connection.dataChannel.bufferedAmount) return true;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	return false;
}

/** 1234567 as "1.2 MB". */
export function sizeWords(bytes) {
	if (bytes < 1000) return `${bytes} B`;
	if (bytes < MEGABYTE) return `${Math.round(bytes / 1000)} KB`;
	return `${(bytes / MEGABYTE).toFixed(1)} MB`;
}
