// A data channel that the application has as well: it finds the channel, and the
// RTCPeerConnection, as if there were no library that holds anything back.

import { call } from "./heap.js";
import * as op from "./op.js";
import { whenTaking } from "./taking.js";

const THRESHOLD = "bufferedAmountLowThreshold";
const AMOUNT = "bufferedAmount";
/** The least that is more than PeerJS hands to a channel. */
const MOST = (8 << 20) + 1;
/** As it is now: an application's tests may put a clock of theirs in its place, and stop it. */
const { queueMicrotask } = globalThis;

/**
 * Has the messages of a channel given to the method that a subclass may
 * override, and has the queue sent on when it has room: by listeners, since the handlers
 * `on…` may be the application's.
 */
export function attach(channel, connection) {
	const pump = () => call(op.PUMP, connection);
	channel.binaryType = "arraybuffer";
	// There may have been another.
	connection.$threshold = connection.$lent = connection.$owed = undefined;
	if (connection.options._payload) {
		connection.$early = true;
		const release = guardClose(connection, channel);
		whenTaking(channel, () => {
			release();
			connection.$early = false;
			pump();
		});
	}
	channel.addEventListener("message", (event) => connection._handleDataMessage(event));
	// By its own class it may have been given something before.
	channel.addEventListener("open", pump);
	const tell = (event) => {
		const isOurs = connection.$threshold >= 0;
		try {
			pump();
		} finally {
			// There is more, now or to come: the application is told when it has left, too.
			connection.$owed = (isOurs || connection.$lent) && channel[AMOUNT] > channel[THRESHOLD];
			if (connection.$owed) event.stopImmediatePropagation();
		}
	};
	// Before the application's, wherever those are.
	channel.addEventListener("bufferedamountlow", tell, true);
	// node-webrtc's channels do not tell how much they hold. PeerJS looks as often.
	if ("onbufferedamountlow" in channel) return;
	const timer = setInterval(() => {
		if (channel.readyState?.startsWith("clos") ?? true) clearInterval(timer);
		else if (connection.$threshold >= 0) pump();
	}, 50);
}

/**
 * Has a channel tell when it holds no more than `threshold` bytes; undefined: no more than
 * the application wants to be told of. That reads and sets its own all the while.
 */
export function tellAt(connection, channel, threshold) {
	if (!(connection.$threshold >= 0)) connection.$appThreshold = channel[THRESHOLD];
	const amount = held(connection);
	// Given back now, the channel would not tell the application at all.
	if (threshold === undefined && connection.$threshold < amount && amount <= connection.$appThreshold) return;
	connection.$threshold = threshold;
	// The own property, to have the browser's. Not by delete, which throws in strict code
	// where it is the application's.
	Reflect.deleteProperty(channel, THRESHOLD);
	channel[THRESHOLD] = threshold ?? connection.$appThreshold;
	if (threshold === undefined) return;
	// Not by defineProperty, which throws where nothing can be added.
	Reflect.defineProperty(channel, THRESHOLD, {
		configurable: true,
		get: () => connection.$appThreshold,
		// To an unsigned long, as the browser does.
		set: (value) => (connection.$appThreshold = value >>> 0),
	});
}

/** Whether it is the library that reads a channel's amount. */
let isAsking = false;

/** How many bytes the channel of a connection itself holds, or whatever the application has put in its place. */
export function held({ dataChannel }) {
	isAsking = true;
	try {
		return dataChannel?.[AMOUNT];
	} finally {
		isAsking = false;
	}
}

/**
 * As long as something waits here, has the channel count that, too, up to what it comes to
 * with PeerJS: an application that sends until the channel holds so much would not end.
 */
export function lend(connection, channel, waits) {
	const found = Reflect.getOwnPropertyDescriptor(channel, AMOUNT);
	if (waits) {
		// The application's own stays.
		if (!found && AMOUNT in browsers(channel) && Reflect.defineProperty(channel, AMOUNT, { configurable: true, get })) connection.$lent = get;
		return;
	}
	if (found?.get === connection.$lent) Reflect.deleteProperty(channel, AMOUNT);
	connection.$lent = undefined;
	// What was read from files may have gone out piece by piece, and never have been more
	// than the threshold in the browser's own count.
	if (connection.$owed) {
		queueMicrotask(() => {
			const isLow = () => channel.readyState === "open" && channel[AMOUNT] <= channel[THRESHOLD];
			if (connection.$owed && isLow()) channel.dispatchEvent(new Event("bufferedamountlow"));
		});
	}
	function get() {
		const own = Reflect.get(browsers(channel), AMOUNT, this);
		if (isAsking) return own;
		const queued = connection._buffer.length && Math.trunc(connection.$queued);
		// In `open` of the one who is called nothing can go out yet.
		const amount = Math.max(own, Math.min(own + queued, connection.$early ? Infinity : MOST));
		// Who has seen so much may wait to be told that it has left.
		if (amount > channel[THRESHOLD]) connection.$owed = true;
		return amount;
	}
}

/** Has what waits sent when the code that is running now is done. */
export function turn(connection) {
	const release = guardClose(connection, connection.dataChannel);
	queueMicrotask(() => {
		release();
		connection.$turn = 0;
		if (connection._buffer.length) call(op.PUMP, connection);
	});
}

const browsers = (object) => Object.getPrototypeOf(object);

/**
 * Until what it returns is called, what waits here for no lack of room goes out before the
 * application closes the channel or the RTCPeerConnection itself: PeerJS has it out by then.
 */
function guardClose(connection, channel) {
	const targets = [channel, connection.peerConnection].filter((target) => target && target.close === browsers(target).close);
	const release = () => {
		for (const target of targets) if (target.close === guard) Reflect.deleteProperty(target, "close");
	};
	function guard() {
		release();
		connection.$early = false;
		try {
			if (connection._buffer.length) call(op.PUMP_OUT, connection);
		} finally {
			browsers(this).close.call(this);
		}
	}
	// Or they cannot be changed.
	for (const target of targets) Reflect.set(target, "close", guard);
	return release;
}
