//! From the crate, `js/` and `npm/` to `pkg`, the package.

mod bundle;
mod embed;
mod fresh;
mod link;
mod nowasm;
mod settings;
mod wasm;

use crate::{
    error::{Context, Error, Result},
    process, project, setup,
    toolchain::Toolchain,
};
use std::{fs, io::ErrorKind, path::PathBuf, process::Command};

/// What a build writes.
pub const OUTPUTS: &[&str] = &[wasm::SCRIPT.out, wasm::MSGPACK.out, "pkg"];

/// What ships as it is, and where in `pkg`. TypeScript takes a `.d.ts` for CommonJS
/// and a `.d.mts` for modules, of which both conditions of the package need one.
const COPIES: &[(&str, &str)] = &[
    ("LICENSE", "LICENSE"),
    ("npm/package.json", "package.json"),
    ("npm/README.md", "README.md"),
    ("npm/node.mjs", "dist/node.mjs"),
    ("npm/slim/package.json", "slim/package.json"),
    ("js/types.d.ts", "dist/types.d.ts"),
    ("js/types.d.mts", "dist/types.d.mts"),
    ("js/node.d.mts", "dist/node.d.mts"),
    ("js/slim.d.mts", "dist/slim.d.mts"),
    ("js/msgpack.d.mts", "dist/serializer.msgpack.d.mts"),
    ("js/msgpack.d.mts", "dist/msgpack.d.mts"),
];

pub fn run() -> Result<()> {
    setup::run(setup::Part::BUILD, setup::Voice::Changes)?;
    for variant in [&wasm::SCRIPT, &wasm::MSGPACK] {
        variant.build()?;
    }
    wasm::SCRIPT.build_nowasm()?;
    empty("pkg")?;
    bundle::build()?;
    for (from, to) in COPIES {
        copy(from, to)?;
    }
    copy(&wasm::SCRIPT.shipped(), "dist/peerjs.wasm")
}

/// The script's module with the names of its functions.
pub fn with_names() -> Result<PathBuf> {
    wasm::SCRIPT.with_names()
}

/// Removes what an earlier build has left, under names that change with the content,
/// and what wasm-pack puts there.
pub fn empty(folder: &str) -> Result<()> {
    let folder = project::path(folder);
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error).context(folder.display()),
        _ => Ok(()),
    }
}

/// The example of an application in Rust, as `wasm-pack build` makes it.
pub fn example() -> Result<()> {
    let program = process::find(&["wasm-pack"])
        .ok_or_else(|| Error::failure("wasm-pack is missing: run `cargo xtask setup`"))?;
    let mut command = Command::new(program);
    command
        .current_dir(project::root())
        .args(["build", "--dev", "--no-pack", "--target", "web"])
        .args(["--out-dir", "../../target/examples/echo", "examples/echo"])
        .env("CARGO_TARGET_DIR", project::path("target/wasm-pack"));
    Toolchain::find()?.prepare(&mut command)?;
    process::run(&mut command)
}

fn copy(from: &str, to: &str) -> Result<()> {
    let to = project::path("pkg").join(to);
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).context(folder.display())?;
    }
    fs::copy(project::path(from), to).context(from)?;
    Ok(())
}
