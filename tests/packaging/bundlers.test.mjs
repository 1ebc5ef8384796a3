// Applications of PeerJS, built by the bundlers with this package in its place: two
// Peers meet in each.

import nodeResolve from "@rollup/plugin-node-resolve";
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";

import * as esbuild from "esbuild";
import { Parcel } from "@parcel/core";
import { rollup } from "rollup";
import * as vite from "vite";
import webpack from "webpack";

import { BROWSER } from "../support/environment.mjs";
import { install } from "./install.mjs";
import { pageOf, serve } from "./serve.mjs";
import { HELLO, startVisitor } from "./visit.mjs";
import { withViteServer } from "./vite-server.mjs";


/** What only the code of MsgPack says. */
const MSGPACK = "MsgPackFailure";
/** Most characters of all the scripts, with the module for Peer alone; and without. */
const PEER_ONLY = 104_000;
const SLIM = 40_000;

/** Each writes `entry` and what it needs to a folder, the entry as `name`.js. */
const BUNDLERS = {
	"Vite, for production": ({ folder, entry, out }) =>
		vite.build({
			root: folder,
			base: "./",
			logLevel: "error",
			build: { outDir: out, rollupOptions: { input: join(folder, `${entry}.js`), output: { entryFileNames: "[name].js", format: "es" } } },
		}),
	"webpack 5": ({ folder, entry, out }) =>
		promisify(webpack)({
			context: folder,
			mode: "production",
			entry: { [entry]: `./${entry}.js` },
			output: { path: out, filename: "[name].js", publicPath: "auto" },
		}).then((stats) => assert.ok(!stats.hasErrors() && !stats.hasWarnings(), stats.toString())),
	Rollup: async ({ folder, entry, out }) => {
		const warnings = [];
		const bundle = await rollup({ input: join(folder, `${entry}.js`), plugins: [nodeResolve({ browser: true })], onwarn: (warning) => warnings.push(warning) });
		await bundle.write({ dir: out, format: "es" });
		assert.deepEqual(warnings, []);
	},
	esbuild: async ({ folder, entry, out }) => {
		const { warnings } = await esbuild.build({ entryPoints: [join(folder, `${entry}.js`)], outdir: out, bundle: true, minify: true, format: "esm", logLevel: "silent" });
		assert.deepEqual(warnings, []);
	},
	Parcel: ({ folder, entry, out }) =>
		new Parcel({
			entries: join(folder, `${entry}.html`),
			defaultConfig: createRequire(import.meta.url).resolve("@parcel/config-default"),
			mode: "production",
			shouldDisableCache: true,
			defaultTargetOptions: { distDir: out, publicUrl: "./" },
		}).run(),
};

describe(`bundlers, in ${BROWSER}`, { timeout: 240_000 }, () => {
	let folder, visitor, server;
	before(async () => {
		folder = install(`bundlers-${BROWSER}`);
		[visitor, server] = await Promise.all([startVisitor(), serve({ "/": join(folder, "out") + "/" })]);
	});
	after(async () => {
		server?.close();
		await visitor?.close();
	});

	/** Builds, and returns all of the JavaScript that there is then. */
	async function build(bundler, entry) {
		const out = outOf(bundler, entry);
		await BUNDLERS[bundler]({ folder, entry, out });
		const files = readdirSync(out, { recursive: true });
		const html = join(out, `${entry}.html`);
		if (!existsSync(html)) writeFileSync(html, pageOf(`./${entry}.js`));
		const scripts = files.filter((file) => file.endsWith(".js"));
		return scripts.map((file) => readFileSync(join(out, file), "utf8")).join("");
	}

	const outOf = (bundler, entry) => join(folder, "out", bundler.replace(/\W+/g, "-"), entry);
	const meet = (bundler, entry) => visitor.meet(`${server.origin}${outOf(bundler, entry).slice(join(folder, "out").length)}/${entry}.html`);

	for (const bundler of Object.keys(BUNDLERS)) {
		test(`${bundler}: Peer, without the code of MsgPack`, async () => {
			const script = await build(bundler, "main");
			assert.ok(!script.includes(MSGPACK));
			assert.ok(script.length < PEER_ONLY, `${script.length} characters`);
			assert.equal(await meet(bundler, "main"), HELLO);
		});
	}

	test("esbuild: the default export", async () => {
		await build("esbuild", "main-default");
		assert.equal(await meet("esbuild", "main-default"), HELLO);
	});

	for (const bundler of ["webpack 5", "esbuild"]) {
		test(`${bundler}: MsgPackPeer`, async () => {
			assert.ok((await build(bundler, "main-msgpack")).includes(MSGPACK));
			assert.equal(await meet(bundler, "main-msgpack"), HELLO);
		});
	}

	// These make a file of `new URL("…", import.meta.url)`.
	for (const bundler of ["Vite, for production", "webpack 5", "Parcel"]) {
		test(`${bundler}: slim, its module as a file`, async () => {
			const script = await build(bundler, "main-slim");
			assert.ok(script.length < SLIM, `${script.length} characters`);
			assert.equal(await meet(bundler, "main-slim"), HELLO);
		});
	}

	test("Vite's own server", async () => {
		// What is optimized is moved, and `import.meta.url` with it.
		await withViteServer(folder, { optimizeDeps: { exclude: ["peerjs/slim"] } }, async (origin) => {
			for (const entry of ["main", "main-slim"]) assert.equal(await visitor.meet(`${origin}/${entry}.html`), HELLO, entry);
		});
	});
});
