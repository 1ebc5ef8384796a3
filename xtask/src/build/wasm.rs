//! The crate as a wasm module.

use super::{fresh::is_fresh, settings};
use crate::{
    error::{Error, Result},
    node, process, project,
    toolchain::{Toolchain, TARGET},
};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// A build of the crate.
pub struct Variant {
    /// The cargo features that it has.
    features: &'static str,
    /// The folder for what is neither source nor shipped.
    out: &'static str,
}

/// What the script holds.
pub const SCRIPT: Variant = Variant {
    features: "",
    out: "target/web",
};

/// With the MsgPack serializer, which only its own module has.
pub const MSGPACK: Variant = Variant {
    features: "msgpack",
    out: "target/msgpack",
};

impl Variant {
    /// Where the module is as text.
    pub fn text(&self) -> String {
        format!("{}/peerjs_wasm.txt", self.out)
    }

    /// Returns the finished module.
    pub fn build(&self) -> Result<PathBuf> {
        let compiled = self.compile()?;
        let bound = project::path(self.out).join("peerjs_wasm_bg.wasm");
        if !is_fresh(&bound, &[&compiled]) {
            self.bind(&compiled)?;
        }
        let module = project::path(self.out).join("peerjs_wasm.wasm");
        if !is_fresh(&module, &[&bound]) {
            optimize(&bound, &module)?;
        }
        Ok(module)
    }

    fn compile(&self) -> Result<PathBuf> {
        let toolchain = Toolchain::find()?;
        // In one folder, cargo would compile the variants in turn, each time anew.
        let target_dir = format!("{}/cargo", self.out);
        let mut cargo = toolchain.command("cargo")?;
        cargo
            .args(["build", "--release", "--lib", "--package", "peerjs-wasm"])
            .args(["--features", self.features])
            .args(["--target", TARGET, "--target-dir", &target_dir]);
        if toolchain.has_source() {
            cargo.args(settings::CARGO).env("RUSTC_BOOTSTRAP", "1");
        }
        process::run(&mut cargo)?;
        let folder = project::path(&target_dir).join(TARGET);
        Ok(folder.join("release/peerjs_wasm.wasm"))
    }

    fn bind(&self, compiled: &Path) -> Result<()> {
        let program = process::find(&["wasm-bindgen"])
            .ok_or_else(|| Error::failure("wasm-bindgen is missing: run `cargo xtask setup`"))?;
        process::run(
            Command::new(program)
                .current_dir(project::root())
                .args(settings::WASM_BINDGEN)
                .args(["--out-dir", self.out, "--out-name", "peerjs_wasm"])
                .arg(compiled),
        )
    }
}

fn optimize(bound: &Path, module: &Path) -> Result<()> {
    process::run(
        node::command()?
            .arg(node::program("wasm-opt"))
            .args(settings::WASM_OPT)
            .arg(bound)
            .arg("-o")
            .arg(module),
    )
}
