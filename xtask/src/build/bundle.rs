//! The scripts that ship.

use super::{settings, TEXT};
use crate::{error::Result, node, process, project};
use std::process::Command;

struct Bundle {
    /// Relative to `js/`.
    entry: &'static str,
    /// Relative to `pkg/dist/`.
    file: &'static str,
    format: &'static str,
    minify: bool,
}

const BUNDLES: &[Bundle] = &[
    Bundle {
        entry: "global.js",
        file: "peerjs.js",
        format: "iife",
        minify: false,
    },
    Bundle {
        entry: "global.js",
        file: "peerjs.min.js",
        format: "iife",
        minify: true,
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
            .arg(format!("--alias:peerjs-wasm/text=./{TEXT}"))
            .args(settings::ESBUILD);
        if self.minify {
            esbuild.arg("--minify");
        }
        process::run(&mut esbuild)
    }
}
