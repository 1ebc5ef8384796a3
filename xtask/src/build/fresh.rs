//! Whether a file has to be made again.

use crate::project::modified;
use std::{env, path::Path};

/// Whether a file is newer than all it is made from, xtask itself included.
pub fn is_fresh(output: &Path, inputs: &[&Path]) -> bool {
    let Some(made) = modified(output) else {
        return false;
    };
    let older = |input: &Path| modified(input).is_some_and(|time| time <= made);
    inputs.iter().all(|input| older(input)) && env::current_exe().is_ok_and(|own| older(&own))
}
