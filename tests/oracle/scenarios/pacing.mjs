// Applications that pace themselves by the data channel: what it holds, and when it tells.

const CHUNK = 65_536;

/** In the page: sends `count` chunks, waiting by `wait` where the channel holds more than `limit`. */
const sendPaced = `
const chunk = new Uint8Array(${CHUNK});
const sendPaced = async (t, { ab, ba }, { count, limit, wait }) => {
	let received = 0;
	let waits = 0;
	let queued = 0;
	ba.on("data", ({ byteLength }) => (received += byteLength));
	for (let i = 0; i < count; i++) {
		while (ab.dataChannel.bufferedAmount > limit) {
			waits++;
			await wait(ab.dataChannel);
		}
		ab.send(chunk);
		queued = Math.max(queued, ab.bufferSize);
	}
	t.log("has waited", waits > 0, "most that the connection queued", queued);
	await t.until(() => received === count * ${CHUNK}, "all has arrived");
	await t.until(() => ab.dataChannel.bufferedAmount === 0, "all has left");
};`;

const withSend = (run) => `async (t) => { ${sendPaced} return (${run})(t, sendPaced); }`;

/** In the middle of a large message the application sets its threshold, and sends something else. */
const stalling = (threshold) => ({
	run: `async (t) => {
		const { ab, ba } = await t.pair({ reliable: true });
		const came = t.event(ba, "data", ({ byteLength }) => byteLength === 20_000);
		ab.send(new Uint8Array(10_000_000));
		ab.dataChannel.bufferedAmountLowThreshold = ${threshold};
		ab.send(new Uint8Array(20_000));
		await came;
		t.log("threshold", ab.dataChannel.bufferedAmountLowThreshold);
	}`,
});

/** What the channel holds when it tells that it holds nothing. */
const emptied = (size, count) => ({
	run: `async (t) => {
		const { ab, ba } = await t.pair({ reliable: true });
		let received = 0;
		ba.on("data", () => received++);
		const low = new Promise((resolve) => (ab.dataChannel.onbufferedamountlow = resolve));
		for (let i = 0; i < ${count}; i++) ab.send(new Uint8Array(${size}));
		await low;
		t.log("held", ab.dataChannel.bufferedAmount);
		await t.until(() => received === ${count}, "all has come");
	}`,
});

/** Sends so much, and then fills the channel up to a mark, and again whenever it tells that it is low. */
const filling = ({ first, mark, chunk = 16_000, serialization = "binary" }) => ({
	run: `async (t) => {
		const { ab, ba } = await t.pair({ reliable: true, serialization: "${serialization}" });
		let received = 0;
		ba.on("data", ({ byteLength }) => (received += byteLength === ${chunk}));
		const { dataChannel } = ab;
		dataChannel.bufferedAmountLowThreshold = ${mark / 2};
		ab.send(${first});
		let sent = 0;
		const fill = () => {
			const before = sent;
			while (dataChannel.bufferedAmount < ${mark} && sent < 2_000) {
				ab.send(new Uint8Array(${chunk}));
				sent++;
			}
			return sent > before;
		};
		t.log("fills", fill() && sent < 2_000);
		for (let round = 0; round < 3; round++) {
			await new Promise((resolve) => dataChannel.addEventListener("bufferedamountlow", resolve, { once: true }));
			t.log("low", dataChannel.bufferedAmount <= ${mark / 2}, "fills", fill() && sent < 2_000);
		}
		await t.until(() => received === sent, "all has come");
		await t.until(() => dataChannel.bufferedAmount === 0, "all has left");
		t.log("as the browser has it", Object.hasOwn(dataChannel, "bufferedAmount"));
	}`,
});

/** The one who is called fills the channel when it opens. */
const fillingEarly = (serialization) => ({
	run: `async (t) => {
		const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
		let sent = 0;
		bob.on("connection", (ba) =>
			ba.on("open", () => {
				const chunk = ${serialization === "json" ? '"x".repeat(10_000)' : "new Uint8Array(16_000)"};
				while (ba.dataChannel.bufferedAmount < 1_000_000 && sent < 1_000) {
					ba.send(chunk);
					sent++;
				}
			}),
		);
		const ab = alice.connect(bob.id, { reliable: true, serialization: "${serialization}" });
		let received = 0;
		ab.on("data", () => received++);
		await t.until(() => received > 0 && received === sent, "all has come");
		t.log("ends", sent < 1_000);
	}`,
});

