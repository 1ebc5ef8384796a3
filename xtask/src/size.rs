//! What ships, in bytes, beside PeerJS and by part; and whether that is within the
//! budget, `xtask/node/size/budget.json`.

use crate::{
    build,
    error::{Error, Result},
    node, process,
    toolchain::Toolchain,
};
use std::env;

pub fn run() -> Result<()> {
    build::run()?;
    let mut node = node::script("size/run.mjs")?;
    node.arg(build::with_names()?);
    let is_ci = env::var_os("CI").is_some_and(|value| !value.is_empty());
    if !is_checked(Toolchain::find()?.has_source(), is_ci)? {
        node.arg("--no-budget");
    }
    process::run(&mut node)
}

/// Whether the budget is checked. Without rust-src std is not built for size, and what is
/// built is larger than what ships: a CI would pass whatever the size.
fn is_checked(has_source: bool, is_ci: bool) -> Result<bool> {
    match is_ci && !has_source {
        true => Err(Error::failure(
            "this toolchain has no rust-src, without which the budget cannot be checked: \
             `rustup component add rust-src` brings it.",
        )),
        false => Ok(has_source),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ci_does_not_go_on_without_the_budget() {
        assert!(is_checked(true, true).unwrap());
        assert!(is_checked(true, false).unwrap());
        assert!(!is_checked(false, false).unwrap());
        assert!(is_checked(false, true).is_err());
    }
}
