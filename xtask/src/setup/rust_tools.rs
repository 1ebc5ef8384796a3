//! Programs from the crate registry.

use super::Report;
use crate::{error::Result, process, project};
use std::process::Command;

/// wasm-bindgen's program, which has to be of the very version of the crate.
pub fn ensure_bindgen(report: &Report) -> Result<()> {
    let version = project::locked_version("wasm-bindgen")?;
    let wanted = format!("wasm-bindgen {version}");
    // wasm-pack runs tests with the second.
    let present = ["wasm-bindgen", "wasm-bindgen-test-runner"]
        .iter()
        .all(|name| {
            process::find(&[name])
                .and_then(|program| process::output(Command::new(program).arg("--version")))
                .is_some_and(|text| text.ends_with(&format!(" {version}")))
        });
    if present {
        report.found(wanted);
        return Ok(());
    }
    install(
        report,
        &[
            "wasm-bindgen-cli",
            "--version",
            &format!("={version}"),
            "--force",
        ],
    )
}

/// A program that any version of does.
pub fn ensure(report: &Report, name: &str) -> Result<()> {
    match process::find(&[name]) {
        Some(program) => {
            report.found(program.display());
            Ok(())
        }
        None => install(report, &[name]),
    }
}

fn install(report: &Report, what: &[&str]) -> Result<()> {
    report.installing(format_args!("cargo install {}", what.join(" ")));
    process::run(
        Command::new("cargo")
            .args(["install", "--quiet"])
            .args(what)
            // The programs share many of their crates.
            .env("CARGO_TARGET_DIR", project::path("target/tools")),
    )
}
