//! Short names for what the module imports and exports, and the JavaScript that
//! knows them: names are a hundredth of the script.

use super::settings;
use crate::{
    error::{Context, Error, Result},
    node, process,
};
use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
};

/// What the short names stand for.
#[derive(Debug, Default, PartialEq)]
struct Names<'a> {
    imports: Vec<(&'a str, &'a str)>,
    exports: Vec<(&'a str, &'a str)>,
}

/// Writes the module with short names, and the file that links it to `js/heap.js`.
pub fn shorten(module: &Path, shipped: &Path, link: &Path) -> Result<()> {
    let mut wasm_opt = node::command()?;
    wasm_opt
        .arg(node::program("wasm-opt"))
        .args(settings::WASM_FEATURES)
        .args(settings::SHORT_NAMES)
        .arg(module)
        .arg("-o")
        .arg(shipped);
    let report = process::output(&mut wasm_opt).ok_or_else(|| Error::failure("wasm-opt failed"))?;
    let bytes = fs::read(shipped).context(shipped.display())?;
    fs::write(link, Names::read(&report).to_script(&build_of(&bytes))).context(link.display())
}

/// What tells a module from those of other versions.
fn build_of(module: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    module.hash(&mut hasher);
    format!("{:08x}", hasher.finish() as u32)
}

impl<'a> Names<'a> {
    /// Reads what wasm-opt prints: a line `["module", "import", "short"]` or
    /// `["export", "short"]` for each.
    fn read(report: &'a str) -> Self {
        let mut names = Self::default();
        for line in report.lines() {
            let words: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
            match words[..] {
                [_, name, short] => names.imports.push((name, short)),
                [name, short] => names.exports.push((name, short)),
                _ => {}
            }
        }
        names
    }

    fn to_script(&self, build: &str) -> String {
        let import = |(name, short): &(&str, &str)| format!("{short}: heap.{name}");
        let imports: Vec<String> = self.imports.iter().map(import).collect();
        let exports = self.exports.iter().filter(|(name, _)| is_wanted(name));
        let export = |(name, short): &(&str, &str)| format!("{name}: exports.{short}");
        let exports: Vec<String> = exports.map(export).collect();
        format!(
            "// Written by `cargo xtask build`.\n\n\
             import * as heap from \"../../js/heap.js\";\n\n\
             export const build = \"{build}\";\n\
             export const imports = {{ a: {{ {} }} }};\n\
             export const named = (exports) => ({{ {} }});\n",
            imports.join(", "),
            exports.join(", ")
        )
    }
}

/// Whether an export is not one of wasm-bindgen's own.
fn is_wanted(export: &str) -> bool {
    export == "__stack_pointer" || !export.starts_with("__")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_report_of_wasm_opt() {
        let report = "{\n \"imports\": [\n  [\"/js/heap.js\", \"get\", \"a\"],\n\
                        [\"/js/heap.js\", \"set\", \"b\"]\n ],\n\"exports\": [\n\
                        [\"call\", \"c\"],\n  [\"__wbindgen_start\", \"d\"]\n ]\n}";
        let script = Names::read(report).to_script("0123");
        assert!(script.contains("build = \"0123\""), "{script}");
        assert!(
            script.contains("{ a: { a: heap.get, b: heap.set } }"),
            "{script}"
        );
        assert!(script.contains("({ call: exports.c })"), "{script}");
    }
}