/** A file is sent in slices by one who waits while the channel holds much; reading takes so many milliseconds. */
const slicing = ({ slice, delay = 0 }) => ({
	run: `async (t) => {
		const { ab, ba } = await t.pair({ reliable: true });
		if (${delay}) {
			const { read } = ReadableStreamBYOBReader.prototype;
			ReadableStreamBYOBReader.prototype.read = async function (...args) {
				await new Promise((resolve) => setTimeout(resolve, ${delay}));
				return read.apply(this, args);
			};
		}
		let received = 0;
		ba.on("data", ({ byteLength }) => (received += byteLength));
		const { dataChannel } = ab;
		dataChannel.bufferedAmountLowThreshold = 262_144;
		const file = new Blob([new Uint8Array(4_800_000)]);
		for (let at = 0; at < file.size; at += ${slice}) {
			if (dataChannel.bufferedAmount > 1_048_576) await new Promise((resolve) => dataChannel.addEventListener("bufferedamountlow", resolve, { once: true }));
			ab.send(file.slice(at, at + ${slice}));
		}
		await t.until(() => received === file.size, "all has come");
	}`,
});

export default {
	...Object.fromEntries(["binary", "raw", "json"].map((serialization) => [`filled in open by the one who is called, ${serialization}`, fillingEarly(serialization)])),
	// Not more: while PeerJS itself holds something back, it does not come to an end either.
	"filled behind 7 MB": filling({ first: "new Uint8Array(7_000_000)", mark: 4_000_000 }),
	"filled behind 3 MB, nearly as high": filling({ first: "new Uint8Array(3_000_000)", mark: 2_900_000 }),
	"filled by 2 MB": filling({ first: "1", mark: 4_000_000, chunk: 2_000_000 }),
	"filled behind a message, raw": filling({ first: "new Uint8Array(200_000)", mark: 1_000_000, serialization: "raw" }),

	"filled behind a Blob": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			let received = 0;
			ba.on("data", () => received++);
			ab.send(new Blob(["x"]));
			let sent = 0;
			while (ab.dataChannel.bufferedAmount < 1_000_000 && sent < 1_000) {
				ab.send(new Uint8Array(16_000));
				sent++;
			}
			t.log("ends", sent < 1_000);
			await t.until(() => received === sent + 1, "all has come");
		},
	},

	"a file in small slices": slicing({ slice: 16_384 }),
	"a file in slices, from a slow disk": slicing({ slice: 65_536, delay: 15 }),
	"a file in large slices, from a slow disk": slicing({ slice: 1_200_000, delay: 50 }),

	"told when a Blob has left, from a slow disk": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			const { read } = ReadableStreamBYOBReader.prototype;
			ReadableStreamBYOBReader.prototype.read = async function (...args) {
				await new Promise((resolve) => setTimeout(resolve, 50));
				return read.apply(this, args);
			};
			const data = t.event(ba, "data");
			ab.send(new Blob([new Uint8Array(6_000_000)]));
			await new Promise((resolve) => ab.dataChannel.addEventListener("bufferedamountlow", resolve, { once: true }));
			t.log("told", ab.dataChannel.bufferedAmount, ab.bufferSize);
			t.log("data", (await data).byteLength);
		},
	},

	"filled in open by the one who is called, to more than the channel may hold": {
		run: async (t) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			let sent = 0;
			bob.on("connection", (ba) =>
				ba.on("open", () => {
					while (ba.dataChannel.bufferedAmount < 8_450_000 && sent < 100) {
						ba.send(new Uint8Array(250_000));
						sent++;
					}
				}),
			);
			const ab = alice.connect(bob.id, { reliable: true, serialization: "raw" });
			let received = 0;
			ab.on("data", () => received++);
			await t.until(() => received > 0 && received === sent, "all has come");
			t.log("ends", sent);
		},
	},

	"an own bufferedAmount": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			const { dataChannel } = ab;
			let received = 0;
			ba.on("data", () => received++);
			let amount = 9_000_000;
			Object.defineProperty(dataChannel, "bufferedAmount", { configurable: true, get: () => amount });
			for (let i = 0; i < 20; i++) ab.send(new Uint8Array(10_000));
			t.log("full", dataChannel.bufferedAmount, ab.bufferSize > 0);
			await t.turn();
			t.log("full", dataChannel.bufferedAmount);
			amount = 0;
			dataChannel.dispatchEvent(new Event("bufferedamountlow"));
			await t.until(() => received === 20, "all has come");
			t.log("own", Object.hasOwn(dataChannel, "bufferedAmount"));
		},
	},

	"a Proxy of the channel": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			let received = 0;
			ba.on("data", () => received++);
			ab.dataChannel = new Proxy(ab.dataChannel, {
				get(target, key) {
					const value = Reflect.get(target, key, target);
					return typeof value === "function" ? value.bind(target) : value;
				},
				set: (target, key, value) => Reflect.set(target, key, value, target),
			});
			for (const size of [12_000_000, 1_000]) ab.send(new Uint8Array(size));
			await t.until(() => received === 2, "all has come");
		},
	},

	"another channel, while something waits": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			let received = 0;
			ba.on("data", () => received++);
			class Delegate {
				constructor(channel) {
					for (const name of ["bufferedAmount", "readyState", "bufferedAmountLowThreshold"]) {
						Object.defineProperty(this, name, { get: () => channel[name], set: (value) => (channel[name] = value) });
					}
					for (const name of ["send", "close", "addEventListener", "removeEventListener"]) this[name] = channel[name].bind(channel);
				}
			}
			ab.send(new Uint8Array(10_000_000));
			ab.dataChannel = new Delegate(ab.dataChannel);
			for (let i = 0; i < 20; i++) ab.send(new Uint8Array(1_000));
			await t.until(() => received === 21, "all has come");
		},
	},

	"an own bufferedamountlow, where nothing is waited for": {
		run: async (t) => {
			const { ab } = await t.pair({ reliable: true });
			let told = 0;
			ab.dataChannel.addEventListener("bufferedamountlow", () => told++);
			ab.send(new Uint8Array(10_000));
			ab.dataChannel.dispatchEvent(new Event("bufferedamountlow"));
			t.log("told", told);
		},
	},

	"bufferedamountlow where the application has set no threshold": {
		run: withSend(async (t, sendPaced) => {
			const pair = await t.pair({ reliable: true });
			const { dataChannel } = pair.ab;
			t.log("threshold", dataChannel.bufferedAmountLowThreshold);
			await sendPaced(t, pair, { count: 64, limit: 262_144, wait: (channel) => new Promise((resolve) => (channel.onbufferedamountlow = resolve)) });
			t.log("threshold", dataChannel.bufferedAmountLowThreshold);
		}),
	},

	"a threshold of the application's own": {
		run: withSend(async (t, sendPaced) => {
			const [alice, bob] = await Promise.all([t.openPeer("alice"), t.openPeer("bob")]);
			for (const serialization of ["binary", "raw"]) {
				const pair = await t.link(alice, bob, { serialization, reliable: true });
				const { dataChannel } = pair.ab;
				dataChannel.bufferedAmountLowThreshold = 100_000;
				await sendPaced(t, pair, { count: 128, limit: 3_000_000, wait: (channel) => new Promise((resolve) => channel.addEventListener("bufferedamountlow", resolve, { once: true })) });
				t.log("threshold", dataChannel.bufferedAmountLowThreshold);
				// Set behind what is on its way, it holds as well.
				for (let i = 0; i < 40; i++) pair.ab.send(new Uint8Array(65_536));
				dataChannel.bufferedAmountLowThreshold = 50_000;
				pair.ab.send(new Uint8Array(65_536));
				await t.until(() => dataChannel.bufferedAmount === 0, "all has left");
				t.log("threshold", dataChannel.bufferedAmountLowThreshold);
			}
		}),
	},

	"a threshold above what the channel holds, set while something waits": stalling(4 << 20),
	"a threshold below what the channel holds, set while something waits": stalling(256 << 10),
	"told when the channel is empty, of one message": emptied(6_000_000, 1),
	"told when the channel is empty, of many messages": emptied(60_000, 60),

	"a threshold that the browser makes a number of, set while something waits": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			const { dataChannel } = ab;
			const came = t.event(ba, "data");
			ab.send(new Uint8Array(10_000_000));
			for (const threshold of ["70000", 2 ** 32 + 5, -1, 1.5, null, Symbol("none"), 5]) {
				try {
					dataChannel.bufferedAmountLowThreshold = threshold;
				} catch (error) {
					t.log("throws", error.name);
				}
				t.log("threshold", dataChannel.bufferedAmountLowThreshold);
			}
			await came;
			await t.until(() => dataChannel.bufferedAmount === 0, "all has left");
			t.log("threshold", dataChannel.bufferedAmountLowThreshold);
		},
	},

	"waiting while the channel holds more than 4 MB": {
		run: withSend(async (t, sendPaced) => {
			const pair = await t.pair({ reliable: true });
			await sendPaced(t, pair, { count: 512, limit: 4_000_000, wait: () => new Promise((resolve) => setTimeout(resolve, 5)) });
		}),
	},

	"more than the channel takes": {
		run: async (t) => {
			const { ab, ba } = await t.pair({ reliable: true });
			let received = 0;
			ba.on("data", ({ byteLength }) => (received += byteLength));
			let most = 0;
			for (let i = 0; i < 200; i++) {
				ab.send(new Uint8Array(100_000));
				most = Math.max(most, ab.dataChannel.bufferedAmount);
			}
			t.log("the channel holds about 8 MB", most > 8e6, most < 9e6, "the rest waits", ab.bufferSize > 0);
			await t.until(() => received === 20_000_000, "all has arrived");
			t.log("nothing waits", ab.bufferSize);
		},
	},
};
