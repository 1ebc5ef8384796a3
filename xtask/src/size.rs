//! What ships, in bytes, beside PeerJS and by part; and whether that is within the
//! budget, `xtask/node/size/budget.json`.

use crate::{build, error::Result, node, process, toolchain::Toolchain};

pub fn run() -> Result<()> {
    build::run()?;
    let mut node = node::script("size/run.mjs")?;
    node.arg(build::with_names()?);
    if !Toolchain::find()?.has_source() {
        node.arg("--no-budget");
    }
    process::run(&mut node)
}
