// Someone who uses the demo: sees what is on the screen, clicks and types.

const VIEWPORTS = {
	desktop: { width: 1280, height: 800 },
	phone: { width: 390, height: 844 },
};

/** The conversation on the screen. */
const TALK = ".talk:not([hidden])";

/** Opens the demo in a tab of its own. */
export async function visit(browser, url, device = "desktop") {
	const page = await browser.newPage();
	const visitor = new Visitor(page);
	await page.setViewport(VIEWPORTS[device]);
	await page.goto(url);
	return visitor;
}

class Visitor {
	constructor(page) {
		this.page = page;
		/** Console errors and uncaught exceptions. */
		this.errors = [];
		page.on("console", (message) => {
			if (message.type() === "error") this.errors.push(message.text());
		});
		page.on("pageerror", (error) => this.errors.push(`uncaught: ${error}`));
	}

	/** Waits until what is shown at `selector` contains `text`. */
	async sees(selector, text) {
		const shown = (selector, text) =>
			[...document.querySelectorAll(selector)].some((element) => element.checkVisibility() && element.textContent.includes(text));
		// Not the default of polling by animation frames, which a tab in the background does not get.
		await this.page.waitForFunction(shown, { polling: "mutation" }, selector, text).catch((error) => {
			throw new Error(`never saw "${text}" at ${selector}`, { cause: error });
		});
	}

	/** Waits until the server has given an id, and returns it. */
	async online() {
		await this.sees("#server h2", "Online");
		return this.page.$eval("#own-id", (element) => element.textContent);
	}

	async click(selector) {
		await this.page.bringToFront();
		await this.page.click(selector);
	}

	async type(selector, text) {
		await this.click(selector);
		await this.page.keyboard.type(text);
	}

	async connect(id) {
		await this.type("#peer-id", id);
		await this.click("#connect button");
	}

	async connected() {
		await this.sees(`${TALK} header .state`, "Connected");
	}

	async say(text) {
		await this.type(`${TALK} textarea`, text);
		await this.page.keyboard.press("Enter");
	}

	/** Waits for a message of the other side, in the conversation on the screen. */
	async hears(text) {
		await this.sees(`${TALK} .message:not(.mine) .bubble`, text);
	}

	/** Waits for a line of the page itself in the conversation. */
	async isTold(text) {
		await this.sees(`${TALK} .note`, text);
	}

	async sendFile(path) {
		await this.page.bringToFront();
		const input = await this.page.$(`${TALK} input[type=file]`);
		await input.uploadFile(path);
	}

	/** What the download link of a file would save: { name, hash }, the hash being SHA-256 in hex. */
	async saved(name) {
		await this.hears(name);
		return this.page.$$eval(
			`${TALK} .message:not(.mine) a[download]`,
			async (links, name) => {
				const link = links.find((link) => link.textContent === name);
				const bytes = await (await fetch(link.href)).arrayBuffer();
				const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
				return { name: link.download, hash: Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") };
			},
			name,
		);
	}

	/** The button on the right of a conversation's head: cancel, disconnect, connect again. */
	async toggle() {
		await this.click(`${TALK} .toggle`);
	}

	async back() {
		await this.click(`${TALK} .back`);
	}

	/** How many pixels the page is wider than the screen. */
	overflow() {
		return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	}
}
