//! Running other programs.

use crate::error::{Context, Error, Result};
use std::{
    env,
    ffi::{OsStr, OsString},
    io::Read,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

/// Runs a command to its end, its output shown as it comes.
pub fn run(command: &mut Command) -> Result<()> {
    let name = name_of(command);
    let status = command.stdin(Stdio::null()).status().context(&name)?;
    match status.success() {
        true => Ok(()),
        false => Err(Error::failure(format!("{name} failed: {status}"))),
    }
}

/// What a command writes to its standard output, trimmed; none if it fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

/// Runs a command silently; whether it succeeded within the time limit.
pub fn succeeds_within(limit: Duration, command: &mut Command) -> bool {
    let Ok(mut child) = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
    else {
        return false;
    };
    let (ended, end) = mpsc::channel();
    if let Some(mut stdout) = child.stdout.take() {
        // The end of its output is the end of the program.
        thread::spawn(move || {
            let _ = stdout.read_to_end(&mut Vec::new());
            let _ = ended.send(());
        });
    }
    if end.recv_timeout(limit).is_err() {
        let _ = child.kill();
    }
    child.wait().is_ok_and(|status| status.success())
}

/// The first of these programs that is on PATH or in Cargo's own folder.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path).chain(cargo_bin()).collect();
    names.iter().find_map(|name| {
        let file = format!("{name}{}", env::consts::EXE_SUFFIX);
        let mut candidates = folders.iter().map(|folder| folder.join(&file));
        candidates.find(|candidate| candidate.is_file())
    })
}

/// PATH with these folders in front, and Cargo's own at the end.
pub fn path_with(front: &[&Path]) -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let front = front.iter().map(|folder| folder.to_path_buf());
    env::join_paths(front.chain(env::split_paths(&path)).chain(cargo_bin()))
        .map_err(|error| Error::failure(format!("PATH: {error}")))
}

/// Where `cargo install` puts programs, whether or not that is on PATH.
fn cargo_bin() -> Option<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")))?;
    Some(home.join("bin"))
}

/// A command's program without its folder.
pub fn name_of(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(OsStr::new("command"));
    name.to_string_lossy().into_owned()
}
