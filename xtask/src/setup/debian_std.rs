//! Debian has no std for wasm32: it is built from Debian's sources and put into
//! the sysroot of Debian's compiler, where plain builds and wasm-pack find it.

use super::{missing, Report};
use crate::{
    error::{Context, Result},
    process, project,
    toolchain::{Toolchain, BUILT_BY, TARGET},
};
use std::{ffi::OsStr, fs};

pub fn install(report: &Report, toolchain: &Toolchain) -> Result<()> {
    let std = toolchain.std();
    if let Err(error) = fs::create_dir_all(&std) {
        let remedy = format!(
            "run `cargo xtask setup` as root ({}: {error})",
            std.display()
        );
        return Err(missing("std for wasm32", remedy));
    }
    report.installing(format_args!("std for {TARGET} into {}", std.display()));

    let build = project::path("target/std");
    let package = build.join("package");
    fs::create_dir_all(package.join("src")).context("target/std")?;
    fs::write(package.join("src/lib.rs"), "").context("target/std")?;
    fs::write(
        package.join("Cargo.toml"),
        "[package]\nname = \"nothing\"\nedition = \"2021\"\n[workspace]\n",
    )
    .context("target/std")?;

    process::run(
        toolchain
            .command("cargo")?
            .current_dir(&package)
            .args(["build", "--quiet", "--release", "--target", TARGET])
            .arg("-Zbuild-std=std,panic_abort,panic_unwind,test")
            .arg("--target-dir")
            .arg(&build)
            .env("RUSTC_BOOTSTRAP", "1")
            // Without bitcode no crate that uses it could be linked with LTO.
            .env("RUSTFLAGS", "-Cembed-bitcode=yes"),
    )?;

    for file in fs::read_dir(&std).context(std.display())? {
        let file = file.context(std.display())?.path();
        fs::remove_file(&file).context(file.display())?;
    }
    let built = build.join(TARGET).join("release/deps");
    for file in fs::read_dir(&built).context(built.display())? {
        let file = file.context(built.display())?.path();
        let Some(name) = file.file_name() else {
            continue;
        };
        let is_library = file.extension() == Some(OsStr::new("rlib"));
        if is_library && !name.to_string_lossy().starts_with("libnothing") {
            fs::copy(&file, std.join(name)).context(file.display())?;
        }
    }
    fs::write(std.join(BUILT_BY), &toolchain.version).context(std.display())
}
