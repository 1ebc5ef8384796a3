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
    // Numbers only cross the boundary, so wasm-bindgen needs no table for references.
    // Without its rewriting of loops, LLVM leaves to wasm's addresses what they can add.
    "--config=target.wasm32-unknown-unknown.rustflags=[\"-Zlocation-detail=none\", \"-Ctarget-feature=-reference-types\", \"-Cllvm-args=-disable-lsr\"]",
];

/// Of what it makes only the module is used: the scripts instantiate it as it is.
pub const WASM_BINDGEN: &[&str] = &["--target=web", "--no-typescript"];

/// Leaves out what only those need who look into the module.
pub const WASM_BINDGEN_STRIP: &[&str] = &["--remove-name-section", "--remove-producers-section"];

/// Control flow that was taken apart and put together again, twice, and more rounds, save
/// another 2 % after compression.
/// Of wasm-bindgen's own exports those go that nobody takes.
/// What has one caller is inlined only if it is small: engines compile a function when it is
/// first called, and optimize it by how much code has run, of which V8 counts all of a
/// function that returns. With all operations in one, it was optimized, in the background and
/// for longer than a connection takes, as soon as there had been five.
pub const WASM_OPT: &[&str] = &[
    "--remove-exports=__abort_handler",
    "--remove-exports=__instance_terminated",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "-Oz",
    "--converge",
    "--one-caller-inline-max-function-size=200",
];
pub const WASM_OPT_STRIP: &[&str] = &[
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// After the optimizer, so that the tests of the codec can have the names.
pub const SHORT_NAMES: &[&str] = &["--minify-imports-and-exports-and-modules"];

/// For both: what rustc compiles for. `--all-features` would make modules that engines
/// of today refuse.
pub const WASM_FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
];

/// For wasm2js, which knows wasm as it was at first.
pub const LOWER: &[&str] = &[
    "--signext-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "--llvm-memory-copy-fill-lowering",
];
pub const WASM2JS: &[&str] = &["--enable-mutable-globals", "-O2"];

/// The oldest browsers that know the features of wasm above, and class fields.
pub const ESBUILD: &[&str] = &[
    "--target=chrome91,firefox79,safari15",
    "--charset=ascii",
    "--legal-comments=none",
];

/// Of what is to be minified, 5 % less after compression than esbuild makes of it.
/// Functions stay as they are written: with the inlining and merging that Terser can do,
/// packing is slower by a third, since engines inline by size and learn place by place.
/// `xtask/node/minify.mjs` chooses the names.
pub const TERSER: &str = r#"{
    "ecma": 2020,
    "compress": {
        "defaults": false,
        "evaluate": true,
        "reduce_vars": true,
        "unused": true,
        "dead_code": true,
        "join_vars": true,
        "passes": 2
    },
    "format": { "ascii_only": true }
}"#;
