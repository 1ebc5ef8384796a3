//! Build, test and measure: `cargo xtask help`.
fn main() {}
