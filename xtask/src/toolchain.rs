//! The Rust toolchain that compiles to wasm32: the one on PATH, or else the one
//! of the system's packages, whichever has a standard library for it.

use crate::{
    error::{Error, Result},
    process, project,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

pub const TARGET: &str = "wasm32-unknown-unknown";

/// Where Debian puts its own toolchain.
pub const SYSTEM: &str = "/usr/bin";

/// Left by setup beside the std that it built: which compiler it is for.
pub const BUILT_BY: &str = "built-by";

pub struct Toolchain {
    /// The folder of `cargo` and `rustc`.
    bin: PathBuf,
    pub sysroot: PathBuf,
    /// What `rustc --version` says.
    pub version: String,
}

impl Toolchain {
    /// The toolchain that compiles to wasm32.
    pub fn find() -> Result<Self> {
        [Self::on_path(), Self::system()]
            .into_iter()
            .flatten()
            .find(Self::has_std)
            .ok_or_else(|| Error::failure("no Rust toolchain for wasm32: run `cargo xtask setup`"))
    }

    /// The one that the rest of the machine uses.
    pub fn on_path() -> Option<Self> {
        Self::at(process::find(&["rustc"])?.parent()?)
    }

    /// Debian's.
    pub fn system() -> Option<Self> {
        Self::at(Path::new(SYSTEM))
    }

    fn at(bin: &Path) -> Option<Self> {
        bin.join("cargo").is_file().then_some(())?;
        // In the repository, where a toolchain file or an override may apply.
        let ask = |what: &str| {
            let mut rustc = Command::new(bin.join("rustc"));
            process::output(rustc.arg(what).current_dir(project::root()))
        };
        Some(Self {
            bin: bin.to_path_buf(),
            sysroot: PathBuf::from(ask("--print=sysroot")?),
            version: ask("--version")?,
        })
    }

    /// Whether a plain build for wasm32 works.
    pub fn has_std(&self) -> bool {
        let has_libraries = fs::read_dir(self.std()).is_ok_and(|mut files| {
            files.any(|file| {
                file.is_ok_and(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
            })
        });
        let built_by = fs::read_to_string(self.std().join(BUILT_BY));
        has_libraries && built_by.map_or(true, |version| version == self.version)
    }

    /// Where the libraries for wasm32 are.
    pub fn std(&self) -> PathBuf {
        self.sysroot.join("lib/rustlib").join(TARGET).join("lib")
    }

    /// Whether std can be built anew, with settings of our own.
    pub fn has_source(&self) -> bool {
        let library = self.sysroot.join("lib/rustlib/src/rust/library");
        library.join("std/Cargo.toml").is_file()
    }

    /// Whether a program is part of this toolchain.
    pub fn has(&self, program: &str) -> bool {
        self.bin.join(program).is_file()
    }

    /// A program of this toolchain, started in the repository.
    pub fn command(&self, program: &str) -> Result<Command> {
        let mut command = Command::new(self.bin.join(program));
        command.current_dir(project::root());
        self.prepare(&mut command)?;
        Ok(command)
    }

    /// Lets what a program calls in its turn find this toolchain first.
    pub fn prepare(&self, command: &mut Command) -> Result<()> {
        let tools = project::path("node_modules/.bin");
        command.env("PATH", process::path_with(&[&self.bin, &tools])?);
        Ok(())
    }
}
