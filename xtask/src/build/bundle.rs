//! The scripts and modules that ship.

use super::{
    settings,
    wasm::{Variant, MSGPACK, SCRIPT},
};
use crate::{error::Result, node, process, project};
use std::process::Command;

/// One run of esbuild.
struct Bundle {
    /// Where the files go.
    folder: &'static str,
    /// Files of `js/`, and what they are called there, without extension.
    entries: &'static [(&'static str, &'static str)],
    extension: &'static str,
    options: &'static [&'static str],
    /// Whether nobody is to read it.
    minify: bool,
    /// The module that it brings along where no MsgPack is used.
    module: &'static Variant,
}

const DIST: &str = "pkg/dist";

/// Made with MsgPack or without, side by side.
const BUNDLES: &[Bundle] = &[
    Bundle {
        folder: DIST,
        entries: &[("global", "peerjs")],
        extension: ".js",
        options: &["--format=iife"],
        minify: false,
        module: &SCRIPT,
    },
    Bundle {
        folder: DIST,
        entries: &[("global", "peerjs.min")],
        extension: ".js",
        options: &["--format=iife", "--minify-syntax"],
        minify: true,
        module: &SCRIPT,
    },
    Bundle {
        folder: DIST,
        entries: &[("global-nowasm", "peerjs.nowasm.min")],
        extension: ".js",
        options: &["--format=iife", "--minify-syntax"],
        minify: true,
        module: &SCRIPT,
    },
    Bundle {
        folder: DIST,
        entries: &[("serializer-msgpack", "serializer.msgpack")],
        extension: ".mjs",
        options: &["--format=esm", "--minify-syntax"],
        minify: true,
        module: &SCRIPT,
    },
    // What several use goes into files of its own, and an application's bundler
    // leaves out the files of which it uses nothing: MsgPack, as a rule.
    Bundle {
        folder: DIST,
        entries: &[
            ("bundler", "bundler"),
            ("serializer-msgpack", "msgpack"),
            ("slim", "slim"),
        ],
        extension: ".mjs",
        options: &["--format=esm", "--splitting", "--minify-syntax"],
        minify: false,
        module: &SCRIPT,
    },
    // CommonJS has no such choice: the module with MsgPack serves all.
    Bundle {
        folder: DIST,
        entries: &[("bundler", "bundler")],
        extension: ".cjs",
        // Tests replace what a module exports, which esbuild's own getters do not allow.
        options: &[
            "--format=cjs",
            "--minify-syntax",
            "--footer:js=module.exports = Object.defineProperty({ ...module.exports }, \"__esModule\", { value: true });",
        ],
        minify: false,
        module: &MSGPACK,
    },
    Bundle {
        folder: "pkg/rust",
        entries: &[("rust-api", "peerjs")],
        // By which servers know it for JavaScript.
        extension: ".js",
        options: &["--format=esm", "--minify-syntax"],
        minify: true,
        module: &SCRIPT,
    },
];

/// Builds all that is JavaScript.
pub fn build() -> Result<()> {
    BUNDLES.iter().try_for_each(Bundle::build)
}

impl Bundle {
    fn build(&self) -> Result<()> {
        let mut esbuild = Command::new(node::program("esbuild"));
        esbuild
            .current_dir(project::root())
            .args(
                self.entries
                    .iter()
                    .map(|(entry, file)| format!("{file}=js/{entry}.js")),
            )
            .args(["--bundle", "--sourcemap"])
            .arg(format!("--outdir={}", self.folder))
            .args(["--log-level=warning", "--loader:.txt=text"])
            .arg(format!("--out-extension:.js={}", self.extension))
            .args(self.options)
            .args(settings::ESBUILD);
        for (name, variant) in [("", self.module), ("msgpack/", &MSGPACK)] {
            esbuild
                .arg(format!(
                    "--alias:peerjs-wasm/{name}text=./{}",
                    variant.text()
                ))
                .arg(format!(
                    "--alias:peerjs-wasm/{name}link=./{}",
                    variant.link()
                ));
        }
        esbuild.arg(format!("--alias:peerjs-wasm/nowasm=./{}", SCRIPT.nowasm()));
        process::run(&mut esbuild)?;
        let minified = self.entries.iter().filter(|_| self.minify);
        minified
            .map(|(_, file)| format!("{file}{}", self.extension))
            .try_for_each(|file| minify(self.folder, &file))
    }
}

/// Shortens a script in place, and its source map with it.
fn minify(folder: &str, file: &str) -> Result<()> {
    let script = project::path(folder).join(file);
    process::run(
        node::script("minify.mjs")?
            .arg(script)
            .arg(settings::TERSER),
    )
}
