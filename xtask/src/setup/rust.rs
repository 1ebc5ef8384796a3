//! A Rust toolchain for wasm32: through rustup, or else Debian's, for which std
//! is built here.

use super::{apt, debian_std, missing, Report, Voice};
use crate::{
    error::Result,
    process, project,
    toolchain::{Toolchain, TARGET},
};
use std::{fs, path::Path, process::Command, time::Duration};

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

/// Left where rustup could not add rust-src: for which compiler.
const REFUSED: &str = "target/no-rust-src";

pub fn ensure(report: &Report) -> Result<()> {
    if let Some(toolchain) = Toolchain::find().ok().or_else(|| from_rustup(report)) {
        add_source(report, &toolchain);
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
    add(report, &rustup, ["target", "add", TARGET]).then_some(())?;
    Toolchain::on_path().filter(Toolchain::has_std)
}

/// Has rustup add rust-src to a toolchain of its own that lacks it, so that std is built
/// for size. No error where it cannot be had: what is built without it can be tested.
fn add_source(report: &Report, toolchain: &Toolchain) {
    if toolchain.has_source() {
        return;
    }
    let Some(rustup) = process::find(&["rustup"]).filter(|rustup| is_of(rustup, toolchain)) else {
        return;
    };
    // Each command comes through here, and must not wait for a server that cannot be
    // reached each time; `cargo xtask setup` tries again.
    let refused = project::path(REFUSED);
    let was_refused = fs::read_to_string(&refused).is_ok_and(|by| by == toolchain.version);
    if was_refused && report.voice == Voice::Changes {
        return;
    }
    if !add(report, &rustup, ["component", "add", "rust-src"]) {
        // If that cannot be written, it is tried again.
        let _ = fs::write(refused, &toolchain.version);
    }
}

/// Whether a toolchain is rustup's, and the one that it adds to.
fn is_of(rustup: &Path, toolchain: &Toolchain) -> bool {
    let mut which = Command::new(rustup);
    which.current_dir(project::root()).args(["which", "rustc"]);
    process::output(&mut which)
        .is_some_and(|rustc| Path::new(&rustc).starts_with(&toolchain.sysroot))
}

fn add(report: &Report, rustup: &Path, what: [&str; 3]) -> bool {
    report.installing(format_args!("rustup {}", what.join(" ")));
    // In the repository, where the toolchain was looked for.
    let mut rustup = Command::new(rustup);
    process::succeeds_within(PATIENCE, rustup.current_dir(project::root()).args(what))
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
