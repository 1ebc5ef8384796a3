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
mod setup;
mod size;
mod test;
mod toolchain;

use args::Args;
use error::{Error, Result};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  setup                 Make sure that all tools are there; install what is missing
  build                 Build pkg/dist/peerjs.js and pkg/dist/peerjs.min.js
  demo                  Serve the demo pages and a PeerServer until Ctrl-C
    --port N            Port of the pages (8000)
    --peer-port N       Port of the PeerServer (9000)
  test [layer]          Run the tests: native, types, js, wasm, codec, oracle, e2e, fuzz, or all
    --browser NAME      Only in chromium or in firefox
    --seconds N         How long each fuzz target runs (60)
  bench codec           Measure the codec against its rivals
    --engine NAME       Only in chromium, in firefox or in node
    --rounds N          Samples of each (15)
    --only TEXT         Only payloads with this in their name
  bench data            Measure the data path beside the raw channel and PeerJS
    --engine NAME       Only in chromium or in firefox
    --rounds N          Samples of each (5)
    --only TEXT         Only measures with this in their name
  lint                  Check formatting and run clippy, for the host and for wasm32
  size                  Compare the size of the script with PeerJS's
  help                  Show this

demo, test and bench set up and build what they need first.
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
        Some("lint") => {
            args.finish()?;
            lint::run()
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
