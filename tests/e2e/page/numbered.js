// Messages that tell their number: what became of the `sendAsync` of each, and which
// have come.

window.numbered = (() => {
	const { until } = harness;
	const SIZE = 50_000;
	const come = [];
	/** By number, once it is settled. */
	const fates = [];
	let sent = 0;
	let settled = 0;
	let isOver = false;

	function message(n) {
		const bytes = new Uint8Array(SIZE).fill(n);
		new DataView(bytes.buffer).setUint32(0, n);
		return bytes;
	}

	/** The number of a message that is whole. */
	function numberOf(bytes) {
		const n = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
		return bytes.length === SIZE && bytes.subarray(4).every((byte) => byte === n % 256) ? n : "another message";
	}

	async function send(connection) {
		while (connection.open) {
			const n = sent++;
			const settle = (fate) => {
				fates[n] = fate;
				settled++;
			};
			connection.sendAsync(message(n)).then(() => settle("sent"), ({ type }) => settle(type));
			// It rejects when the connection ends, which ends the loop.
			await connection.ready().catch(() => {});
		}
		isOver = true;
	}

	return {
		SIZE,

		/** Sends on a connection for as long as it is open. */
		send: (index) => void send(end.connections[index]),

		/** Says of each message of a connection that it has come, to the other end too if there will be nobody to ask. */
		receive(index, { tells = false } = {}) {
			const connection = end.connections[index];
			connection.on("data", (bytes) => {
				come.push(numberOf(bytes));
				if (tells) connection.send(come.at(-1));
			});
		},

		/** Writes down what the other end says has come. */
		hear: (index) => void end.connections[index].on("data", (n) => come.push(n)),

		/** Resolves when there are so many. */
		flows: (count) => until(() => come.length >= count, `${count} messages`).then(() => {}),

		/** Those that have come. */
		come,

		/** Resolves to the fates of all, when the connection is over. */
		fates: () => until(() => isOver && settled === sent && fates, "each sendAsync is settled"),
	};
})();
