//! Node and the npm packages.

use super::{missing, Report};
use crate::{error::Result, node, process, project};
use std::process::Command;

pub fn ensure(report: &Report) -> Result<()> {
    let (major, minor) = node::OLDEST;
    let wanted = format!("install Node.js {major}.{minor} or newer, with npm");
    let version = node::command()
        .ok()
        .and_then(|mut node| process::output(node.arg("--version")))
        .ok_or_else(|| missing("node", &wanted))?;
    if numbers(&version) < node::OLDEST {
        return Err(missing(&format!("node {version} is too old"), &wanted));
    }
    report.found(format_args!("node {version}"));
    packages(report, "")
}

/// The packages of a lock file: of the root, or of a folder, whose name ends in `/`.
pub fn packages(report: &Report, folder: &str) -> Result<()> {
    let lock = project::path(&format!("{folder}package-lock.json"));
    // npm's own note of what it installed.
    let installed = project::path(&format!("{folder}node_modules/.package-lock.json"));
    if project::modified(&installed) >= project::modified(&lock) {
        report.found(format_args!("npm packages of {folder}package-lock.json"));
        return Ok(());
    }
    let npm = process::find(&["npm"]).ok_or_else(|| missing("npm", "install it with Node.js"))?;
    report.installing(format_args!("npm packages of {folder}: npm ci"));
    process::run(
        Command::new(npm)
            .args(["ci", "--no-audit", "--no-fund"])
            .current_dir(project::path(folder)),
    )
}

/// Major and minor version.
fn numbers(version: &str) -> (u32, u32) {
    let mut numbers = version
        .trim_start_matches('v')
        .split('.')
        .map(|digits| digits.parse().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    (next(), next())
}
