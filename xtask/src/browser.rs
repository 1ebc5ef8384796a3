//! The browsers that the tests run in.

use crate::process;
use std::{path::PathBuf, str::FromStr};

#[derive(Clone, Copy, PartialEq)]
pub enum Browser {
    Chromium,
    Firefox,
}

impl Browser {
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// Its name on the command line, and in the environment of the Node tests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }

    /// What its executable may be called; `tests/support/browser.mjs` agrees.
    pub fn executables(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["chromium", "chromium-browser", "google-chrome"],
            Self::Firefox => &["firefox", "firefox-esr"],
        }
    }

    /// Its WebDriver.
    pub fn driver(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
        }
    }

    pub fn find(self) -> Option<PathBuf> {
        process::find(self.executables())
    }
}

impl FromStr for Browser {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        let mut all = Self::ALL.into_iter();
        all.find(|browser| browser.name() == name).ok_or(())
    }
}
