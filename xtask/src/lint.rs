//! Formatting, clippy and rustdoc.

use crate::{
    build,
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
    // What the crate for applications in Rust binds.
    build::run()?;

    let toolchain = Toolchain::find()?;
    match toolchain.has("cargo-clippy") {
        true => clippy(&toolchain)?,
        false => println!(
            "skipped  clippy for {TARGET}: {} comes without it",
            toolchain.version
        ),
    }
    for features in ["msgpack", "rust-api"] {
        process::run(
            toolchain
                .command("cargo")?
                .args(["doc", "--no-deps", "--package", "peerjs-wasm"])
                .args(["--features", features])
                .args(["--target", TARGET, "--target-dir", "target/lint"])
                .env("RUSTDOCFLAGS", "--deny warnings"),
        )?;
    }
    Ok(())
}

/// What the script is made of, and the API that takes its place.
fn clippy(toolchain: &Toolchain) -> Result<()> {
    for (package, features) in [
        ("peerjs-wasm", "msgpack"),
        ("peerjs-wasm", "rust-api"),
        ("echo", ""),
    ] {
        process::run(
            toolchain
                .command("cargo")?
                .args(["clippy", "--package", package, "--all-targets"])
                .args(["--features", features])
                .args(["--target", TARGET, "--target-dir", "target/lint"])
                .args(STRICT),
        )?;
    }
    Ok(())
}

fn cargo() -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(project::root());
    cargo
}
