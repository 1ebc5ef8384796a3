// What is ours, besides.

import { BufferedConnection, type ConnectionError, type DataConnection, DataConnectionErrorType, type OutgoingProgress, Peer, type SendOptions, type TransferProgress, util } from "peerjs";

// --- Backpressure and progress -------------------------------------------------------

export async function sendAll(connection: BufferedConnection, records: AsyncIterable<object>): Promise<number> {
	for await (const record of records) {
		await connection.ready();
		connection.send(record);
	}
	connection.once("drain", () => console.log("drained"));
	return connection.bufferedAmount + connection.bufferSize;
}

export async function sendFile(peer: Peer, id: string, file: File, bar: HTMLProgressElement): Promise<void> {
	const connection = peer.connect(id, { reliable: true }) as BufferedConnection;
	const abort = new AbortController();
	const onProgress = ({ sent, total }: OutgoingProgress): void => {
		bar.value = sent / total;
	};
	const options: SendOptions = { signal: abort.signal, onProgress };
	await connection.sendAsync({ name: file.name, file }, options);
	await connection.sendAsync("done");
	connection.close({ flush: true });
}

export function watch(connection: DataConnection): void {
	connection.on("progress", (progress) => {
		const part: number = progress.direction === "incoming" ? progress.received : progress.sent;
		console.log(progress.id, part / progress.total);
	});
	connection.on("progress", (progress: TransferProgress) => {
		// @ts-expect-error which of the two it is comes first
		console.log(progress.sent);
	});
	if (connection instanceof BufferedConnection) void connection.ready();
}

// --- Delivery, limits ----------------------------------------------------------------

export const limited = new Peer({ maxReceiveBytes: 64 << 20, maxReceiveTransfers: 8 });
export const lossy = [limited.connect("bob", { ordered: false, maxRetransmits: 0 }), limited.connect("bob", { maxPacketLifeTime: 100 })];
export const transformed = limited.connect("bob", { sdpTransform: (sdp) => sdp.trim(), constraints: { iceRestart: true } });
export const open = Object.values(limited.connections).flat().filter((connection) => connection.open);

// --- Events, errors --------------------------------------------------------------------

export function listen(connection: DataConnection): void {
	connection.on("error", (error: ConnectionError) => {
		if (error.type === "deserialization-failed" || error.type === "peer-unavailable" || error.type === DataConnectionErrorType.SendFailed) console.warn(error.cause);
		// @ts-expect-error a type that there is none of
		if (error.type === "network") throw error;
	});
}

/** The third argument is the listener's `this`. */
export class Counter {
	private count = 0;

	listen(connection: DataConnection): void {
		connection.on("data", this.increase, this);
		connection.on("close", function (this: DataConnection) {
			console.log(this.peer);
		});
	}

	private increase(this: Counter, _data: unknown): void {
		this.count++;
	}
}

export const canSendBinary: boolean = util.supports.binary;
