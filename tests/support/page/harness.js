// Loaded into every test page before the library: records what the library does
// to the browser, and gives scenarios a trace to write to.
//
// A trace is a list of lines. What differs from run to run (ports, random ids,
// tokens, SDP) is replaced by a name, so that two runs can be compared.

(() => {
	const native = { WebSocket, fetch: window.fetch.bind(window), RTCPeerConnection };
	const TIMEOUT = 30_000;

	// --- What the library does to the browser -----------------------------------

	/** Requests, sockets and frames in the order in which the library made them. */
	const wire = [];
	/** All that were made, for who asks how many and what became of them. */
	const peerConnections = [];

	window.WebSocket = new Proxy(native.WebSocket, {
		construct(target, args, newTarget) {
			const socket = Reflect.construct(target, args, newTarget);
			wire.push({ kind: "socket", url: socket.url });
			socket.addEventListener("message", ({ data }) => wire.push({ kind: "received", data }));
			return socket;
		},
	});
	const { send } = native.WebSocket.prototype;
	native.WebSocket.prototype.send = function (data) {
		wire.push({ kind: "sent", data });
		return send.call(this, data);
	};
	window.fetch = (resource, init) => {
		const { url, referrerPolicy } = new Request(resource, init);
		wire.push({ kind: "fetch", url, referrerPolicy });
		return native.fetch(resource, init);
	};
	// A proxy, not a subclass: applications get the browser's own objects.
	window.RTCPeerConnection = new Proxy(native.RTCPeerConnection, {
		construct(target, args, newTarget) {
			const connection = Reflect.construct(target, args, newTarget);
			peerConnections.push(new WeakRef(connection));
			return connection;
		},
	});

	const globals = new Set(Object.getOwnPropertyNames(window));

	// --- Values as text ----------------------------------------------------------

	/** Deeper than what any test sends, and an end for what contains itself. */
	const MAX_DEPTH = 600;

	const bytes = (view) => {
		if (view.length <= 16) return Array.from(view, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
		let hash = 0x811c9dc5;
		for (const byte of view) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
		return `#${hash.toString(16)}`;
	};

	/** Engines word their own exceptions differently, so only our own messages count. */
	const WORDED_BY_ENGINE = /^(TypeError|RangeError|SyntaxError|ReferenceError)$/;

	function describeError(error) {
		const parts = [error.name];
		if ("type" in error) parts.push(describe(error.type));
		const engine = WORDED_BY_ENGINE.test(error.name) || error instanceof DOMException;
		if (!engine || error.message.startsWith("test")) parts.push(describe(error.message));
		return parts.join(" ");
	}

	/** Any value as one line; the same for equal values in every browser. */
	function describe(value, depth = 0) {
		if (typeof value === "string") {
			return value.length <= 400 ? JSON.stringify(value) : `string[${value.length}] ${bytes(new TextEncoder().encode(value))}`;
		}
		if (Object.is(value, -0)) return "-0";
		if (typeof value === "bigint") return `${value}n`;
		if (typeof value === "function") return "function";
		if (value === null || typeof value !== "object") return String(value);
		if (value instanceof Error || value instanceof DOMException) return describeError(value);
		if (value instanceof ArrayBuffer) return `ArrayBuffer[${value.byteLength}] ${bytes(new Uint8Array(value))}`;
		if (ArrayBuffer.isView(value)) {
			const view = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
			return `${value.constructor.name}[${view.length}] ${bytes(view)}`;
		}
		if (value instanceof Blob) return `Blob[${value.size}]`;
		if (value instanceof Date) return `Date ${value.getTime()}`;
		if (value instanceof Promise) return "promise";
		if (typeof value.on === "function") return "connectionId" in value ? "<connection>" : "<peer>";
		if (depth > MAX_DEPTH) return "…";
		if (Array.isArray(value)) return `[${value.map((item) => describe(item, depth + 1)).join(", ")}]`;
		const tag = Object.prototype.toString.call(value);
		if (tag !== "[object Object]") return tag;
		const entries = Object.keys(value).map((key) => `${key}: ${describe(value[key], depth + 1)}`);
		return `{${entries.join(", ")}}`;
	}

	/** A signalling frame with what is the browser's (SDP, candidates) left out. */
	function describeFrame(text) {
		let frame;
		try {
			frame = JSON.parse(text);
		} catch {
			return describe(text);
		}
		const { payload } = frame ?? {};
		if (payload?.sdp?.sdp) payload.sdp.sdp = "SDP";
		for (const key in payload?.candidate) payload.candidate[key] = key.toUpperCase();
		return describe(frame);
	}

	// --- Waiting -----------------------------------------------------------------

	const timer = window.setTimeout.bind(window);

	/** What a wait says that was in vain: also how far the connections of the page have come. */
	function timedOut(what) {
		const states = new Map();
		for (const reference of peerConnections) {
			const connection = reference.deref();
			if (!connection || connection.signalingState === "closed") continue;
			const { signalingState, iceGatheringState, iceConnectionState, connectionState, sctp } = connection;
			const state = [signalingState, iceGatheringState, iceConnectionState, connectionState, sctp?.state, sctp?.transport.state].join(" ");
			states.set(state, (states.get(state) ?? 0) + 1);
		}
		const lines = Array.from(states, ([state, count]) => `\n${count} RTCPeerConnection: ${state}`);
		return new Error(`test timed out: ${what}${lines.join("")}`);
	}

	/** Resolves when `ready()` is truthy, to what it returned. */
	async function until(ready, what = ready.toString(), timeout = TIMEOUT) {
		const end = performance.now() + timeout;
		for (;;) {
			const result = await ready();
			if (result) return result;
			if (performance.now() > end) throw timedOut(what);
			await new Promise((resolve) => timer(resolve, 5));
		}
	}

	/** Resolves to the first argument of the next `name` event, the next one that `accepts` it if given. */
	function event(emitter, name, accepts = () => true) {
		return new Promise((resolve, reject) => {
			const alarm = timer(() => reject(timedOut(`no "${name}" event`)), TIMEOUT);
			emitter.on(name, function listener(value) {
				if (!accepts(value)) return;
				emitter.off(name, listener);
				clearTimeout(alarm);
				resolve(value);
			});
		});
	}

	/** Lets everything that is already queued in this page run: microtasks, then two tasks. */
	async function turn() {
		for (let i = 0; i < 2; i++) {
			await new Promise((resolve) => {
				const { port1, port2 } = new MessageChannel();
				port1.onmessage = resolve;
				port2.postMessage(0);
			});
			await new Promise((resolve) => timer(resolve, 0));
		}
	}

	// --- A run -------------------------------------------------------------------

	const PEER_EVENTS = ["open", "connection", "call", "disconnected", "close", "error"];
	const CONNECTION_EVENTS = ["open", "data", "close", "error"];

	/**
	 * One run of a scenario. `setup` comes from the runner: the run's name, the
	 * ports of its servers.
	 */
	class Run {
		constructor(setup) {
			this.setup = setup;
			this.lines = [];
			this.lanes = [];
			this.wire = wire;
			this.describe = describe;
			this.describeFrame = describeFrame;
			this.until = until;
			this.event = event;
			this.turn = turn;
			this.Peer = window.Peer;
			this.util = window.peerjs?.util;
			this.closedPort = setup.closedPort;
			this.scripted = new Scripted(setup.scriptedPort, setup.run);
		}

		/** How many RTCPeerConnections were made since the page began. */
		get peerConnections() {
			return peerConnections.length;
		}

		/** The globals that the library has added. */
		get newGlobals() {
			return Object.getOwnPropertyNames(window).filter((name) => !globals.has(name));
		}

		/** An id of this run's own on a server that is shared; the trace shows `name`. */
		id(name) {
			return `${name}-${this.setup.run}`;
		}

		/** Options for the PeerServer of this scenario: nothing leaves the machine. */
		options(extra) {
			return { host: this.setup.host ?? "127.0.0.1", port: this.setup.port, config: { iceServers: [] }, ...extra };
		}

		peer(name, extra) {
			return new this.Peer(this.id(name), this.options(extra));
		}

		/** A Peer with this name that is open. */
		async openPeer(name, extra) {
			const peer = this.peer(name, extra);
			await event(peer, "open");
			return peer;
		}

		/** A Peer that the scripted server has welcomed. */
		async openScripted(id, extra) {
			const peer = new this.Peer(id, this.scripted.options(extra));
			await event(peer, "open");
			return peer;
		}

		/** Resolves when PeerServer has seen a Peer's socket close: its id is free again. */
		freed(name) {
			const { host = "127.0.0.1", port, server } = this.setup;
			const url = `http://${host}:${port}/${server.key ?? "peerjs"}/peers`;
			return until(async () => {
				const ids = await (await native.fetch(url)).json();
				return !ids.includes(this.id(name));
			}, `${name} leaves the server`);
		}

		/** Two Peers and a connection between them that is open at both ends. */
		async pair(connectOptions, peerOptions) {
			const [alice, bob] = await Promise.all([this.openPeer("alice", peerOptions), this.openPeer("bob", peerOptions)]);
			return { alice, bob, ...(await this.link(alice, bob, connectOptions)) };
		}

		/** One more connection between two Peers: `ab` is alice's end, `ba` bob's. */
		async link(alice, bob, connectOptions) {
			const arrives = event(bob, "connection");
			const ab = alice.connect(bob.id, connectOptions);
			const opens = event(ab, "open");
			const ba = await arrives;
			await Promise.all([opens, ba.open || event(ba, "open")]);
			return { ab, ba };
		}

		/**
		 * A message from `from` to `to` and back on the channel itself: what either
		 * end sent before has arrived when it resolves (on a reliable connection).
		 */
		async roundTrip(from, to) {
			const there = event(to, "data", (data) => data === "test: there");
			from.send("test: there");
			await there;
			const back = event(from, "data", (data) => data === "test: back");
			to.send("test: back");
			await back;
		}

		log(label, ...values) {
			this.lines.push([label, ...values.map((value) => describe(value))].join(" "));
		}

		/** One line for each property, so that a difference names one. */
		logEach(label, object, keys = Object.keys(object)) {
			for (const key of keys) this.log(`${label}.${key}`, object[key]);
		}

		/** Calls `action`, logs what it returned or threw. */
		attempt(label, action) {
			let result;
			try {
				result = action();
			} catch (error) {
				this.lines.push(`${label} throws ${describe(error)}`);
				return undefined;
			}
			this.log(`${label} returns`, result);
			return result;
		}

		/** Logs the events of a Peer or a connection as they come. */
		watch(emitter, name, events = "connectionId" in emitter ? CONNECTION_EVENTS : PEER_EVENTS) {
			for (const event of events) {
				emitter.on(event, (...values) => this.log(`${name} ${event}`, ...values));
			}
			return emitter;
		}

		/**
		 * A trace of its own, shown after the main one: for things that happen
		 * beside each other in no fixed order, such as the two ends of a connection.
		 */
		lane(name) {
			const lane = Object.create(this);
			lane.lines = [];
			this.lanes.push([name, lane]);
			return lane;
		}

		/** What went over the wire, as lines. `kinds`: fetch, socket, sent, received. */
		logWire(...kinds) {
			for (const { kind, url, data, referrerPolicy } of wire) {
				if (kinds.length > 0 && !kinds.includes(kind)) continue;
				if (kind === "fetch") this.lines.push(`wire fetch ${url} ${referrerPolicy}`);
				else if (kind === "socket") this.lines.push(`wire socket ${url}`);
				else this.lines.push(`wire ${kind} ${describeFrame(data)}`);
			}
		}

		/** The frames of a type that were sent so far. */
		sent(type) {
			return wire.filter(({ kind, data }) => kind === "sent" && JSON.parse(data).type === type).map(({ data }) => JSON.parse(data));
		}

		/** The whole trace, with all that differs from run to run replaced by names. */
		trace() {
			const lines = [...this.lines];
			for (const [name, lane] of this.lanes) lines.push(...lane.lines.map((line) => `${name}| ${line}`));
			return this.normalise(lines);
		}

		normalise(lines) {
			const names = new Map();
			const name = (prefix) => (match) => {
				if (!names.has(match)) names.set(match, `${prefix}-${names.size + 1}`);
				return names.get(match);
			};
			const { run, port, scriptedPort, closedPort } = this.setup;
			return lines.map((line) =>
				line
					.replaceAll(`-${run}`, "")
					.replaceAll(`/${run}/`, "/SESSION/")
					.replaceAll(`:${port}`, ":PORT")
					.replaceAll(`:${scriptedPort}`, ":SCRIPTED")
					.replaceAll(`:${closedPort}`, ":CLOSED")
					.replaceAll(location.host, "PAGE")
					.replace(/\bdc_[A-Za-z0-9]+/g, name("dc"))
					.replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, name("uuid"))
					.replace(/\btoken=[A-Za-z0-9_-]+/g, "token=TOKEN")
					.replace(/\bts=[0-9.]+/g, "ts=TIME")
					// Of the browser's own words.
					.replace(/Failed to fetch|NetworkError when attempting to fetch resource\./, "NETWORK"),
			);
		}
	}

	/** The page's end of the scripted server (tests/support/scripted-server.mjs). */
	class Scripted {
		constructor(port, run) {
			this.path = `/scripted/${run}/`;
			this.port = port;
			for (const command of ["configure", "send", "flood", "close", "frames", "requests", "timeOut", "closed"]) {
				this[command] = async (parameters = {}) => {
					const signal = AbortSignal.timeout(TIMEOUT);
					const url = `http://127.0.0.1:${port}/control/${run}/${command}`;
					const reply = await native.fetch(url, { method: "POST", body: JSON.stringify(parameters), signal });
					return reply.json();
				};
			}
		}

		/** Options that point a Peer at it. */
		options(extra) {
			return { host: "127.0.0.1", port: this.port, path: this.path, config: { iceServers: [] }, ...extra };
		}

		/** Sends frames; objects as JSON, strings as they are. */
		async frame(...frames) {
			for (const frame of frames) {
				await this.send({ frame: typeof frame === "string" ? frame : JSON.stringify(frame) });
			}
		}
	}

	let current;

	// What a listener throws ends here, as in an application: it is part of the trace.
	window.addEventListener("error", (event) => {
		event.preventDefault();
		current?.lines.push(`uncaught ${describe(event.error ?? event.message)}`);
	});
	window.addEventListener("unhandledrejection", (event) => {
		event.preventDefault();
		current?.lines.push(`unhandled rejection ${describe(event.reason)}`);
	});

	window.harness = {
		describe,
		until,
		event,
		turn,
		/** A run to drive step by step: the end-to-end tests. */
		begin(setup) {
			current = new Run(setup);
			return current;
		},
		/** A whole scenario: resolves to its trace, and to what went wrong with it. */
		async run(scenario, setup) {
			const run = this.begin(setup);
			let failure;
			try {
				await scenario(run);
				await turn();
			} catch (error) {
				failure = `${error.name}: ${error.message}\n${error.stack}`;
			}
			const trace = run.trace();
			current = undefined;
			return { trace, failure };
		},
	};
})();
