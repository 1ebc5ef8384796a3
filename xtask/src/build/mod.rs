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

/// The module as text.
const TEXT: &str = "target/web/peerjs_wasm.txt";

pub fn run() -> Result<()> {
    setup::run(setup::Part::BUILD, setup::Voice::Changes)?;
    let module = wasm::SCRIPT.build()?;
    let text = project::path(TEXT);
    if !fresh::is_fresh(&text, &[&module]) {
        let bytes = fs::read(&module).context(module.display())?;
        fs::write(&text, embed::encode(&bytes)).context(text.display())?;
    }
    bundle::build()?;
    let license = project::path("LICENSE");
    fs::copy(&license, project::path("pkg/LICENSE")).context(license.display())?;
    Ok(())
}

/// The module with MsgPack, which is not in the script.
pub fn msgpack() -> Result<()> {
    wasm::MSGPACK.build().map(drop)
}
