// What runs in the pages that connect: `bench` there.

import { now } from "../../shared/page/clock.js";
import { openFloor } from "../../shared/page/floor.js";
import { openLibrary } from "../../shared/page/library.js";
import { openSimplePeer } from "../../shared/page/simple-peer.js";

const KINDS = { floor: openFloor, "simple-peer": openSimplePeer, library: openLibrary };

let end;
let arrived;

/** Resolves to the id, and how long it took until the server had taken it in. */
export async function open(kind, id, port) {
	let arrive;
	arrived = new Promise((resolve) => (arrive = resolve));
	const begin = now();
	end = await KINDS[kind](id, port, () => arrive(now()));
	return { id: end.id, time: now() - begin };
}

/** Resolves to when it began and when this end was open. */
export async function connect(to) {
	const begin = now();
	await end.connect(to);
	return { begin, opened: now() };
}

/** Resolves to when this end of the connection that came was open. */
export const accepted = () => arrived;

export const close = () => end.close();
