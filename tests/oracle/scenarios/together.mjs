// Messages that are sent in one turn, which share messages of the channel between two of
// ours: how those who listen see them come.

const COUNT = 30;
/** So many that they take several messages of the channel, all but full. */
const MANY = 20_000;

/** Sends many numbers in one turn; `listen` writes down what it sees of them. It has `layers`, async functions in one another. */
const seen = (options, listen, count = COUNT) => ({
	run: `async (t) => {
		const { ab, ba } = await t.pair(${JSON.stringify({ reliable: true, ...options })});
		await t.roundTrip(ab, ba);
		const seen = [];
		const layers = async (depth) => depth && (await layers(depth - 1));
		(${listen})(ba, seen);
		const last = new Promise((resolve) => ba.on("data", (n) => n === ${count - 1} && resolve()));
		for (let n = 0; n < ${count}; n++) ab.send(n);
		await last;
		await t.turn();
		t.log("seen", seen.join(" "));
	}`,
});

/** One who waits for each by itself. */
const once = async (connection, seen) => {
	for (;;) seen.push(await new Promise((resolve) => connection.once("data", resolve)));
};

/** The same through more layers than many others have. */
const onceDeep = async (connection, seen) => {
	for (;;) {
		seen.push(await new Promise((resolve) => connection.once("data", resolve)));
		await layers(100);
	}
};

/** One who takes each by what is there when it comes, and has layers of its own, each of which waits. */
const deep = async (connection, seen) => {
	let pass = () => {};
	connection.on("data", (data) => pass(data));
	for (;;) {
		seen.push(await new Promise((resolve) => (pass = resolve)));
		await layers(15);
	}
};

const generators = async (connection, seen) => {
	async function* messages() {
		for (;;) yield await new Promise((resolve) => connection.once("data", resolve));
	}
	async function* layer(source) {
		for await (const message of source) yield message;
	}
	for await (const message of layer(layer(messages()))) seen.push(message);
};

/** As frameworks do that look at what has changed when the code that is running is done. */
const watch = (connection, seen) => {
	let value;
	let isDue = false;
	connection.on("data", (data) => {
		value = data;
		if (isDue) return;
		isDue = true;
		Promise.resolve().then(() => {
			isDue = false;
			seen.push(value);
		});
	});
};

/** One who has something to wait for with each. */
const goOn = (connection, seen) =>
	connection.on("data", async (data) => {
		seen.push(data);
		await null;
		await Promise.all([null]);
		seen.push(`${data}'`);
	});

/** Whose listeners run in a zone, as Angular's components do, which it looks at behind each. */
const zoned = {
	run: async (t) => {
		const script = Object.assign(document.createElement("script"), { src: "/zone/zone.umd.min.js" });
		const loaded = new Promise((resolve) => (script.onload = resolve));
		document.head.append(script);
		await loaded;
		let invoked = 0;
		const zone = Zone.current.fork({
			name: "angular",
			onInvoke: (delegate, current, target, ...call) => (invoked++, delegate.invoke(target, ...call)),
			onInvokeTask: (delegate, current, target, ...call) => (invoked++, delegate.invokeTask(target, ...call)),
		});
		const { ab, ba } = await zone.run(() => t.pair({ reliable: true }));
		await t.roundTrip(ab, ba);
		const zones = [];
		const looks = [];
		const last = new Promise((resolve) =>
			ba.on("data", (n) => {
				zones.push(Zone.current.name);
				looks.push(invoked);
				if (n === 29) resolve();
			}),
		);
		for (let n = 0; n < 30; n++) ab.send(n);
		await last;
		t.log("zones", [...new Set(zones)], "each by itself", new Set(looks).size === 30);
	},
};

export default {
	"in a zone": zoned,

	"waited for one by one, binary": seen({}, once),
	"waited for one by one, json": seen({ serialization: "json" }, once),
	"waited for one by one, of many": seen({}, once, MANY),
	"waited for one by one, through layers": seen({}, onceDeep),
	"waited for one by one, through layers, of many": seen({}, onceDeep, MANY),
	"waited for through layers": seen({}, deep),
	"watched by a framework, of many": seen({}, watch, MANY),
	"waited for by generators": seen({}, generators),
	"watched by a framework": seen({}, watch),
	"listeners that wait": seen({}, goOn),
	"listeners that wait, json": seen({ serialization: "json" }, goOn),
};
