// Runs examples of the reference, each in a frame of its own.

window.examples = (() => {
	const TIMEOUT = 90_000;

	/** A line as an example tells it: "…" stands for anything. */
	const pattern = (line) => new RegExp(`^${line.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`);

	return {
		/**
		 * Runs one until it has logged each of `lines` once, in any order; resolves to
		 * what is wrong: a line that is not among them, one that is missing, an error.
		 */
		async run(name, lines, server) {
			const missing = lines.map((line) => ({ line, pattern: pattern(line) }));
			const frame = document.createElement("iframe");
			frame.allow = "camera; microphone";
			frame.src = `/docs/examples/run.html?${new URLSearchParams({ example: name, server: JSON.stringify(server) })}`;
			let settle;
			const outcome = new Promise((resolve) => (settle = resolve));
			const listen = ({ source, data: { kind, text } }) => {
				if (source !== frame.contentWindow) return;
				const found = missing.findIndex(({ pattern }) => pattern.test(text));
				if (kind === "error" || found < 0) return settle(`${kind}: ${text}`);
				missing.splice(found, 1);
				if (missing.length === 0) settle("");
			};
			addEventListener("message", listen);
			document.body.append(frame);
			const alarm = setTimeout(() => settle(`missing: ${missing.map(({ line }) => line).join(", ")}`), TIMEOUT);
			const wrong = await outcome;
			clearTimeout(alarm);
			removeEventListener("message", listen);
			frame.remove();
			return wrong;
		},
	};
})();
