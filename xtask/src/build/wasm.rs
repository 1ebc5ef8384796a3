//! The crate as a wasm module.

use super::{embed, fresh::refresh, link, nowasm, settings};
use crate::{
    error::{Context, Error, Result},
    node, process, project,
    toolchain::{Toolchain, TARGET},
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A build of the crate.
pub struct Variant {
    /// The cargo features that it has.
    features: &'static str,
    /// The folder for what is neither source nor shipped.
    pub out: &'static str,
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
    /// Where the module is that ships, with short names.
    pub fn shipped(&self) -> String {
        format!("{}/shipped.wasm", self.out)
    }

    /// Where it is as text.
    pub fn text(&self) -> String {
        format!("{}/shipped.txt", self.out)
    }

    /// Where its names are told.
    pub fn link(&self) -> String {
        format!("{}/link.js", self.out)
    }

    /// Where it is as JavaScript.
    pub fn nowasm(&self) -> String {
        format!("{}/nowasm.js", self.out)
    }

    /// Makes the last, for those who need it.
    pub fn build_nowasm(&self) -> Result<()> {
        let [shipped, script] = [self.shipped(), self.nowasm()].map(|path| project::path(&path));
        refresh(&script, &[&shipped], || {
            nowasm::translate(&shipped, &script)
        })
    }

    /// Makes the first three.
    pub fn build(&self) -> Result<()> {
        let module = self.module()?;
        let [shipped, text, link] =
            [self.shipped(), self.text(), self.link()].map(|path| project::path(&path));
        refresh(&text, &[&module], || {
            link::shorten(&module, &shipped, &link)?;
            let bytes = fs::read(&shipped).context(shipped.display())?;
            fs::write(&text, embed::encode(&bytes)).context(text.display())
        })
    }

    /// Returns the module with its own names, as the tests of the codec take it.
    fn module(&self) -> Result<PathBuf> {
        let compiled = self.compile()?;
        let bound = project::path(self.out).join("peerjs_wasm_bg.wasm");
        refresh(&bound, &[&compiled], || {
            bind(&compiled, self.out, settings::WASM_BINDGEN_STRIP)
        })?;
        let module = project::path(self.out).join("peerjs_wasm.wasm");
        refresh(&module, &[&bound], || {
            optimize(&bound, &module, settings::WASM_OPT_STRIP)
        })?;
        Ok(module)
    }

    /// Makes the module with the names of all its functions, to look into.
    pub fn with_names(&self) -> Result<PathBuf> {
        let folder = format!("{}/names", self.out);
        bind(&self.compile()?, &folder, &[])?;
        let folder = project::path(&folder);
        let module = folder.join("peerjs_wasm.wasm");
        optimize(&folder.join("peerjs_wasm_bg.wasm"), &module, &["-g"])?;
        Ok(module)
    }

    fn compile(&self) -> Result<PathBuf> {
        let toolchain = Toolchain::find()?;
        // In one folder, cargo would compile the variants in turn, each time anew.
        let target_dir = format!("{}/cargo", self.out);
        let mut cargo = toolchain.command("cargo")?;
        cargo
            .args(["rustc", "--release", "--lib", "--package", "peerjs-wasm"])
            // Beside an rlib, functions for other crates would stay.
            .args(["--crate-type", "cdylib"])
            .args(["--features", self.features])
            .args(["--target", TARGET, "--target-dir", &target_dir]);
        if toolchain.has_source() {
            cargo.args(settings::CARGO).env("RUSTC_BOOTSTRAP", "1");
        }
        process::run(&mut cargo)?;
        let folder = project::path(&target_dir).join(TARGET);
        Ok(folder.join("release/peerjs_wasm.wasm"))
    }
}

fn bind(compiled: &Path, folder: &str, options: &[&str]) -> Result<()> {
    let program = process::find(&["wasm-bindgen"])
        .ok_or_else(|| Error::failure("wasm-bindgen is missing: run `cargo xtask setup`"))?;
    process::run(
        Command::new(program)
            .current_dir(project::root())
            .args(settings::WASM_BINDGEN)
            .args(options)
            .args(["--out-dir", folder, "--out-name", "peerjs_wasm"])
            .arg(compiled),
    )
}

fn optimize(bound: &Path, module: &Path, options: &[&str]) -> Result<()> {
    process::run(
        node::command()?
            .arg(node::program("wasm-opt"))
            .args(settings::WASM_FEATURES)
            .args(settings::WASM_OPT)
            .args(options)
            .arg(bound)
            .arg("-o")
            .arg(module),
    )
}
