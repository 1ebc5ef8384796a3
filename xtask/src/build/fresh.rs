//! Makes a file again where it has to be.

use crate::{
    error::{Context, Result},
    project::modified,
};
use std::{env, fs, path::Path};

/// Makes a file, unless it is newer than all it is made from, xtask itself included.
///
/// A mark beside the file is written last: what was interrupted leaves half a file,
/// which is newer than its inputs too.
pub fn refresh(output: &Path, inputs: &[&Path], make: impl FnOnce() -> Result<()>) -> Result<()> {
    let mark = output.with_extension("made");
    if output.exists() && is_newer(&mark, inputs) {
        return Ok(());
    }
    make()?;
    fs::write(&mark, "").context(mark.display())
}

fn is_newer(mark: &Path, inputs: &[&Path]) -> bool {
    let Some(made) = modified(mark) else {
        return false;
    };
    let older = |input: &Path| modified(input).is_some_and(|time| time <= made);
    inputs.iter().all(|input| older(input)) && env::current_exe().is_ok_and(|own| older(&own))
}

#[cfg(test)]
mod tests {
    use super::refresh;
    use crate::error::Error;
    use std::{cell::Cell, env, fs, process};

    #[test]
    fn makes_again_what_was_interrupted() {
        let output = env::temp_dir().join(format!("peerjs-fresh-{}.js", process::id()));
        let made = Cell::new(0);
        let write = |text: &str| {
            made.set(made.get() + 1);
            fs::write(&output, text).unwrap();
        };
        let interrupted = refresh(&output, &[], || {
            write("ha");
            Err(Error::failure("interrupted"))
        });
        assert!(interrupted.is_err());
        for _ in 0..2 {
            refresh(&output, &[], || {
                write("half no more");
                Ok(())
            })
            .unwrap();
        }
        assert_eq!(made.get(), 2);
        for path in [&output, &output.with_extension("made")] {
            fs::remove_file(path).unwrap();
        }
    }
}
