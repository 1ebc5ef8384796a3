//! Node and the npm packages of the repository.

use crate::{
    error::{Error, Result},
    process, project,
};
use std::{path::PathBuf, process::Command};

/// Oldest version that runs the tests, major and minor.
pub const OLDEST: (u32, u32) = (20, 19);

/// Node, started in the repository.
pub fn command() -> Result<Command> {
    let node = process::find(&["node"])
        .ok_or_else(|| Error::failure("node is missing: install Node.js"))?;
    let mut command = Command::new(node);
    command.current_dir(project::root());
    Ok(command)
}

/// Node with a script of `xtask/node`.
pub fn script(name: &str) -> Result<Command> {
    let mut command = command()?;
    command.arg(project::path("xtask/node").join(name));
    Ok(command)
}

/// A program that an npm package brings.
pub fn program(name: &str) -> PathBuf {
    project::path("node_modules/.bin").join(name)
}
