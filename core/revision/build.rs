//! Takes the digest that names this build: over everything in the sources of the core's crates, their manifests and the lock file.
//!
//! It asks neither git nor the compiler, whose answers differ from machine to machine. What is no part of a build is left out:
//! tests, examples, fuzzing.

use sha2::{Digest, Sha256};
use std::fs;
use std::path::PathBuf;

mod sources;

fn main() {
    let core = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo says where")).join("..");
    let mut files = Vec::new();
    sources::collect(&core, "", &mut files, &|path| println!("cargo:rerun-if-changed={}", path.display()));
    let lock = core.join("../Cargo.lock");
    if lock.is_file() {
        println!("cargo:rerun-if-changed={}", lock.display());
        files.push(("Cargo.lock".to_owned(), lock));
    }
    // By their names, whatever the order a file system gives them in.
    files.sort();
    let mut digest = Sha256::new();
    for (name, path) in &files {
        // A check-out may have line ends of its own, of texts.
        let bytes: Vec<u8> = fs::read(path).expect("a source can be read");
        let bytes: Vec<u8> = if bytes.contains(&0) { bytes } else { bytes.into_iter().filter(|&byte| byte != b'\r').collect() };
        digest.update(format!("{name}\n{}\n", bytes.len()));
        digest.update(&bytes);
    }
    let digest: String = digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    println!("cargo:rustc-env=CUTTER_SOURCES={digest}");
}
