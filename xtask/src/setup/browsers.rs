//! The browsers, and what drives them.

use super::{apt, rust_tools, Report};
use crate::{browser::Browser, error::Result, process};
use std::path::PathBuf;

pub fn ensure(report: &Report) {
    let [chromium, firefox] = Browser::ALL;
    let chromedriver = process::find(&[chromium.driver()]);
    report.check(from_debian(report, chromium.find(), "chromium"));
    report.check(from_debian(report, chromedriver, "chromium-driver"));
    report.check(from_debian(report, firefox.find(), "firefox-esr"));
    report.check(rust_tools::ensure(report, firefox.driver()));
    report.check(rust_tools::ensure(report, "wasm-pack"));
}

fn from_debian(report: &Report, found: Option<PathBuf>, package: &str) -> Result<()> {
    match found {
        Some(program) => {
            report.found(program.display());
            Ok(())
        }
        None => apt::install(report, package, &[package]),
    }
}
