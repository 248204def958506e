//! Vectors of timelines: our own, and the shared ones where they are present.

use super::timeline_cases::{cases, run};
use serde_json::Value;
use std::path::{Path, PathBuf};

fn failures(path: &Path) -> (usize, Vec<String>) {
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).expect("a file")).expect("JSON");
    assert_eq!(file["format"], super::timeline_cases::FORMAT);
    let cases = cases(&file).expect("cases");
    let failed = |case: &Value| run(case).err().map(|why| format!("{} {}: {why}", case["id"], case["query"]));
    (cases.len(), cases.iter().filter_map(failed).collect())
}

#[test]
fn our_own_timelines_hold() {
    let (count, failures) = failures(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/timelines.json").as_ref());
    assert!(count >= 20, "{count} cases");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn all_shared_timelines_hold() {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let shared = std::env::var_os("CUTTER_SHARED").map_or_else(beside, PathBuf::from);
    let path = shared.join("vectors/timelines.json");
    if !path.is_file() {
        println!("skipped: {} is not there", path.display());
        return;
    }
    let (count, failures) = failures(&path);
    assert!(count > 0, "the vector file has cases");
    assert!(failures.is_empty(), "{} of {count} failed:\n{}", failures.len(), failures.join("\n"));
}
