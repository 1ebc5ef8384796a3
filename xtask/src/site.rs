//! The site as files, for any static host.

use crate::{build, error::Result, node, process, project};

/// Where it is written.
const FOLDER: &str = "target/site";

pub fn run() -> Result<()> {
    build::run()?;
    process::run(node::script("site.mjs")?.arg(project::path(FOLDER)))
}
