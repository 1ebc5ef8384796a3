//! The scripts that ship.

use super::{
    settings,
    wasm::{Variant, MSGPACK, SCRIPT},
};
use crate::{error::Result, node, process, project};
use std::process::Command;

struct Bundle {
    /// Relative to `js/`.
    entry: &'static str,
    /// Relative to `pkg/dist/`.
    file: &'static str,
    format: &'static str,
    minify: bool,
    /// The module that it brings along.
    module: &'static Variant,
}

const BUNDLES: &[Bundle] = &[
    Bundle {
        entry: "global.js",
        file: "peerjs.js",
        format: "iife",
        minify: false,
        module: &SCRIPT,
    },
    Bundle {
        entry: "global.js",
        file: "peerjs.min.js",
        format: "iife",
        minify: true,
        module: &SCRIPT,
    },
    Bundle {
        entry: "serializer-msgpack.js",
        file: "serializer.msgpack.mjs",
        format: "esm",
        minify: true,
        module: &MSGPACK,
    },
];

pub fn build() -> Result<()> {
    BUNDLES.iter().try_for_each(Bundle::build)
}

impl Bundle {
    fn build(&self) -> Result<()> {
        let mut esbuild = Command::new(node::program("esbuild"));
        esbuild
            .current_dir(project::root())
            .arg(format!("js/{}", self.entry))
            .arg(format!("--outfile=pkg/dist/{}", self.file))
            .arg(format!("--format={}", self.format))
            .args([
                "--bundle",
                "--sourcemap",
                "--log-level=warning",
                "--loader:.txt=text",
            ])
            .arg(format!("--alias:peerjs-wasm/text=./{}", self.module.text()))
            .args(settings::ESBUILD);
        if self.minify {
            esbuild.arg("--minify");
        }
        process::run(&mut esbuild)
    }
}
