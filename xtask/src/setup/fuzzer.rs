//! cargo-fuzz, and what compiles libFuzzer.

use super::{apt, rust_tools, Report};
use crate::{error::Result, process};

pub fn ensure(report: &Report) {
    report.check(compiler(report));
    report.check(rust_tools::ensure(report, "cargo-fuzz"));
}

fn compiler(report: &Report) -> Result<()> {
    match process::find(&["c++"]) {
        Some(program) => {
            report.found(program.display());
            Ok(())
        }
        None => apt::install(report, "c++", &["g++"]),
    }
}
