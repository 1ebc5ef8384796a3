//! The soak, for longer than among the tests.

use crate::{args::Args, browser::Browser, build, error::Result, process, setup, test};

/// How long it takes in a browser, unless told.
const SECONDS: u32 = 300;

pub fn run(args: &mut Args) -> Result<()> {
    let browser = args.option("--browser")?;
    let seconds: u32 = args.option("--seconds")?.unwrap_or(SECONDS);
    args.finish()?;
    setup::run(setup::Part::END_TO_END, setup::Voice::Changes)?;
    build::run()?;
    let browsers = browser.map_or(Browser::ALL.to_vec(), |one| vec![one]);
    for browser in browsers {
        let mut soak = test::soak(browser)?;
        process::run(soak.env("DURATION", seconds.to_string()))?;
    }
    Ok(())
}
