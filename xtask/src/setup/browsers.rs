//! The browsers, and what drives them.

use super::{apt, rust_tools, Report};
use crate::{browser::Browser, process};

pub fn ensure(report: &Report) {
    let [chromium, firefox] = Browser::ALL;
    let chromedriver = process::find(&[chromium.driver()]);
    report.check(apt::ensure(report, chromium.find(), "chromium"));
    report.check(apt::ensure(report, chromedriver, "chromium-driver"));
    report.check(apt::ensure(report, firefox.find(), "firefox-esr"));
    report.check(rust_tools::ensure(report, firefox.driver()));
    report.check(rust_tools::ensure(report, "wasm-pack"));
}
