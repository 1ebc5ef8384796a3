//! One run of a test runner: its output shown and kept, its tests counted.

use super::count::{Format, Tally};
use crate::{
    error::{Context, Result},
    project,
};
use std::{
    fs::{self, File},
    io::{self, BufRead, BufReader, Write},
    path::PathBuf,
    process::{Command, ExitStatus, Stdio},
};

pub struct Run {
    pub name: String,
    format: Format,
    command: Command,
    /// What is kept of it: its log, and what the tests leave of failures.
    artifacts: PathBuf,
}

impl Run {
    pub fn new(name: impl Into<String>, format: Format, mut command: Command) -> Self {
        let name = name.into();
        let artifacts = Self::artifacts(&name);
        command.env("ARTIFACTS", &artifacts);
        Self {
            name,
            format,
            command,
            artifacts,
        }
    }

    /// Where what is kept of a run goes.
    pub fn artifacts(name: &str) -> PathBuf {
        project::path("tests/artifacts").join(name)
    }

    pub fn execute(&mut self) -> Result<Tally> {
        println!("\n== {}", self.name);
        self.clear_artifacts()?;
        let (status, mut tally) = self.follow()?;
        if !status.success() && tally.failed == 0 {
            println!("{}: {status}, though no test failed", self.name);
            tally.failed = 1;
        } else if (tally.passed, tally.failed) == (0, 0) {
            println!("{}: no test was run", self.name);
            tally.failed = 1;
        }
        Ok(tally)
    }

    /// What its output says of failures.
    pub fn failures(&self) -> Result<String> {
        let log = self.log();
        let output = fs::read(&log).context(log.display())?;
        let output = String::from_utf8_lossy(&output);
        Ok(self.format.failures(&output).to_owned())
    }

    fn log(&self) -> PathBuf {
        self.artifacts.join("output.log")
    }

    /// Removes what an earlier run left.
    fn clear_artifacts(&self) -> Result<()> {
        let folder = &self.artifacts;
        if folder.exists() {
            fs::remove_dir_all(folder).context(folder.display())?;
        }
        fs::create_dir_all(folder).context(folder.display())
    }

    /// Runs the command; each line is shown, kept and counted as it comes.
    fn follow(&mut self) -> Result<(ExitStatus, Tally)> {
        let log = self.log();
        let mut log = File::create(&log).context(log.display())?;
        let (reader, writer) = io::pipe().context("pipe")?;
        let also = writer.try_clone().context("pipe")?;
        // The command holds the pipe's writing ends until it is dropped.
        let command = &mut self.command;
        let mut child = command
            .stdin(Stdio::null())
            .stdout(writer)
            .stderr(also)
            .spawn()
            .context(&self.name)?;
        command.stdout(Stdio::null()).stderr(Stdio::null());

        let mut tally = Tally::default();
        let mut reader = BufReader::new(reader);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).context(&self.name)? > 0 {
            log.write_all(&line).context("output.log")?;
            io::stdout().write_all(&line).context("stdout")?;
            tally += self.format.read(String::from_utf8_lossy(&line).trim_end());
            line.clear();
        }
        Ok((child.wait().context(&self.name)?, tally))
    }
}
