//! Takes the digest that names this build: over every source of the core's crates, their manifests and the lock file.
//!
//! It asks neither git nor the compiler, whose answers differ from machine to machine. What is no part of a build is left out:
//! tests, examples, fuzzing.

use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// Folders whose sources are in no build that is shipped, or are made by one.
const LEFT_OUT: [&str; 7] = ["benches", "examples", "fuzz", "properties", "target", "tests", "node_modules"];

fn main() {
    let core = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo says where")).join("..");
    let mut files = Vec::new();
    collect(&core, "", &mut files);
    let lock = core.join("../Cargo.lock");
    if lock.is_file() {
        println!("cargo:rerun-if-changed={}", lock.display());
        files.push(("Cargo.lock".to_owned(), lock));
    }
    // By their names, whatever the order a file system gives them in.
    files.sort();
    let mut digest = Sha256::new();
    for (name, path) in &files {
        // A check-out may have line ends of its own.
        let bytes: Vec<u8> = fs::read(path).expect("a source can be read").into_iter().filter(|&byte| byte != b'\r').collect();
        digest.update(format!("{name}\n{}\n", bytes.len()));
        digest.update(&bytes);
    }
    let digest: String = digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    println!("cargo:rustc-env=CUTTER_SOURCES={digest}");
}

/// The manifests and sources below `folder`, by their names from the core on with `/` between.
fn collect(folder: &Path, name: &str, files: &mut Vec<(String, PathBuf)>) {
    for entry in fs::read_dir(folder).expect("a folder can be read") {
        let path = entry.expect("an entry").path();
        let own = path.file_name().and_then(|own| own.to_str()).unwrap_or_default();
        let named = format!("{name}/{own}");
        if path.is_dir() {
            if own == "src" {
                println!("cargo:rerun-if-changed={}", path.display());
            }
            if !LEFT_OUT.contains(&own) && !own.starts_with(['.']) && !own.starts_with("pkg-") {
                collect(&path, &named, files);
            }
        } else if own == "Cargo.toml" || own == "build.rs" || (own.ends_with(".rs") && named.contains("/src/")) {
            if !named.contains("/src/") {
                println!("cargo:rerun-if-changed={}", path.display());
            }
            files.push((named, path));
        }
    }
}
