//! What of the core a build is made of. It is part of `build.rs`, and of the tests, which a build script has none of.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders whose sources are in no build that is shipped, or are made by one.
const LEFT_OUT: [&str; 7] = ["benches", "examples", "fuzz", "properties", "target", "tests", "node_modules"];

/// The manifests below `folder` and everything in the folders `src`, by their names from the core on with `/` between: tables of
/// profiles and grammars decide how a law is read as much as code does. `watch` is told of each manifest and of each folder `src`.
pub fn collect(folder: &Path, name: &str, files: &mut Vec<(String, PathBuf)>, watch: &impl Fn(&Path)) {
    for entry in fs::read_dir(folder).expect("a folder can be read") {
        let path = entry.expect("an entry").path();
        let own = path.file_name().and_then(|own| own.to_str()).unwrap_or_default();
        let named = format!("{name}/{own}");
        let in_sources = named.contains("/src/");
        if path.is_dir() {
            if own == "src" {
                watch(&path);
            }
            if !LEFT_OUT.contains(&own) && !own.starts_with('.') && !own.starts_with("pkg-") {
                collect(&path, &named, files, watch);
            }
        } else if in_sources || own == "Cargo.toml" || own == "build.rs" {
            if !in_sources {
                watch(&path);
            }
            files.push((named, path));
        }
    }
}
