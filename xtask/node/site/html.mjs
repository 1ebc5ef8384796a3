// What all pages have in common is written once: a page has a comment in the place of a
// fragment, `<!-- header -->` for www/shared/header.html.

/**
 * Puts the fragments in their places. In them `{root}` is the way to the top of the
 * site, relative, as the site may be anywhere; a link to the page itself says so, and so
 * does one to the folder that the page is in.
 */
export async function assemble(path, html, fragment) {
	const folders = path.split("/").slice(0, -1);
	const root = "../".repeat(folders.length) || "./";
	const own = `href="${root}${folders.map((name) => `${name}/`).join("")}"`;
	const section = folders.length > 1 && `href="${root}${folders[0]}/"`;
	const places = [...html.matchAll(/^([\t ]*)<!-- ([a-z-]+) -->$/gm)];
	for (const [place, indent, name] of places) {
		const text = (await fragment(name)).trimEnd().replaceAll("{root}", root);
		const mark = (text, link, current) => (link ? text.replace(`<li><a ${link}`, `<li><a aria-current="${current}" ${link}`) : text);
		const marked = name === "header" ? mark(mark(text, own, "page"), section, "true") : text;
		html = html.replace(place, () => marked.replace(/^/gm, indent));
	}
	// What the head waits for.
	return html.replace("</body>", '<div id="end" hidden></div>\n</body>');
}
