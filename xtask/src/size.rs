//! What ships, in bytes, beside PeerJS.

use crate::{build, error::Result, node, process};

pub fn run() -> Result<()> {
    build::run()?;
    process::run(&mut node::script("size.mjs")?)
}
