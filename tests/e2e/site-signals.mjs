// What the pages of visitors tell the server, held back until a test lets it go.

/** In the page, first: messages of these types wait until they are released. Counts the offers that come, by type. */
export function holdSignals(...types) {
	let held = [];
	globalThis.offersCome = { data: 0, media: 0 };
	globalThis.release = () => {
		for (const send of held ?? []) send();
		held = undefined;
	};
	globalThis.WebSocket = class extends WebSocket {
		constructor(...args) {
			super(...args);
			this.addEventListener("message", ({ data }) => {
				const { type, payload } = JSON.parse(data);
				if (type === "OFFER") globalThis.offersCome[payload.type] += 1;
			});
		}

		send(text) {
			if (held && types.includes(JSON.parse(text).type)) held.push(() => super.send(text));
			else super.send(text);
		}
	};
}

export const release = ({ page }) => page.evaluate(() => globalThis.release());

/** Resolves when so many offers of a type have come to a visitor. */
export const hasOffers = ({ page }, type, count) => page.waitForFunction((type, count) => globalThis.offersCome[type] === count, { polling: 50 }, type, count);
