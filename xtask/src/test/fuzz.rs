//! The fuzz targets, one run each.

use super::{count::Format, run::Run};
use crate::{
    error::{Context, Result},
    process, project,
};
use std::{fs, process::Command};

/// A target, and the folder of its seeds.
const TARGETS: [(&str, &str); 6] = [
    ("pack_decode", "pack"),
    ("msgpack_decode", "msgpack"),
    ("pack_round_trip", "pack"),
    ("msgpack_round_trip", "msgpack"),
    ("reassemble", "reassemble"),
    ("signal", "signal"),
];

/// Long runs come to inputs that exceed the window that the codec reads at a time.
const LONGEST: &str = "-max_len=40000";

/// Runs that take so many seconds each. What they find interesting is kept in
/// `fuzz/corpus`, where the next ones go on.
pub fn runs(seconds: u32) -> Result<Vec<Run>> {
    let run = |(target, seeds): (&str, &str)| {
        let name = format!("fuzz-{target}");
        let corpus = project::path("fuzz/corpus").join(target);
        fs::create_dir_all(&corpus).context(corpus.display())?;
        let mut command = Command::new("cargo");
        command
            .current_dir(project::root())
            // Without a sanitizer, since the core has no unsafe code.
            .args(["fuzz", "run", "--sanitizer=none"])
            .args(["--target-dir", "target/fuzz", target])
            .args([corpus, project::path("fuzz/seeds").join(seeds)])
            .args(["--", LONGEST, "-print_final_stats=1"])
            .arg(format!("-max_total_time={seconds}"))
            // What failed, beside the log.
            .arg(format!(
                "-artifact_prefix={}/",
                Run::artifacts(&name).display()
            ))
            .env("PATH", process::path_with(&[])?)
            // The stable compiler takes the flags that cargo-fuzz gives it.
            .env("RUSTC_BOOTSTRAP", "1");
        Ok(Run::new(name, Format::LibFuzzer, command))
    };
    TARGETS.into_iter().map(run).collect()
}
