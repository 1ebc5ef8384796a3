// The emitter under every class: eventemitter3's semantics, which PeerJS's have.

/** Names without a prototype, so that "toString" is no event. */
const names = () => Object.create(null);

export class EventEmitter {
	/** Listeners by name: one, or an array of several. */
	_events = names();
	_eventsCount = 0;

	/** The names that have listeners, symbols last. */
	eventNames() {
		return Reflect.ownKeys(this._events);
	}

	/** The functions that listen to an event. */
	listeners(event) {
		return entries(this, event).map(({ fn }) => fn);
	}

	/** How many listen to an event. */
	listenerCount(event) {
		return entries(this, event).length;
	}

	/** Calls the listeners of an event; returns whether there were any. */
	emit(event, ...args) {
		const found = this._events[event];
		if (!found) return false;
		if (found.fn) call(this, event, found, args);
		else {
			// Those that are added meanwhile wait for the next event, and those
			// that are removed are still called: removal makes a new array.
			const { length } = found;
			for (let i = 0; i < length; i++) call(this, event, found[i], args);
		}
		return true;
	}

	/** Adds a listener; `context` is its `this`, by default the emitter. */
	on(event, fn, context) {
		return add(this, event, fn, context, false);
	}

	/** Adds a listener for the next time only. */
	once(event, fn, context) {
		return add(this, event, fn, context, true);
	}

	/** Removes the listeners that match all that is given. */
	removeListener(event, fn, context, once) {
		const all = entries(this, event);
		if (all.length === 0) return this;
		const kept = fn ? all.filter((entry) => entry.fn !== fn || (once && !entry.once) || (context && entry.context !== context)) : [];
		if (kept.length === 0) clear(this, event);
		else this._events[event] = kept.length === 1 ? kept[0] : kept;
		return this;
	}

	/** Removes the listeners of an event, or all. */
	removeAllListeners(event) {
		if (event) {
			if (this._events[event]) clear(this, event);
		} else {
			this._events = names();
			this._eventsCount = 0;
		}
		return this;
	}
}

EventEmitter.prototype.off = EventEmitter.prototype.removeListener;
EventEmitter.prototype.addListener = EventEmitter.prototype.on;

// No private methods: an application may hold an emitter through a Proxy.

function entries(emitter, event) {
	const found = emitter._events[event];
	return found ? (found.fn ? [found] : found) : [];
}

function add(emitter, event, fn, context, once) {
	if (typeof fn !== "function") throw new TypeError("The listener must be a function");
	const entry = { fn, context: context || emitter, once };
	const found = emitter._events[event];
	if (!found) {
		emitter._events[event] = entry;
		emitter._eventsCount++;
	} else if (found.fn) emitter._events[event] = [found, entry];
	else found.push(entry);
	return emitter;
}

function clear(emitter, event) {
	if (--emitter._eventsCount === 0) emitter._events = names();
	else delete emitter._events[event];
}

function call(emitter, event, { fn, context, once }, args) {
	if (once) emitter.removeListener(event, fn, undefined, true);
	fn.apply(context, args);
}
