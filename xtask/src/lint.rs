//! Formatting and clippy.

use crate::{
    error::Result,
    process, project, setup,
    toolchain::{Toolchain, TARGET},
};
use std::process::Command;

const STRICT: [&str; 3] = ["--", "--deny", "warnings"];

pub fn run() -> Result<()> {
    setup::run(&[setup::Part::Rust], setup::Voice::Changes)?;
    process::run(cargo().args(["fmt", "--all", "--check"]))?;
    process::run(
        cargo()
            .args(["clippy", "--workspace", "--all-targets", "--all-features"])
            .args(STRICT),
    )?;

    let toolchain = Toolchain::find()?;
    if !toolchain.has("cargo-clippy") {
        println!(
            "skipped  clippy for {TARGET}: {} comes without it",
            toolchain.version
        );
        return Ok(());
    }
    process::run(
        toolchain
            .command("cargo")?
            .args(["clippy", "--package", "peerjs-wasm"])
            .args(["--all-targets", "--all-features"])
            .args(["--target", TARGET, "--target-dir", "target/lint"])
            .args(STRICT),
    )
}

fn cargo() -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(project::root());
    cargo
}
