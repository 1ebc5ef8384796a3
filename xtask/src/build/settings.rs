//! What makes the script small, besides `[profile.release]` in Cargo.toml.

/// Builds std anew with the crate: for size, and so that a panic stops the module
/// without a message, which leaves out the text and the formatting of messages.
/// Stable compilers take these options only with RUSTC_BOOTSTRAP.
pub const CARGO: &[&str] = &[
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
    "-Zpanic-immediate-abort",
    "--config=profile.release.panic=\"immediate-abort\"",
    // Nobody is told where a panic was, and no path of this machine goes along.
    "--config=target.wasm32-unknown-unknown.rustflags=[\"-Zlocation-detail=none\"]",
];

/// Of what it makes only the module is used: the scripts instantiate it as it is.
pub const WASM_BINDGEN: &[&str] = &[
    "--target=web",
    "--no-typescript",
    "--remove-name-section",
    "--remove-producers-section",
];

/// Control flow that was taken apart and put together again, and a second round,
/// save another 2 % after compression. The features are those that rustc compiles
/// for; `--all-features` would make modules that engines of today refuse.
pub const WASM_OPT: &[&str] = &[
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// The oldest browsers that know the features of wasm above, and class fields.
pub const ESBUILD: &[&str] = &[
    "--target=chrome96,firefox90,safari15",
    "--charset=ascii",
    "--legal-comments=none",
];
