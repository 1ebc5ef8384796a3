//! Whether a file has to be made again.

use std::{env, fs, path::Path, time::SystemTime};

/// Whether a file is newer than all it is made from, xtask itself included.
pub fn is_fresh(output: &Path, inputs: &[&Path]) -> bool {
    let Some(made) = modified(output) else {
        return false;
    };
    let older = |input: &Path| modified(input).is_some_and(|time| time <= made);
    inputs.iter().all(|input| older(input)) && env::current_exe().is_ok_and(|own| older(&own))
}

fn modified(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).ok()?.modified().ok()
}
