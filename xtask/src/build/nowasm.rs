//! The module as JavaScript, for pages that may not use WebAssembly.

use super::settings;
use crate::{
    error::{Context, Error, Result},
    node, process,
};
use std::{fs, path::Path};

/// Where wasm2js starts to instantiate the module, which is left to the script.
const END: &str = "\nvar retasmFunc";

/// Writes a module as a function of its imports.
pub fn translate(module: &Path, script: &Path) -> Result<()> {
    let lowered = module.with_extension("lowered.wasm");
    let run = |program: &str, args: &[&[&str]], from: &Path, to: &Path| {
        let mut command = node::command()?;
        command.arg(node::program(program));
        args.iter().for_each(|args| {
            command.args(*args);
        });
        process::run(command.arg(from).arg("-o").arg(to))
    };
    let features = settings::WASM_FEATURES;
    run("wasm-opt", &[features, settings::LOWER], module, &lowered)?;
    run("wasm2js", &[settings::WASM2JS], &lowered, script)?;

    let made = fs::read_to_string(script).context(script.display())?;
    let start = made.find("\n\n").unwrap_or_default();
    let end = made
        .find(END)
        .ok_or_else(|| Error::failure("wasm2js does not end as expected"))?;
    let function = format!("{}\nexport default asmFunc;\n", &made[start..end]);
    fs::write(script, function).context(script.display())
}
