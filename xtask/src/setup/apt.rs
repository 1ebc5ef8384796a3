//! Debian's packages.

use super::{missing, Report};
use crate::{error::Result, process};
use std::{fs, path::PathBuf, process::Command, sync::Once};

/// A program that a package brings, unless it was found.
pub fn ensure(report: &Report, found: Option<PathBuf>, package: &str) -> Result<()> {
    match found {
        Some(program) => {
            report.found(program.display());
            Ok(())
        }
        None => install(report, package, &[package]),
    }
}

/// Installs packages, or says how to.
pub fn install(report: &Report, tool: &str, packages: &[&str]) -> Result<()> {
    let by_hand = format!("apt-get install {}", packages.join(" "));
    if !is_debian() {
        return Err(missing(
            tool,
            format!("install it with the system's package manager (on Debian: {by_hand})"),
        ));
    }
    if !is_root() {
        return Err(missing(tool, format!("sudo {by_hand}")));
    }
    report.installing(format_args!("{tool}: {by_hand}"));
    static LISTS: Once = Once::new();
    let mut updated = Ok(());
    LISTS.call_once(|| updated = process::run(apt_get().arg("update")));
    updated?;
    process::run(
        apt_get()
            .args(["install", "--yes", "--no-install-recommends"])
            .args(packages),
    )
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.arg("-qq").env("DEBIAN_FRONTEND", "noninteractive");
    command
}

pub fn is_debian() -> bool {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    release.lines().any(|line| line == "ID=debian")
}

pub fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).as_deref() == Some("0")
}
