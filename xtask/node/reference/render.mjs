// Declarations as HTML. Each name has its own as an anchor: "peer/#Peer.connect".

import { escape } from "../site/escape.mjs";
import { HEADINGS, PAGES, WITHOUT_MEMBERS } from "./pages.mjs";

export class Renderer {
	#types;
	#examples;
	/** Name → the page that it is on. */
	#pages = new Map();
	/** Name → examples that show it. */
	#shown = new Map();

	constructor(types, examples) {
		this.#types = types;
		this.#examples = examples;
		for (const { path, declarations } of PAGES) {
			for (const name of declarations) for (const entry of this.#entries(name)) this.#pages.set(entry.id, path);
		}
		for (const example of examples) for (const name of example.shows) this.#shown.set(name, [...(this.#shown.get(name) ?? []), example]);
	}

	/** A declaration and its members, as they have anchors. */
	#entries(name) {
		const declaration = this.#types.get(name);
		const members = WITHOUT_MEMBERS[name] ? [] : declaration.members.filter(({ name }) => !name.startsWith("["));
		return [{ id: name, ...declaration }, ...members.map((member) => ({ id: `${name}.${member.name}`, ...member }))];
	}

	/** All names, for the search: `[name, address, what it says]`. */
	names() {
		return [...this.#pages].map(([id, page]) => {
			const entry = this.#entry(id);
			return [shortName(id), `${page}/#${id}`, this.#plain(entry.doc.text).split(/(?<=\.) /)[0]];
		});
	}

	#entry(id) {
		const declaration = this.#types.get(id);
		if (declaration) return declaration;
		const dot = id.lastIndexOf(".");
		return this.#types.get(id.slice(0, dot))?.members.find(({ name }) => name === id.slice(dot + 1));
	}

	/** A link to a name from a page of the reference; `base` is the way to the reference. */
	link(id, base = "..") {
		const label = `<code>${escape(shortName(id))}</code>`;
		const page = this.#pages.get(id);
		return page ? `<a href="${base}/${page}/#${id}">${label}</a>` : label;
	}

	/** What is on a page, as links within it. */
	contents({ declarations }) {
		const lists = declarations.map((name) => {
			const members = this.#entries(name).slice(1).filter(({ forSubclasses }) => !forSubclasses);
			const links = members.map(({ id, owner, name }) => `<a href="#${id}"><code>${escape(titleOf(owner, name))}</code></a>`);
			return `<li><a href="#${name}">${escape(HEADINGS[name] ?? name)}</a>${links.length > 0 ? `: ${links.join(", ")}` : ""}</li>`;
		});
		return `<nav class="contents" aria-label="On this page">
			<ul>
				${lists.join("\n\t\t\t\t")}
			</ul>
		</nav>`;
	}

	declaration(name) {
		const [declaration, ...members] = this.#entries(name);
		const heading = HEADINGS[name] ? `${HEADINGS[name]} <code>${escape(name)}</code>` : `<code>${escape(name)}</code>`;
		const mine = members.filter(({ forSubclasses }) => !forSubclasses);
		const forSubclasses = members.filter(({ forSubclasses }) => forSubclasses);
		return `
		<section class="declaration" aria-labelledby="${name}">
			<h2 id="${name}">${heading}</h2>
			${this.#body(declaration, name)}
			${WITHOUT_MEMBERS[name] ? `<p>Described at ${this.link(WITHOUT_MEMBERS[name])}.</p>` : ""}
			${mine.map((member) => this.#member(member)).join("\n\t\t\t")}
			${forSubclasses.length > 0 ? `<h3>For subclasses</h3>\n${forSubclasses.map((member) => this.#member(member)).join("\n\t\t\t")}` : ""}
		</section>`;
	}

	#member(member) {
		const { id, owner, name } = member;
		return `<div class="member">
				<h3 id="${id}"><code>${escape(titleOf(owner, name))}</code></h3>
				${this.#body(member, id)}
			</div>`;
	}

	/** The signature, what the comment says, the examples. */
	#body({ text, doc }, id) {
		const parts = [`<pre class="signature" tabindex="0" aria-label="Signature"><code>${this.#code(text)}</code></pre>`];
		if (doc.stage) parts.push(`<p class="hint">This is ${doc.stage === "deprecated" ? "" : "in "}${doc.stage === "experimental" ? "an experiment" : doc.stage}.</p>`);
		if (doc.text.length > 0) parts.push(this.#paragraphs(doc.text));
		const terms = [
			...doc.params.map(({ name, text }) => [`<code>${escape(name)}</code>`, text]),
			...(doc.returns ? [["Returns", doc.returns]] : []),
			...doc.throws.map((text) => ["Throws", text]),
		];
		if (terms.length > 0) parts.push(`<dl>${terms.map(([term, text]) => `<dt>${term}</dt><dd>${this.#inline(text)}</dd>`).join("")}</dl>`);
		return parts.concat(this.#examplesOf(id)).join("\n\t\t\t\t");
	}

	/** An example stands where the first of what it shows does; the others refer to it. */
	#examplesOf(id) {
		const examples = this.#shown.get(id) ?? [];
		const here = examples.filter(({ shows }) => shows[0] === id);
		const elsewhere = examples.filter(({ shows }) => shows[0] !== id);
		const parts = here.map((example) => this.#example(example));
		if (elsewhere.length > 0) {
			const links = elsewhere.map(({ name, title, shows }) => `<a href="../${this.#pages.get(shows[0])}/#example-${name}">${this.#inline([{ text: title }])}</a>`);
			parts.push(`<p class="examples">${parts.length > 0 ? "More examples" : links.length > 1 ? "Examples" : "Example"}: ${links.join(" ")}</p>`);
		}
		return parts;
	}

	#example({ name, title, code }) {
		return `<figure class="example" id="example-${name}" data-example="${name}">
					<figcaption>${this.#inline([{ text: title }])}</figcaption>
					<pre tabindex="0" aria-label="Example: ${escape(title)}"><code>${escape(code.trimEnd())}</code></pre>
				</figure>`;
	}

	/** Code in which the names that are described are links. */
	#code(text) {
		return escape(text).replaceAll(/\b[A-Z]\w+/g, (name) => (this.#pages.has(name) ? `<a href="../${this.#pages.get(name)}/#${name}">${name}</a>` : name));
	}

	#paragraphs(parts) {
		return this.#inline(parts)
			.split("\n\n")
			.map((text) => `<p>${text}</p>`)
			.join("\n\t\t\t\t");
	}

	#inline(parts) {
		return parts.map(({ text, link }) => (link ? this.link(link) : escape(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>"))).join("");
	}

	#plain(parts) {
		return parts.map(({ text, link }) => text ?? shortName(link)).join("").replaceAll("`", "").replaceAll("\n", " ");
	}
}

const titleOf = (owner, name) => (name === "constructor" ? `new ${owner}` : owner.endsWith("Events") ? `on("${name}")` : name);

/** As people say it: events by their listener's name, what belongs to the module without it. */
function shortName(id) {
	const [owner, ...rest] = id.split(".");
	if (owner === "slim") return rest.join(".");
	if (owner.endsWith("Events") && rest.length > 0) return `${owner.slice(0, -"Events".length)}.on("${rest}")`;
	if ((owner === "Util" || owner === "UtilSupportsObj") && rest.length > 0) return `${owner === "Util" ? "util" : "util.supports"}.${rest}`;
	if (rest[0] === "constructor") return `new ${owner}`;
	return id;
}
