// Stands for both libraries' emitters, whose methods are generic in ways that
// TypeScript cannot compare: what counts are the events. The methods are compared
// by usage/peerjs.ts.

export type ValidEventTypes = string | symbol | object;

export class EventEmitter<Events = any, Context = any> {
	events: Events;
}
