//! The tests, layer by layer, and one count of them all.

mod count;
mod fuzz;
mod run;

use crate::{
    args::Args,
    browser::Browser,
    build,
    error::{Context, Error, Result},
    node, process, project, setup,
    toolchain::{Toolchain, TARGET},
};
use count::{Format, Tally};
use run::Run;
use std::{fs, path::PathBuf, process::Command, str::FromStr};

/// Starts both browsers itself.
const CROSS_BROWSER: &str = "cross-browser.test.mjs";

/// The one file of the codec's tests that is for browsers.
const CODEC_IN_BROWSER: &str = "browser.test.mjs";

/// Those of the packaging tests that differ from one browser to the other.
const PAGES: &[&str] = &["page.test.mjs", "refused.test.mjs"];

/// How long a fuzz target runs, unless told.
const FUZZ_SECONDS: u32 = 60;

#[derive(Clone, Copy, PartialEq)]
enum Layer {
    /// The pure core, and xtask itself, on this machine.
    Native,
    /// The public types: against PeerJS's, and as applications use them.
    Types,
    /// What of the JavaScript needs no browser.
    Js,
    /// The module and the classes in the browsers.
    Wasm,
    /// The API for Rust applications, in the browsers, and its example.
    RustApi,
    /// The codec against PeerJS's own, in Node and in the browsers.
    Codec,
    /// The same scenarios on PeerJS and on ours.
    Oracle,
    /// Ours with ours and with PeerJS, within a browser and between the two.
    E2e,
    /// The package, as applications install it and bundlers take it.
    Packaging,
    /// The benchmarks, as short as they go: that they work.
    Bench,
    /// Any bytes to the decoders.
    Fuzz,
}

pub fn run(args: &mut Args) -> Result<()> {
    let browser = args.option("--browser")?;
    let seconds = args.option("--seconds")?.unwrap_or(FUZZ_SECONDS);
    let layers = match args.positional() {
        Some(name) => vec![name.parse()?],
        None => Layer::ALL.to_vec(),
    };
    args.finish()?;
    let browsers: Vec<Browser> = match browser {
        Some(one) => vec![one],
        None => Browser::ALL.to_vec(),
    };

    let needed = |part: &&setup::Part| layers.iter().any(|layer| layer.needs().contains(part));
    let parts: Vec<_> = setup::Part::ALL.iter().filter(needed).copied().collect();
    setup::run(&parts, setup::Voice::Changes)?;
    if layers.iter().any(|layer| layer.takes_the_script()) {
        build::run()?;
    }

    let mut total = Tally::default();
    let mut lines = Vec::new();
    // Told once more at the end, which is what is read of a long output.
    let mut failures = String::new();
    for layer in layers {
        for mut run in layer.runs(&browsers, seconds)? {
            let tally = run.execute()?;
            if tally.failed > 0 {
                failures += &format!("\n== failed: {}\n\n{}\n", run.name, run.failures()?);
            }
            lines.push(format!("{:<24} {tally}", run.name));
            total += tally;
        }
    }
    println!("{failures}\n{}\n\n{total}", lines.join("\n"));
    (total.failed == 0).then_some(()).ok_or(Error::Reported)
}

