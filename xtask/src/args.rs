//! The command line: words, and options that take a value.

use crate::error::{Error, Result};
use std::{collections::VecDeque, env, str::FromStr};

pub struct Args(VecDeque<String>);

impl Args {
    pub fn from_env() -> Self {
        Self(env::args().skip(1).collect())
    }

    /// Takes the next argument that is no option.
    pub fn positional(&mut self) -> Option<String> {
        let plain = |arg: &String| !arg.starts_with("--") || arg == "--help";
        self.0
            .front()
            .is_some_and(plain)
            .then(|| self.0.pop_front())?
    }

    /// Takes the value of an option, given as `--name value` or `--name=value`.
    pub fn option<T: FromStr>(&mut self, name: &str) -> Result<Option<T>> {
        let Some(at) = self
            .0
            .iter()
            .position(|arg| arg.split_once('=').map_or(arg.as_str(), |(head, _)| head) == name)
        else {
            return Ok(None);
        };
        let arg = self.0.remove(at).unwrap_or_default();
        let value = match arg.split_once('=') {
            Some((_, value)) => value.to_owned(),
            None => self
                .0
                .remove(at)
                .ok_or_else(|| Error::Usage(format!("{name} needs a value")))?,
        };
        match value.parse() {
            Ok(parsed) => Ok(Some(parsed)),
            Err(_) => Err(Error::Usage(format!("{name}: not valid: {value}"))),
        }
    }

    /// Takes an option without a value; whether it is there.
    pub fn flag(&mut self, name: &str) -> bool {
        let at = self.0.iter().position(|arg| arg == name);
        at.and_then(|at| self.0.remove(at)).is_some()
    }

    /// Makes sure that nothing is left over.
    pub fn finish(&self) -> Result<()> {
        match self.0.front() {
            Some(arg) => Err(Error::Usage(format!("unexpected argument: {arg}"))),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(words: &[&str]) -> Args {
        Args(words.iter().map(|&word| word.to_owned()).collect())
    }

    #[test]
    fn takes_words_and_options_in_any_order() {
        let mut args = args(&[
            "test",
            "--browser",
            "firefox",
            "wasm",
            "--port=80",
            "--dry-run",
        ]);
        assert_eq!(args.positional().as_deref(), Some("test"));
        assert_eq!(args.option::<u16>("--port").unwrap(), Some(80));
        let browser = args.option::<String>("--browser").unwrap();
        assert_eq!(browser.as_deref(), Some("firefox"));
        assert!(args.flag("--dry-run") && !args.flag("--dry-run"));
        assert_eq!(args.positional().as_deref(), Some("wasm"));
        assert!(args.finish().is_ok());
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(args(&["--bogus"]).finish().is_err());
        assert!(args(&["--port"]).option::<u16>("--port").is_err());
        assert!(args(&["--port", "x"]).option::<u16>("--port").is_err());
        assert!(args(&["--portal=1"])
            .option::<u16>("--port")
            .unwrap()
            .is_none());
    }
}
