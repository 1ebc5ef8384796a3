// docs/benchmarks.md: between two comments stands what a run has measured.

const mark = (part, engine) => `<!-- bench ${part} ${engine} -->`;
const END = "<!-- end -->";

/**
 * The document with a run's block in the place of what was there.
 * @throws Where it has no place for it.
 */
export function insert(document, { part, engine }, block) {
	const begin = document.indexOf(mark(part, engine));
	const end = document.indexOf(END, begin);
	if (begin === -1 || end === -1) throw new Error(`no place for ${part}, ${engine}`);
	return `${document.slice(0, begin + mark(part, engine).length)}\n\n${block.trim()}\n\n${document.slice(end)}`;
}
