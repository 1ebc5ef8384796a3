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

/// WebKit, which Debian builds without WebRTC, and a screen that nobody sees. Where
/// they are not packages of the system, the test is skipped.
pub fn ensure_webkit(report: &Report) {
    if !apt::is_debian() {
        return;
    }
    for (program, package) in [("WebKitWebDriver", "webkit2gtk-driver"), ("Xvfb", "xvfb")] {
        report.check(apt::ensure(report, process::find(&[program]), package));
    }
}
