//! Vectors of aliases: our own, and the shared ones where they are present.

use super::vector_cases as cases;
use serde_json::{json, Value};
use std::path::{Path, PathBuf};

fn read(path: &Path) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(path).expect("a vector file");
    cases::cases(serde_json::from_str(&text).expect("JSON")).expect("cases")
}

#[test]
fn our_own_alias_vectors_pass() {
    let vectors = read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/aliases.json").as_ref());
    assert_eq!(vectors.len(), 8);
    let failures: Vec<String> =
        vectors.iter().filter_map(|case| cases::run(case).err().map(|why| format!("{why}: {case}"))).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn all_shared_alias_vectors_pass() {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let shared = std::env::var_os("CUTTER_SHARED").map_or_else(beside, PathBuf::from);
    let path = shared.join("vectors/aliases.json");
    if !path.is_file() {
        println!("skipped: {} is not there", path.display());
        return;
    }
    let vectors = read(&path);
    assert!(!vectors.is_empty(), "the vector file has queries");
    let failures: Vec<String> = vectors
        .iter()
        .filter_map(|case| {
            cases::run(case).err().map(|why| format!("{}: {} {}: {why}", case["name"], case["text"], case["as_of"]))
        })
        .collect();
    assert!(failures.is_empty(), "{} of {} failed:\n{}", failures.len(), vectors.len(), failures.join("\n"));
}

#[test]
fn queries_that_cannot_be_run_or_do_not_hold_fail_with_a_reason() {
    let unit = json!({"id": "u", "canonical_address": "A/1", "born_at": "2020-01-01", "lifecycle": "active"});
    let query = |text: &str, as_of: &str, expect: Value| json!({"op": "resolve", "units": [unit], "aliases": [], "text": text, "as_of": as_of, "follow": "latest", "expect": expect});
    assert_eq!(cases::run(&query("A/1", "2021-01-01", json!({"outcome": "canonical", "http": 200, "units": ["u"]}))), Ok(()));
    for (case, reason) in [
        (query("A/1", "2021-01-01", json!({"outcome": "alias"})), "`outcome` is \"canonical\", expected \"alias\""),
        (query("A/1", "2019-01-01", json!({"http": 200})), "`http` is 404, expected 200"),
        (query("A/1", "soon", json!({"http": 200})), "`http` is 400, expected 200"),
        (query("A/1", "2021-01-01", json!({"units": []})), "`units` is [\"u\"], expected []"),
        (json!({"op": "resolve", "units": []}), "the case has no list `aliases`"),
    ] {
        assert_eq!(cases::run(&case), Err(reason.to_owned()), "{case}");
    }
}
