//! cargo-fuzz, and what compiles libFuzzer.

use super::{apt, rust_tools, Report};
use crate::process;

pub fn ensure(report: &Report) {
    report.check(apt::ensure(report, process::find(&["c++"]), "g++"));
    report.check(rust_tools::ensure(report, "cargo-fuzz"));
}
