//! Whether the package can be published as it is: `docs/releasing.md`. Publishing itself
//! is `npm publish` on a machine that can vouch for where it was built.

use crate::{
    args::Args,
    build,
    error::{Context, Error, Result},
    node, process, project, setup,
    toolchain::Toolchain,
};
use std::{collections::BTreeMap, fs, path::Path};

/// The package's own version: the workspace's.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the changelog says in the place of a date until there is one.
const UNRELEASED: &str = "not released yet";

/// The files of a folder, by their paths in it.
type Files = BTreeMap<String, Vec<u8>>;

pub fn run(args: &mut Args) -> Result<()> {
    let is_rehearsal = args.flag("--dry-run");
    args.finish()?;

    check_versions()?;
    let missing = missing(
        &read("npm/package.json")?,
        &read("Cargo.toml")?,
        &read("CHANGELOG.md")?,
    );
    if !missing.is_empty() {
        let text = format!("missing      {}", missing.join("\n             "));
        match is_rehearsal {
            true => println!("{text}"),
            false => return Err(Error::failure(format!("{text}\nSee docs/releasing.md."))),
        }
    }
    check_toolchain()?;
    let first = build_anew()?;
    let second = build_anew()?;
    same(&first, &second)?;
    println!("two builds   {} files, byte for byte the same", first.len());
    process::run(&mut node::script("release.mjs")?)
}

/// The versions of the crate and of the npm package, and what is new in it.
fn check_versions() -> Result<()> {
    let npm = read("npm/package.json")?;
    let npm = value(&npm, "version").unwrap_or("none");
    if npm != VERSION {
        let text = format!("npm/package.json is version {npm}, Cargo.toml {VERSION}");
        return Err(Error::failure(text));
    }
    let changelog = read("CHANGELOG.md")?;
    if !has_entry(&changelog, VERSION) {
        let text = format!("CHANGELOG.md has no entry for {VERSION}");
        return Err(Error::failure(text));
    }
    println!("version      {VERSION}: crate, npm package and changelog");
    Ok(())
}

/// Without rust-src a build works, and is another one: `settings::CARGO` is left out.
fn check_toolchain() -> Result<()> {
    // With that voice it tries to add rust-src, even where that has failed before.
    setup::run(&[setup::Part::Rust], setup::Voice::All)?;
    let toolchain = Toolchain::find()?;
    match toolchain.has_source() {
        true => Ok(()),
        false => Err(Error::failure(format!(
            "{} has no rust-src, and without it std is not built for size: what it builds must \
             not be published. `rustup component add rust-src` brings it.",
            toolchain.version
        ))),
    }
}

/// What only those can fill in who publish.
fn missing(npm: &str, cargo: &str, changelog: &str) -> Vec<&'static str> {
    let has_repository = |line: &str| line.trim_start().starts_with("repository");
    let is_dated = heading(changelog, VERSION).is_some_and(|rest| !rest.contains(UNRELEASED));
    let checks = [
        (
            npm.contains("\"repository\": "),
            "repository in npm/package.json",
        ),
        (
            cargo.lines().any(has_repository),
            "repository in Cargo.toml",
        ),
        (is_dated, "the date of the version in CHANGELOG.md"),
    ];
    let missing = checks.iter().filter(|(is_there, _)| !is_there);
    missing.map(|(_, what)| *what).collect()
}

/// Builds with nothing left of the build before but compiled dependencies of xtask.
fn build_anew() -> Result<Files> {
    for folder in build::OUTPUTS {
        build::empty(folder)?;
    }
    build::run()?;
    let mut files = Files::new();
    collect(&project::path("pkg"), "", &mut files)?;
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Files) -> Result<()> {
    for entry in fs::read_dir(folder).context(folder.display())? {
        let path = entry.context(folder.display())?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(&path).context(path.display())?);
        }
    }
    Ok(())
}

fn same(first: &Files, second: &Files) -> Result<()> {
    let names = first.keys().chain(second.keys());
    let mut differ: Vec<_> = names
        .filter(|name| first.get(*name) != second.get(*name))
        .map(String::as_str)
        .collect();
    differ.sort_unstable();
    differ.dedup();
    match differ.is_empty() {
        true => Ok(()),
        false => Err(Error::failure(format!(
            "two builds differ in {}",
            differ.join(", ")
        ))),
    }
}

/// What the heading of a version says behind it: of `## 1.2.3 (2026-01-31)`, the date.
fn heading<'a>(changelog: &'a str, version: &str) -> Option<&'a str> {
    changelog.lines().find_map(|line| rest_of(line, version))
}

fn rest_of<'a>(line: &'a str, version: &str) -> Option<&'a str> {
    let rest = line.strip_prefix("## ")?.strip_prefix(version)?;
    (rest.is_empty() || rest.starts_with(' ')).then_some(rest)
}

/// Whether a changelog tells of a version: `## 1.2.3`, with something under it.
fn has_entry(changelog: &str, version: &str) -> bool {
    let mut lines = changelog.lines();
    lines.any(|line| rest_of(line, version).is_some())
        && lines
            .take_while(|line| !line.starts_with("## "))
            .any(|line| line.starts_with("- "))
}

/// A string of a JSON file, by its key.
fn value<'a>(json: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = json.split_once(&format!("\"{key}\": \""))?;
    rest.split_once('"').map(|(value, _)| value)
}

fn read(path: &str) -> Result<String> {
    fs::read_to_string(project::path(path)).context(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_entry_of_that_very_version() {
        let changelog = "# Changelog\n\n## 0.1.1\n\n## 0.1.0 (2026)\n\n- All of it.\n";
        assert!(has_entry(changelog, "0.1.0"));
        assert!(!has_entry(changelog, "0.1"), "another version");
        assert!(!has_entry(changelog, "0.1.1"), "nothing under it");
    }

    #[test]
    fn knows_what_is_missing() {
        let heading = |rest: &str| format!("## {VERSION} ({rest})\n\n- All of it.\n");
        let npm = "{ \"repository\": { \"type\": \"git\" } }";
        let cargo = "[package]\nrepository.workspace = true\n";
        assert!(missing(npm, cargo, &heading("2026-01-31")).is_empty());
        assert_eq!(missing("{}", "[package]", &heading(UNRELEASED)).len(), 3);
        assert_eq!(missing(npm, cargo, "").len(), 1, "no entry, no date");
    }

    #[test]
    fn the_changelog_of_this_repository_has_the_version() {
        assert!(has_entry(&read("CHANGELOG.md").unwrap(), VERSION));
    }

    #[test]
    fn reads_a_value() {
        assert_eq!(
            value("{ \"version\": \"1.2.3\" }", "version"),
            Some("1.2.3")
        );
    }

    #[test]
    fn tells_builds_apart() {
        let build = |bytes: &[u8]| Files::from([("a".to_owned(), bytes.to_vec())]);
        assert!(same(&build(b"1"), &build(b"1")).is_ok());
        assert!(same(&build(b"1"), &build(b"2")).is_err());
        assert!(same(&build(b"1"), &Files::new()).is_err());
    }

    #[test]
    fn the_versions_of_this_repository_agree() {
        let npm = read("npm/package.json").unwrap();
        assert_eq!(value(&npm, "version"), Some(VERSION));
    }
}
