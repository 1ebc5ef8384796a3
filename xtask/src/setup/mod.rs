//! Makes sure that the tools are there. Each part looks first, and installs only
//! what is missing; where it may not install, it names the command that does.

mod apt;
mod browsers;
mod debian_std;
mod fuzzer;
mod networks;
mod npm;
mod rust;
mod rust_tools;

use crate::{
    error::{Error, Result},
    process,
};
use std::{cell::Cell, fmt::Display};

/// What can be set up by itself.
#[derive(Clone, Copy, PartialEq)]
pub enum Part {
    /// A Rust toolchain for wasm32.
    Rust,
    /// Node and the npm packages, wasm-opt and esbuild among them.
    Npm,
    /// wasm-bindgen's program.
    Bindgen,
    /// wasm-pack, the browsers and their drivers.
    Browsers,
    /// What the end-to-end tests' servers and networks take besides Node: coturn, openssl
    /// for a certificate, iptables and the like.
    Servers,
    /// Bundlers and the like, which only the packaging tests take; and WebKit.
    Packaging,
    /// cargo-fuzz.
    Fuzzer,
}

impl Part {
    pub const ALL: &'static [Self] = &[
        Self::Rust,
        Self::Npm,
        Self::Bindgen,
        Self::Browsers,
        Self::Servers,
        Self::Packaging,
        Self::Fuzzer,
    ];
    /// What it takes to build and to run that in browsers.
    pub const IN_BROWSERS: &'static [Self] =
        &[Self::Rust, Self::Npm, Self::Bindgen, Self::Browsers];
    /// What the end-to-end tests take.
    pub const END_TO_END: &'static [Self] = &[
        Self::Rust,
        Self::Npm,
        Self::Bindgen,
        Self::Browsers,
        Self::Servers,
    ];
    /// What the packaging tests take.
    pub const PACKAGING: &'static [Self] = &[
        Self::Rust,
        Self::Npm,
        Self::Bindgen,
        Self::Browsers,
        Self::Packaging,
    ];
    /// What a build takes.
    pub const BUILD: &'static [Self] = &[Self::Rust, Self::Npm, Self::Bindgen];
}

/// What is reported.
#[derive(Clone, Copy, PartialEq)]
pub enum Voice {
    All,
    /// Only what is being installed.
    Changes,
}

/// Makes sure of these parts. What fails does not keep the rest from being looked
/// at, so that everything missing is named at once.
pub fn run(parts: &[Part], voice: Voice) -> Result<()> {
    let report = Report {
        voice,
        complete: Cell::new(true),
    };
    for part in parts {
        match part {
            Part::Rust => report.check(rust::ensure(&report)),
            Part::Npm => report.check(npm::ensure(&report)),
            Part::Bindgen => report.check(rust_tools::ensure_bindgen(&report)),
            Part::Browsers => browsers::ensure(&report),
            Part::Servers => {
                for (program, package) in [("turnserver", "coturn"), ("openssl", "openssl")] {
                    let found = process::find(&[program]);
                    report.check(apt::ensure(&report, found, package));
                }
                networks::ensure(&report);
            }
            Part::Packaging => {
                report.check(npm::packages(&report, "tests/packaging/"));
                browsers::ensure_webkit(&report);
            }
            Part::Fuzzer => fuzzer::ensure(&report),
        }
    }
    report.complete.get().then_some(()).ok_or(Error::Reported)
}

/// One line for each tool.
struct Report {
    voice: Voice,
    /// Whether nothing is missing so far.
    complete: Cell<bool>,
}

impl Report {
    fn found(&self, tool: impl Display) {
        if self.voice == Voice::All {
            println!("found    {tool}");
        }
    }

    fn installing(&self, tool: impl Display) {
        println!("install  {tool}");
    }

    fn check(&self, result: Result<()>) {
        if let Err(error) = result {
            println!("missing  {error}");
            self.complete.set(false);
        }
    }
}

/// What is missing and what brings it.
fn missing(tool: &str, remedy: impl Display) -> Error {
    Error::Failure(format!("{tool}: {remedy}"))
}
