//! The site and a PeerServer, until Ctrl-C.

use crate::{
    args::Args,
    build,
    error::{Context, Error, Result},
    node,
};
use std::process::Stdio;

pub fn run(args: &mut Args) -> Result<()> {
    let port: u16 = args.option("--port")?.unwrap_or(8000);
    let host: String = args.option("--host")?.unwrap_or_else(|| "127.0.0.1".into());
    args.finish()?;
    build::run()?;

    let mut servers = node::script("demo.mjs")?;
    servers.arg(host).arg(port.to_string());
    let mut servers = servers.stdin(Stdio::piped()).spawn().context("node")?;
    // Ctrl-C reaches the servers too. Should xtask end in another way, they see
    // the end of their input, and end as well.
    let _lifeline = servers.stdin.take();
    let status = servers.wait().context("node")?;
    status.success().then_some(()).ok_or(Error::Reported)
}
