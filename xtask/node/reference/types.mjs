// Reads the declarations of js/*.d.ts and their comments, by TypeScript's own parser.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { SyntaxKind } from "typescript/unstable/ast";
import { API } from "typescript/unstable/sync";

/** Where declarations are, and what goes before their names. */
const FILES = { "types.d.ts": "", "slim.d.mts": "slim." };

const read = (file) => readFileSync(new URL(`../../../js/${file}`, import.meta.url), "utf8");

let last = {};

/**
 * All declarations, by name: `{ name, kind, exported, heritage, text, doc, members }`, and each
 * of `members` is `{ name, owner, kind, text, doc, forSubclasses }`. Kept while the files are the same.
 */
export function readTypes() {
	const texts = Object.keys(FILES).map(read);
	if (texts.join() !== last.texts?.join()) last = { texts, types: parse() };
	return last.types;
}

function parse() {
	const folder = mkdtempSync(join(tmpdir(), "reference-"));
	const files = Object.keys(FILES).map((file) => fileURLToPath(new URL(`../../../js/${file}`, import.meta.url)));
	const config = join(folder, "tsconfig.json");
	// Only the syntax is looked at.
	writeFileSync(config, JSON.stringify({ compilerOptions: { noEmit: true, noLib: true, noResolve: true, types: [] }, files }));
	const api = new API({ cwd: folder });
	try {
		const { program } = api.updateSnapshot({ openProjects: [config] }).getProjects()[0];
		const declarations = files.flatMap((file, i) => {
			const prefix = Object.values(FILES)[i];
			const source = program.getSourceFile(file);
			return source.statements.flatMap((statement) => declaration(statement, source, prefix) ?? []);
		});
		return merged(declarations);
	} finally {
		api.close();
		rmSync(folder, { recursive: true });
	}
}

/**
 * Declarations by name. What stands beside one in a namespace of its name is told of as its
 * member, and so is what it has from one that is internal.
 */
function merged(declarations) {
	const types = new Map(declarations.filter(({ kind }) => kind !== "namespace").map((one) => [one.name, one]));
	const add = (name, members) => types.get(name).members.push(...members.map((member) => ({ ...member, owner: name })));
	for (const { name, kind, members } of declarations) if (kind === "namespace") add(name, members);
	const isInternal = (name) => types.get(name)?.doc.internal;
	for (const { name, bases } of [...types.values()].filter(({ doc }) => !doc.internal)) {
		for (let parents = bases.filter(isInternal); parents.length > 0; parents = parents.flatMap((parent) => types.get(parent).bases).filter(isInternal)) {
			for (const parent of parents) add(name, types.get(parent).members);
		}
	}
	return types;
}

const KINDS = {
	[SyntaxKind.ClassDeclaration]: "class",
	[SyntaxKind.InterfaceDeclaration]: "interface",
	[SyntaxKind.EnumDeclaration]: "enum",
	[SyntaxKind.ModuleDeclaration]: "namespace",
	[SyntaxKind.TypeAliasDeclaration]: "type",
	[SyntaxKind.FunctionDeclaration]: "function",
	[SyntaxKind.VariableStatement]: "constant",
};

function declaration(node, source, prefix) {
	const kind = KINDS[node.kind];
	if (!kind) return undefined;
	const { name } = kind === "constant" ? node.declarationList.declarations[0] : node;
	// Up to the body, where there is one.
	const text = textOf(node, source, node.members?.pos).replace(/^export /, "").replace(/^declare /, "").replace(/ \{$/, "");
	return {
		name: prefix + name.text,
		kind,
		exported: has(node, SyntaxKind.ExportKeyword),
		text,
		doc: docOf(node),
		bases: (node.heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression }) => expression.text)),
		members: kind === "namespace" ? constantsOf(node, source, prefix + name.text) : membersOf(node, source, prefix + name.text),
	};
}

/** The constants of a namespace, as the members of an enum. */
function constantsOf(node, source, owner) {
	return node.body.statements.map((statement) => {
		const { name, type } = statement.declarationList.declarations[0];
		return { name: name.text, owner, kind: "member", text: `${name.text} = ${textOf(type, source)}`, doc: docOf(statement), forSubclasses: false };
	});
}

function membersOf(node, source, owner) {
	const members = new Map();
	for (const member of node.members ?? []) {
		const doc = docOf(member);
		if (doc.internal || has(member, SyntaxKind.PrivateKeyword)) continue;
		const isConstructor = member.kind === SyntaxKind.Constructor;
		const name = isConstructor ? "constructor" : textOf(member.name ?? member, source);
		const text = textOf(member, source).replace(/;$/, "");
		const known = members.get(name);
		if (known) {
			// Overloads.
			known.text += `\n${text}`;
			for (const key of ["params", "text"]) known.doc[key] = known.doc[key].length > 0 ? known.doc[key] : doc[key];
			continue;
		}
		const forSubclasses = has(member, SyntaxKind.ProtectedKeyword) || name.startsWith("_") || (isConstructor && owner !== "Peer");
		members.set(name, { name, owner, kind: "member", text, doc, forSubclasses });
	}
	const isFirst = ({ name }) => (name === "constructor" ? 0 : 1);
	return [...members.values()].sort((a, b) => isFirst(a) - isFirst(b));
}

const has = (node, modifier) => node.modifiers?.some(({ kind }) => kind === modifier) ?? false;

/** A node as it is written, without its comments. */
function textOf(node, source, end = node.end) {
	const text = source.text.slice(node.pos, end).replaceAll(/\/\*\*[^]*?\*\/|^\s*\/\/ .*$/gm, "");
	return text.trim().replaceAll(/\n\t+\n/g, "\n");
}

/** The parts of a doc comment. Texts are lists of `{ text }` and `{ link }`. */
function docOf(node) {
	const [comment] = node.jsDoc?.slice(-1) ?? [];
	const tags = [...(comment?.tags ?? [])];
	const all = (name) => tags.filter(({ tagName }) => tagName.text === name);
	return {
		text: partsOf(comment?.comment),
		params: tags
			.filter(({ kind }) => kind === SyntaxKind.JSDocParameterTag)
			.map(({ name, comment }) => ({ name: name.text, text: withoutDash(partsOf(comment)) })),
		returns: all("returns").map(({ comment }) => partsOf(comment))[0],
		throws: all("throws").map(({ comment, typeExpression }) => partsOf(comment, typeExpression)),
		internal: all("internal").length > 0,
		stage: ["experimental", "beta", "deprecated"].find((name) => all(name).length > 0),
	};
}

function partsOf(comment) {
	const parts = typeof comment === "string" ? [{ text: comment }] : [...(comment ?? [])];
	const links = [SyntaxKind.JSDocLink, SyntaxKind.JSDocLinkCode, SyntaxKind.JSDocLinkPlain];
	return parts.map((part) => (links.includes(part.kind) ? { link: nameOf(part.name) + part.text } : { text: part.text })).filter(({ text }) => text !== "");
}

const withoutDash = ([first, ...rest]) => [{ ...first, text: first?.text?.replace(/^- /, "") }, ...rest];

const nameOf = (node) => (node.left ? `${nameOf(node.left)}.${node.right.text}` : node.text);
