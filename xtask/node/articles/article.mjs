// A Markdown document as HTML: headings have anchors, wide tables scroll. A comment alone on its line brings a part of another document:
//
//   <!-- part of README.md: Install, tables -->     the tables under that heading
//   <!-- part of docs/compatibility.md: Not the same -->

import { dirname, join } from "node:path/posix";

import { Marked } from "marked";

import { escape } from "../site/escape.mjs";

const PART = /^<!-- part of ([\w./-]+): (.+?)(, tables)? -->$/gm;

export class Article {
	title;
	html;

	/**
	 * `document` is its path, `read` gives the text of a path, and `addressOf` the address that
	 * a path has on the site, or undefined.
	 */
	constructor(document, read, addressOf) {
		const text = read(document).replaceAll(PART, (_, path, heading, onlyTables) => part(read(path), heading, onlyTables, path));
		const at = (path) => join(dirname(document), path);
		const marked = new Marked({ renderer: rendererOf((path) => addressOf(at(path)), (path) => read(at(path))) });
		this.title = /^# (.+)$/m.exec(text)?.[1] ?? document;
		this.html = marked.parse(text);
	}
}

/** What is under a heading of a document. */
function part(text, heading, onlyTables, path) {
	const lines = text.split("\n");
	const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, "") === heading);
	if (start < 0) throw new Error(`${path} has no heading "${heading}"`);
	const level = lines[start].indexOf(" ");
	const length = lines.slice(start + 1).findIndex((line) => new RegExp(`^#{1,${level}} `).test(line));
	const found = lines.slice(start + 1, length < 0 ? undefined : start + 1 + length);
	return (onlyTables ? found.filter((line) => line.startsWith("|")) : found).join("\n");
}

function rendererOf(resolve, read) {
	const anchors = new Set();
	let heading = "";
	let tables = 0;
	return {
		heading({ tokens, depth }) {
			heading = plain(tokens);
			const base = slug(heading);
			let id = base;
			for (let n = 1; anchors.has(id); n++) id = `${base}-${n}`;
			anchors.add(id);
			return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
		},

		/** Named for what it is under; scrolled by keys, too. */
		table({ header, rows, align }) {
			const cell = (tag) => ({ tokens }, i) => {
				const text = this.parser.parseInline(tokens);
				// The corner of a table has nothing to say.
				if (tag === "th" && !text) return "<td></td>";
				return `<${tag}${tag === "th" ? ' scope="col"' : ""}${align[i] ? ` class="${align[i]}"` : ""}>${text}</${tag}>`;
			};
			const row = (cells, tag) => `<tr>${cells.map(cell(tag)).join("")}</tr>`;
			const head = header.some(({ text }) => text) ? `<thead>${row(header, "th")}</thead>` : "";
			return `<div class="scroll" tabindex="0" role="region" aria-label="${escape(`Table ${++tables}: ${heading}`)}"><table>${head}<tbody>${rows.map((cells) => row(cells, "td")).join("\n")}</tbody></table></div>\n`;
		},

		code: ({ text }) => `<pre tabindex="0" aria-label="Code"><code>${escape(text)}</code></pre>\n`,

		/** A link to what is no page of the site is text. */
		link({ href, tokens }) {
			const text = this.parser.parseInline(tokens);
			if (/^(https?:|#)/.test(href)) return `<a href="${escape(href)}">${text}</a>`;
			const [path, anchor] = href.split("#");
			const address = resolve(path);
			return address ? `<a href="${address}${anchor ? `#${anchor}` : ""}">${text}</a>` : text;
		},

		/** Comments are for those who write; one alone on its line would be the place of a fragment. */
		html: ({ text }) => text.replaceAll(/<!--[^]*?-->\n*/g, ""),

		/** A plot, whose place is kept while it is loaded. */
		image({ href, text }) {
			const [size] = /width="[\d.]+" height="[\d.]+"/.exec(read(href)) ?? [""];
			return `<img src="${resolve(href)}" ${size} alt="${escape(text)}" loading="lazy">`;
		},
	};
}

const plain = (tokens) => tokens.map(({ tokens, text }) => (tokens ? plain(tokens) : text)).join("");

/** As GitHub makes them. */
const slug = (text) => text.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-");
