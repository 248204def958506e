//! Inputs that once broke something, and some that were made to: each must hold today.

use cutter_properties::TARGETS;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/crashers")
}

/// Every input of a target, by name.
fn inputs(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = folder().join(target);
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = files.map(|file| file.expect("a file that can be listed").path());
    paths.map(|path| (path.display().to_string(), fs::read(&path).expect("a file that can be read"))).collect()
}

#[test]
fn no_input_breaks_its_property() {
    let mut broken = Vec::new();
    for (target, property) in TARGETS {
        for (path, data) in inputs(target) {
            if std::panic::catch_unwind(|| property(&data)).is_err() {
                broken.push(path);
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_target_has_inputs_and_every_folder_a_target() {
    for (target, _) in TARGETS {
        assert!(inputs(target).len() >= 5, "the inputs of {target} got lost");
    }
    let folders = fs::read_dir(folder()).expect("a folder").map(|entry| entry.expect("an entry").file_name().into_string());
    let folders: BTreeSet<String> = folders.map(|name| name.expect("a name in UTF-8")).collect();
    assert_eq!(folders, TARGETS.iter().map(|(target, _)| (*target).to_owned()).collect());
}

/// A wrapper that calls another property would fuzz the wrong thing for years.
#[test]
fn every_target_has_a_wrapper_of_its_own() {
    let fuzz = folder().join("..");
    let manifest = fs::read_to_string(fuzz.join("Cargo.toml")).expect("the manifest of the targets");
    for (target, _) in TARGETS {
        let wrapper = fs::read_to_string(fuzz.join(format!("fuzz_targets/{target}.rs"))).expect("a wrapper");
        assert!(wrapper.contains(&format!("cutter_properties::{target}(data)")), "{wrapper}");
        assert!(manifest.contains(&format!("path = \"fuzz_targets/{target}.rs\"")), "{target} is no target");
    }
}
