//! The public API against its snapshot, `core/public-api.txt`: a change of it is seen, and is meant.
//!
//! `UNPAUSE_UPDATE=1 cargo test -p unpause --test public_api` writes the snapshot.

#![allow(clippy::print_stderr, reason = "a skipped check says so")]

use std::path::Path;
use std::process::Command;

/// The format of rustdoc's JSON that the library of this test reads: Rust 1.95 writes it.
const FORMAT_VERSION: &str = "\"format_version\":57";

#[test]
fn the_public_api_is_the_one_in_the_snapshot() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = root.join("../target/public-api");
    let documented = Command::new(env!("CARGO"))
        .args(["rustdoc", "--package", "unpause", "--lib", "--quiet", "--target-dir"])
        .arg(&target)
        .args(["--", "-Z", "unstable-options", "--output-format", "json", "--cap-lints", "allow"])
        // rustdoc writes JSON on the nightly channel only; the format is checked below.
        .env("RUSTC_BOOTSTRAP", "1")
        .status()
        .unwrap();
    assert!(documented.success(), "rustdoc failed");

    let json = target.join("doc/unpause.json");
    if !std::fs::read_to_string(&json).unwrap().contains(FORMAT_VERSION) {
        assert!(std::env::var_os("CI").is_none(), "this Rust writes another format of rustdoc's JSON than 1.95");
        eprintln!("SKIPPED: the public API is not compared, because this Rust is not 1.95.");
        return;
    }
    let api = public_api::Builder::from_rustdoc_json(&json)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()
        .unwrap()
        .to_string();

    let snapshot = root.join("public-api.txt");
    if std::env::var_os("UNPAUSE_UPDATE").is_some() {
        std::fs::write(&snapshot, &api).unwrap();
    }
    let expected = std::fs::read_to_string(&snapshot).unwrap_or_default();
    let (old, new): (Vec<_>, Vec<_>) = (expected.lines().collect(), api.lines().collect());
    let missing: Vec<_> = old.iter().filter(|line| !new.contains(line)).map(|line| format!("- {line}")).collect();
    let added: Vec<_> = new.iter().filter(|line| !old.contains(line)).map(|line| format!("+ {line}")).collect();
    assert!(
        missing.is_empty() && added.is_empty(),
        "the public API has changed. If that is meant, run this test with UNPAUSE_UPDATE=1.\n{}",
        [missing, added].concat().join("\n")
    );
}
