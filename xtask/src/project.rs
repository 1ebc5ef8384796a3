//! Where things are in the repository.

use crate::error::{Context, Error, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// The repository.
pub fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// A path within the repository.
pub fn path(relative: &str) -> PathBuf {
    root().join(relative)
}

/// When a file was changed last, if it is there.
pub fn modified(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).ok()?.modified().ok()
}

/// The version of a crate in Cargo.lock.
pub fn locked_version(name: &str) -> Result<String> {
    let lock = path("Cargo.lock");
    let text = fs::read_to_string(&lock).context(lock.display())?;
    version_in(&text, name)
        .map(str::to_owned)
        .ok_or_else(|| Error::failure(format!("no {name} in {}", lock.display())))
}

fn version_in<'a>(lock: &'a str, name: &str) -> Option<&'a str> {
    let (_, entry) = lock.split_once(&format!("\nname = \"{name}\"\nversion = \""))?;
    entry.split_once('"').map(|(version, _)| version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_version_of_exactly_that_crate() {
        let lock = "[[package]]\nname = \"a-b\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"a\"\nversion = \"2.0.0\"\n";
        assert_eq!(version_in(lock, "a"), Some("2.0.0"));
        assert_eq!(version_in(lock, "b"), None);
    }
}
