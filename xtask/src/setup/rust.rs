//! A Rust toolchain for wasm32: through rustup, or else Debian's, for which std
//! is built here.

use super::{apt, debian_std, missing, Report};
use crate::{
    error::Result,
    process,
    toolchain::{Toolchain, TARGET},
};
use std::{process::Command, time::Duration};

/// The compiler, its sources, the linker, and clippy of the same version.
const DEBIAN: &[&str] = &[
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-llvm",
    "lld-22",
    "rust-web-clippy",
];

/// How long rustup may take for a download of some 25 MB. Where its server
/// cannot be reached, there is another way to go.
const PATIENCE: Duration = Duration::from_secs(90);

pub fn ensure(report: &Report) -> Result<()> {
    if let Some(toolchain) = Toolchain::find().ok().or_else(|| from_rustup(report)) {
        report.found(format_args!(
            "{} for {TARGET}{}",
            toolchain.version,
            size_note(&toolchain)
        ));
        return Ok(());
    }
    let installed = Toolchain::system().filter(|toolchain| toolchain.has_source() && has_linker());
    let toolchain = match installed {
        Some(toolchain) => toolchain,
        None => {
            let tool = format!("Rust for {TARGET} (rustup target add {TARGET} did not work)");
            apt::install(report, &tool, DEBIAN)?;
            Toolchain::system().ok_or_else(|| missing("rustc", "not in Debian's rustc-web"))?
        }
    };
    debian_std::install(report, &toolchain)
}

/// The toolchain on PATH, once rustup has added what it takes.
fn from_rustup(report: &Report) -> Option<Toolchain> {
    let rustup = process::find(&["rustup"])?;
    let add = |what: [&str; 3]| {
        report.installing(format_args!("rustup {}", what.join(" ")));
        process::succeeds_within(PATIENCE, Command::new(&rustup).args(what))
    };
    add(["target", "add", TARGET]).then_some(())?;
    let toolchain = Toolchain::on_path().filter(Toolchain::has_std)?;
    // For a std that is built for size; there is one without it too.
    if !toolchain.has_source() {
        add(["component", "add", "rust-src"]);
    }
    Some(toolchain)
}

fn size_note(toolchain: &Toolchain) -> &'static str {
    match toolchain.has_source() {
        true => "",
        false => " (without rust-src: the script will be larger)",
    }
}

fn has_linker() -> bool {
    process::find(&["rust-lld"]).is_some()
}
