//! Vectors of canonical addresses: our own, and the shared ones where they are present.

use super::vector_cases as cases;
use std::path::{Path, PathBuf};

fn read(path: &Path) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(path).expect("a vector file");
    cases::cases(serde_json::from_str(&text).expect("JSON")).expect("cases")
}

#[test]
fn our_own_address_vectors_pass() {
    let vectors = read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/addresses.json").as_ref());
    assert_eq!(vectors.len(), 12);
    let failures: Vec<String> =
        vectors.iter().filter_map(|case| cases::run(case).err().map(|why| format!("{why}: {case}"))).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn all_shared_address_vectors_pass() {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let shared = std::env::var_os("CUTTER_SHARED").map_or_else(beside, PathBuf::from);
    let path = shared.join("vectors/addresses.json");
    if !path.is_file() {
        println!("skipped: {} is not there", path.display());
        return;
    }
    let vectors = read(&path);
    assert!(!vectors.is_empty(), "the vector file has cases");
    let failures: Vec<String> =
        vectors.iter().filter_map(|case| cases::run(case).err().map(|why| format!("{why}: {case}"))).collect();
    assert!(failures.is_empty(), "{} of {} failed:\n{}", failures.len(), vectors.len(), failures.join("\n"));
}

#[test]
fn cases_that_cannot_be_run_or_do_not_hold_fail_with_a_reason() {
    let cases = [
        (r#"{"op": "fly"}"#, "the operation \"fly\" is unknown"),
        (r#"{"name": "a world", "queries": []}"#, "the case names no operation `op`"),
        (r#"{"op": "parse", "ok": true}"#, "the case has no text `text`"),
        (r#"{"op": "parse", "text": "A/B", "ok": true, "colour": 1}"#, "the answer has no field `colour`"),
        (r#"{"op": "parse", "text": "A/B", "ok": true, "depth": 2}"#, "`depth` is 1, expected 2"),
        (
            r#"{"op": "sort", "input": ["A/2", "A/1"], "output": ["A/2", "A/1"]}"#,
            r#"`output` is ["A/1","A/2"], expected ["A/2","A/1"]"#,
        ),
        (r#"{"op": "label", "written": "IV", "numbering": "roman", "token": "IV"}"#, r#"`token` is "4", expected "IV""#),
        (
            r#"{"op": "split", "address": "A/B", "taken": [], "count": 1, "error": "X"}"#,
            r#"the answer is ["A/B-P1"], expected the error "X""#,
        ),
        (r#"{"op": "join", "joined": ["A/1", "A/2"], "ever_used": [], "result": "A/4"}"#, r#"`result` is "A/3", expected "A/4""#),
    ];
    for (case, reason) in cases {
        assert_eq!(cases::run(&serde_json::from_str(case).unwrap()), Err(reason.to_owned()), "{case}");
    }
}
