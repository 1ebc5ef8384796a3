// A host of the network: a browser, and a page server on its loopback.

import { existsSync } from "node:fs";

import { startWorld } from "../world.mjs";
import { answer, executeAll, tune } from "./process.mjs";

let world;
let page;

answer({
	async begin(address, router, server) {
		// Its addresses are there seconds later, and Chromium then ends all requests.
		if (existsSync("/proc/sys/net/ipv6")) tune("ipv6/conf/all/disable_ipv6", 1);
		await executeAll(`
			ip link set lo up
			ip address add ${address}/24 dev eth0
			ip link set eth0 up
			ip route add default via ${router}
		`);
		// What a page is asked to do may take minutes on a slow network.
		world = await startWorld({ hosts: [server], protocolTimeout: 0 });
	},

	/** Opens a tab in the place of the last one. */
	async open(lib, scripts) {
		if (page) world.release(page);
		page = await world.open(lib, { scripts });
	},

	/** Calls a function in the page. */
	run: (text, args) => page.evaluate((0, eval)(`(${text})`), ...args),

	keep: (name, text) => world.keep(name, text, page ? [page] : []),
}, () => world?.close());
