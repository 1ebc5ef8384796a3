//! What is measured.

use crate::{
    args::Args,
    build,
    error::{Error, Result},
    node, process, project, setup,
};

pub fn run(args: &mut Args) -> Result<()> {
    match args.positional().as_deref() {
        Some(what @ ("codec" | "data")) => measure(what, args),
        Some(other) => Err(Error::Usage(format!("unknown benchmark: {other}"))),
        None => Err(Error::Usage("bench what? codec or data".into())),
    }
}

/// Ours beside its rivals; prints Markdown.
fn measure(what: &str, args: &mut Args) -> Result<()> {
    let options = ["--engine", "--rounds", "--only"];
    let mut bench = node::command()?;
    bench.arg(project::path(&format!("bench/{what}/run.mjs")));
    for name in options {
        if let Some(value) = args.option::<String>(name)? {
            bench.args([name, &value]);
        }
    }
    args.finish()?;
    setup::run(setup::Part::IN_BROWSERS, setup::Voice::Changes)?;
    build::run()?;
    process::run(&mut bench)
}