impl Layer {
    const ALL: [Self; 11] = [
        Self::Native,
        Self::Types,
        Self::Js,
        Self::Wasm,
        Self::RustApi,
        Self::Codec,
        Self::Oracle,
        Self::E2e,
        Self::Packaging,
        Self::Bench,
        Self::Fuzz,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Types => "types",
            Self::Js => "js",
            Self::Wasm => "wasm",
            Self::RustApi => "rust_api",
            Self::Codec => "codec",
            Self::Oracle => "oracle",
            Self::E2e => "e2e",
            Self::Packaging => "packaging",
            Self::Bench => "bench",
            Self::Fuzz => "fuzz",
        }
    }

    fn needs(self) -> &'static [setup::Part] {
        match self {
            Self::Native | Self::Types | Self::Js => &[setup::Part::Npm],
            Self::Wasm | Self::RustApi | Self::Codec | Self::Oracle | Self::Bench => {
                setup::Part::IN_BROWSERS
            }
            Self::E2e => setup::Part::END_TO_END,
            Self::Packaging => setup::Part::PACKAGING,
            Self::Fuzz => &[setup::Part::Fuzzer],
        }
    }

    fn takes_the_script(self) -> bool {
        matches!(
            self,
            Self::RustApi | Self::Codec | Self::Oracle | Self::E2e | Self::Packaging | Self::Bench
        )
    }

    fn runs(self, browsers: &[Browser], fuzz_seconds: u32) -> Result<Vec<Run>> {
        let name = self.name();
        let in_each = |format, command: &dyn Fn(Browser) -> Result<Command>| {
            let run = |&browser: &Browser| {
                let name = format!("{name}-{}", browser.name());
                Ok(Run::new(name, format, command(browser)?))
            };
            browsers.iter().map(run).collect::<Result<Vec<Run>>>()
        };
        match self {
            Self::Native => Ok(vec![Run::new(name, Format::Cargo, cargo_test())]),
            Self::Types | Self::Js => {
                let command = node_test(self.files()?)?;
                Ok(vec![Run::new(name, Format::Node, command)])
            }
            Self::Wasm => in_each(Format::Cargo, &|browser| wasm_pack(browser, &[])),
            Self::RustApi => {
                build::example()?;
                let arguments = ["--features", "rust-api", "--test", "rust_api"];
                let mut runs = vec![Run::new("rust_api-doc", Format::Cargo, doc_tests()?)];
                runs.extend(in_each(Format::Cargo, &|browser| {
                    wasm_pack(browser, &arguments)
                })?);
                runs.extend(in_each(Format::Node, &|browser| {
                    self.node_test_in(browser)
                })?);
                Ok(runs)
            }
            Self::Codec => {
                let mut files = self.files()?;
                files.retain(|file| !file.ends_with(CODEC_IN_BROWSER));
                let mut runs = vec![Run::new(name, Format::Node, node_test(files)?)];
                runs.extend(in_each(Format::Node, &|browser| {
                    let file = self.folder().join(CODEC_IN_BROWSER);
                    Ok(in_browser(browser, node_test(vec![file])?))
                })?);
                Ok(runs)
            }
            Self::Oracle => {
                let mut runs = in_each(Format::Node, &|browser| self.node_test_in(browser))?;
                let mut command = self.node_test_in(browsers[0])?;
                command.env("LIB", "nowasm");
                runs.push(Run::new("oracle-nowasm", Format::Node, command));
                Ok(runs)
            }
            Self::E2e => {
                let mut runs = in_each(Format::Node, &|browser| self.node_test_in(browser))?;
                if browsers.len() > 1 {
                    let command = node_test(vec![self.folder().join(CROSS_BROWSER)])?;
                    runs.push(Run::new("e2e-cross-browser", Format::Node, command));
                }
                Ok(runs)
            }
            Self::Packaging => {
                // All in one browser, and in the other what differs there.
                let command = in_browser(browsers[0], node_test(self.files()?)?);
                let mut runs = vec![Run::new(name, Format::Node, command)];
                for &browser in &browsers[1..] {
                    let pages = PAGES.iter().map(|file| self.folder().join(file)).collect();
                    let command = in_browser(browser, node_test(pages)?);
                    let name = format!("{name}-{}", browser.name());
                    runs.push(Run::new(name, Format::Node, command));
                }
                Ok(runs)
            }
            Self::Bench => in_each(Format::Node, &|browser| self.node_test_in(browser)),
            Self::Fuzz => fuzz::runs(fuzz_seconds),
        }
    }

    /// Its tests that run in one browser.
    fn node_test_in(self, browser: Browser) -> Result<Command> {
        let mut files = self.files()?;
        files.retain(|file| !file.ends_with(CROSS_BROWSER));
        Ok(in_browser(browser, node_test(files)?))
    }

    fn folder(self) -> PathBuf {
        project::path("tests").join(self.name())
    }

    /// Its tests for Node, which expands no patterns before version 21.
    fn files(self) -> Result<Vec<PathBuf>> {
        let folder = self.folder();
        let mut files = Vec::new();
        for file in fs::read_dir(&folder).context(folder.display())? {
            let file = file.context(folder.display())?.path();
            if file.to_string_lossy().ends_with(".test.mjs") {
                files.push(file);
            }
        }
        files.sort();
        if files.is_empty() {
            // Node would look for tests all over the repository.
            let none = format!("no *.test.mjs in {}", folder.display());
            return Err(Error::failure(none));
        }
        Ok(files)
    }
}

impl FromStr for Layer {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|layer| layer.name() == name)
            .ok_or_else(|| Error::Usage(format!("unknown layer: {name}")))
    }
}

/// The one test of a page that stays open.
pub fn soak(browser: Browser) -> Result<Command> {
    let file = Layer::E2e.folder().join("soak.test.mjs");
    Ok(in_browser(browser, node_test(vec![file])?))
}

fn cargo_test() -> Command {
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(project::root())
        .args(["test", "--workspace", "--no-fail-fast"]);
    cargo
}

fn wasm_pack(browser: Browser, cargo_arguments: &[&str]) -> Result<Command> {
    let find = |program| {
        process::find(&[program]).ok_or_else(|| Error::failure(format!("{program} is missing")))
    };
    let flags = match browser {
        Browser::Chromium => ["--chrome", "--chromedriver"],
        Browser::Firefox => ["--firefox", "--geckodriver"],
    };
    let mut command = Command::new(find("wasm-pack")?);
    command
        .current_dir(project::root())
        .args(["test", "--headless"])
        .args(flags)
        .arg(find(browser.driver())?)
        .arg("--")
        .args(cargo_arguments)
        // Apart from native builds, which are by another compiler.
        .env("CARGO_TARGET_DIR", project::path("target/wasm-pack"))
        // Seconds for all tests together: 20 are not enough on a busy machine.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    Toolchain::find()?.prepare(&mut command)?;
    Ok(command)
}

/// The examples in the documentation of the API: that they compile.
fn doc_tests() -> Result<Command> {
    let mut cargo = Toolchain::find()?.command("cargo")?;
    cargo
        .args(["test", "--doc", "--features", "rust-api"])
        .args(["--target", TARGET])
        .env("CARGO_TARGET_DIR", project::path("target/wasm-pack"));
    Ok(cargo)
}

/// A command whose tests start this browser.
fn in_browser(browser: Browser, mut command: Command) -> Command {
    command.env("BROWSER", browser.name());
    command
}

fn node_test(files: Vec<PathBuf>) -> Result<Command> {
    let mut command = node::command()?;
    command
        .args(["--test", "--test-reporter=spec", "--expose-gc"])
        .args(files);
    Ok(command)
}
