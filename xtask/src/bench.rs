//! What is measured.

use crate::{
    args::Args,
    build,
    error::{Context, Error, Result},
    node, process, project, setup,
};
use std::{env, iter, process::Command};

const PARTS: [&str; 5] = ["codec", "data", "start", "connect", "scale"];

pub fn run(args: &mut Args) -> Result<()> {
    match args.positional().as_deref() {
        Some("show") => show(args),
        Some(what) if what == "all" || PARTS.contains(&what) => measure(what, args),
        Some(other) => Err(Error::Usage(format!("unknown benchmark: {other}"))),
        None => Err(Error::Usage(format!("bench what? {}", PARTS.join(", ")))),
    }
}

/// Ours beside its rivals; prints Markdown.
fn measure(what: &str, args: &mut Args) -> Result<()> {
    let mut bench = command(what, args)?;
    args.finish()?;
    setup::run(setup::Part::IN_BROWSERS, setup::Voice::Changes)?;
    build::run()?;
    process::run(&mut bench)
}

/// The tables and plots of runs that were kept.
fn show(args: &mut Args) -> Result<()> {
    let mut bench = command("show", args)?;
    let first = args.positional();
    let first = first.ok_or_else(|| Error::Usage("bench show which file?".into()))?;
    for file in iter::once(first).chain(iter::from_fn(|| args.positional())) {
        bench.arg(env::current_dir().context(&file)?.join(file));
    }
    args.finish()?;
    setup::run(&[setup::Part::Npm], setup::Voice::Changes)?;
    process::run(&mut bench)
}

/// The runner, with the options that were given.
fn command(what: &str, args: &mut Args) -> Result<Command> {
    let mut bench = node::command()?;
    bench.arg(project::path("bench/run.mjs")).arg(what);
    for name in ["--engine", "--rounds", "--only"] {
        if let Some(value) = args.option::<String>(name)? {
            bench.args([name, &value]);
        }
    }
    for name in ["--out", "--baseline", "--plots"] {
        if let Some(path) = args.option::<String>(name)? {
            // It runs elsewhere.
            let path = env::current_dir().context(&path)?.join(path);
            bench.arg(name).arg(path);
        }
    }
    if args.flag("--docs") {
        bench.arg("--docs");
    }
    Ok(bench)
}
