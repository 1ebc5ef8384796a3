//! Counts of tests, read from what the runners print.

use std::{fmt, ops::AddAssign, path::Path};

/// How much of an output is shown that lists no failures.
const LAST_LINES: usize = 40;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    pub passed: u32,
    pub failed: u32,
    /// What was not run, as it takes what this machine or browser has not.
    pub skipped: u32,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Self {
            passed,
            failed,
            skipped,
        } = self;
        write!(f, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

/// How a runner prints its counts.
#[derive(Clone, Copy)]
pub enum Format {
    /// `test result: ok. 3 passed; 0 failed; …` after each group of tests, as
    /// wasm-bindgen's runner does too.
    Cargo,
    /// `ℹ pass 3` and others, once at the end.
    Node,
    /// `Done 5000 runs in 60 second(s)`, or `SUMMARY: libFuzzer: deadly signal`:
    /// a target counts as a test.
    LibFuzzer,
}

impl Format {
    /// What a line adds to the count.
    pub fn read(self, line: &str) -> Tally {
        match self {
            Self::Cargo => read_cargo(line),
            Self::Node => read_node(line),
            Self::LibFuzzer => read_libfuzzer(line),
        }
        .unwrap_or_default()
    }
}

impl Format {
    /// Where a runner's output begins to tell what has failed: at its end, or where it
    /// lists the failures.
    pub fn failures(self, output: &str) -> &str {
        let heading = match self {
            Self::Cargo => "\nfailures:\n",
            Self::Node => "\n✖ failing tests:\n",
            Self::LibFuzzer => "\n==",
        };
        let end = || output.rmatch_indices('\n').nth(LAST_LINES);
        let begin = output.find(heading).or_else(|| Some(end()?.0));
        output[begin.unwrap_or_default()..].trim()
    }
}

fn read_cargo(line: &str) -> Option<Tally> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let mut counts = counts.split("; ");
    Some(Tally {
        passed: counts.next()?.strip_suffix(" passed")?.parse().ok()?,
        failed: counts.next()?.strip_suffix(" failed")?.parse().ok()?,
        skipped: counts.next()?.strip_suffix(" ignored")?.parse().ok()?,
    })
}

fn read_node(line: &str) -> Option<Tally> {
    if is_file_without_tests(line) {
        return Some(Tally {
            failed: 1,
            ..Tally::default()
        });
    }
    let (name, count) = line.strip_prefix("ℹ ")?.split_once(' ')?;
    let count = count.parse().ok()?;
    match name {
        "pass" => Some(Tally {
            passed: count,
            ..Tally::default()
        }),
        // A cancelled test is one that did not come to its end.
        "fail" | "cancelled" => Some(Tally {
            failed: count,
            ..Tally::default()
        }),
        "skipped" => Some(Tally {
            skipped: count,
            ..Tally::default()
        }),
        _ => None,
    }
}

/// Node takes such a file for a test that passes: `✔ /folder/a.test.mjs (1ms)`.
fn is_file_without_tests(line: &str) -> bool {
    let name = line
        .strip_prefix("✔ ")
        .and_then(|rest| rest.rsplit_once(" ("));
    name.is_some_and(|(name, _)| Path::new(name).is_absolute() && name.ends_with(".test.mjs"))
}

fn read_libfuzzer(line: &str) -> Option<Tally> {
    if line.starts_with("Done ") && line.contains(" runs in ") {
        Some(Tally {
            passed: 1,
            ..Tally::default()
        })
    } else if line.starts_with("SUMMARY: libFuzzer: ") {
        Some(Tally {
            failed: 1,
            ..Tally::default()
        })
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(format: Format, lines: &[&str]) -> Tally {
        let mut total = Tally::default();
        lines.iter().for_each(|line| total += format.read(line));
        total
    }

    #[test]
    fn sums_the_groups_of_cargo() {
        let lines = [
            "running 2 tests",
            "test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
            "test result: FAILED. 1 passed; 3 failed; 1 ignored; 0 filtered out; finished in 0.1s",
        ];
        assert_eq!(
            total(Format::Cargo, &lines),
            Tally {
                passed: 3,
                failed: 3,
                skipped: 1
            }
        );
    }

    #[test]
    fn a_file_without_tests_fails() {
        let lines = ["✔ /tests/oracle/empty.test.mjs (124.7ms)", "ℹ pass 1"];
        assert_eq!(total(Format::Node, &lines).failed, 1);
    }

    #[test]
    fn reads_the_summary_of_node() {
        let lines = [
            "✔ pass 9 (1ms)",
            "ℹ tests 9",
            "ℹ pass 4",
            "ℹ fail 1",
            "ℹ cancelled 1",
            "ℹ skipped 3",
            "ℹ todo 0",
        ];
        assert_eq!(
            total(Format::Node, &lines),
            Tally {
                passed: 4,
                failed: 2,
                skipped: 3
            }
        );
    }

    #[test]
    fn finds_what_has_failed() {
        let output = "✖ a (1ms)\nℹ fail 1\n\n✖ failing tests:\n\ntest at a.mjs:1:1\n✖ a (1ms)\n";
        let failures = "✖ failing tests:\n\ntest at a.mjs:1:1\n✖ a (1ms)";
        assert_eq!(Format::Node.failures(output), failures);
        assert_eq!(
            Format::Cargo.failures("error: no such crate\n"),
            "error: no such crate"
        );
        let long = "line\n".repeat(100);
        assert_eq!(Format::Node.failures(&long).lines().count(), LAST_LINES);
    }

    #[test]
    fn takes_a_fuzz_target_for_a_test() {
        let passed = ["#2 INITED cov: 9", "Done 81234 runs in 61 second(s)"];
        assert_eq!(
            total(Format::LibFuzzer, &passed),
            Tally {
                passed: 1,
                ..Tally::default()
            }
        );
        let failed = [
            "==7== ERROR: libFuzzer: deadly signal",
            "SUMMARY: libFuzzer: deadly signal",
        ];
        assert_eq!(
            total(Format::LibFuzzer, &failed),
            Tally {
                failed: 1,
                ..Tally::default()
            }
        );
    }
}
