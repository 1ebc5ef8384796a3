//! From the crate and `js/` to `pkg/dist`.

mod bundle;
mod embed;
mod fresh;
mod settings;
mod wasm;

use crate::{
    error::{Context, Result},
    project, setup,
};
use std::fs;

pub fn run() -> Result<()> {
    setup::run(setup::Part::BUILD, setup::Voice::Changes)?;
    for variant in [&wasm::SCRIPT, &wasm::MSGPACK] {
        let module = variant.build()?;
        let text = project::path(&variant.text());
        if !fresh::is_fresh(&text, &[&module]) {
            let bytes = fs::read(&module).context(module.display())?;
            fs::write(&text, embed::encode(&bytes)).context(text.display())?;
        }
    }
    bundle::build()?;
    copy("js/types.d.ts", "pkg/dist/types.d.ts")?;
    copy("LICENSE", "pkg/LICENSE")
}

/// Copies a file that ships as it is.
fn copy(from: &str, to: &str) -> Result<()> {
    fs::copy(project::path(from), project::path(to)).context(from)?;
    Ok(())
}
