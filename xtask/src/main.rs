//! Build, test and measure: `cargo xtask help`.

mod args;
mod bench;
mod browser;
mod build;
mod demo;
mod error;
mod lint;
mod node;
mod process;
mod project;
mod release;
mod setup;
mod site;
mod size;
mod soak;
mod test;
mod toolchain;

use args::Args;
use error::{Error, Result};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  setup                 Make sure that all tools are there; install what is missing
  build                 Build the package in pkg: the scripts in pkg/dist, and pkg/rust
  demo                  Serve the site and a PeerServer until Ctrl-C
    --port N            Port of both (8000)
    --host ADDRESS      Address they listen on; 0.0.0.0 lets other devices in (127.0.0.1)
  site                  Write the site to target/site, ready for a static host
  test [layer]          Run all tests, or one layer of them: native, types, js, wasm,
                        rust_api, codec, oracle, e2e, packaging, bench, fuzz
    --browser NAME      Only in chromium or in firefox
    --seconds N         How long each fuzz target runs (60)
  soak                  Keep a page busy, and see that nothing grows
    --browser NAME      Only in chromium or in firefox
    --seconds N         How long in each (300)
  bench <part>          Measure ours beside its rivals: codec, data, start, connect,
                        scale, or all; prints tables, leaves numbers and plots in
                        target/bench
    --engine NAME       Only in chromium or in firefox; the codec also in node
    --rounds N          Samples of each, however long they take
    --only TEXT         Only what has this in its name
    --out FILE          Where the numbers go
    --plots FOLDER      Where the plots go
    --baseline FILE     Compare with a run that was kept
    --docs              Put tables and plots into docs/benchmarks.md
  bench show FILE...    The tables and plots of runs that were kept
  lint                  Check formatting and run clippy, for the host and for wasm32
  release               Check all that publishing takes; pack, print sizes and integrity values
    --dry-run           Also while there is no repository and no date: tell of it, and go on
  size                  Print what ships in bytes, by part; fail past the budget
  help                  Show this

All but help set up what they need first, and all that need the package build it.
";

fn main() -> ExitCode {
    match run(&mut Args::from_env()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error @ Error::Usage(_)) => {
            eprintln!("{error}\n\n{HELP}");
            ExitCode::from(2)
        }
        Err(Error::Reported) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &mut Args) -> Result<()> {
    match args.positional().as_deref() {
        Some("setup") => {
            args.finish()?;
            setup::run(setup::Part::ALL, setup::Voice::All)
        }
        Some("build") => {
            args.finish()?;
            build::run()
        }
        Some("demo") => demo::run(args),
        Some("bench") => bench::run(args),
        Some("test") => test::run(args),
        Some("soak") => soak::run(args),
        Some("release") => release::run(args),
        Some("lint") => {
            args.finish()?;
            lint::run()
        }
        Some("site") => {
            args.finish()?;
            site::run()
        }
        Some("size") => {
            args.finish()?;
            size::run()
        }
        Some("help" | "--help" | "-h") => {
            args.finish()?;
            print!("{HELP}");
            Ok(())
        }
        Some(other) => Err(Error::Usage(format!("unknown command: {other}"))),
        None => Err(Error::Usage("no command given".into())),
    }
}
