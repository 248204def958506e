//! Every stable code of a sentence that people read in the Studio is listed: every code in the source of the core is in one of
//! the lists, and nothing else is.

mod lists;

use std::collections::BTreeSet;
use std::path::Path;

use iu_text::segment::ANOMALIES;
use lists::{DOUBTS, FINDINGS, GATES, REFUSALS, VERIFY_FINDINGS};

/// What runs from the command line alone and speaks English there: governed change, audits of the ledger, folders at once.
const COMMAND_LINE: [&str; 2] = ["ledger", "bulk"];

/// The crates whose sentences people read in the Studio.
const CRATES: [&str; 7] = ["address", "text", "references", "model", "pipeline", "citing", "evidence"];

/// Of governed change, whether the database is as it should be, which the Studio says too.
const MIGRATION: &str = "change/src/migration.rs";

/// Words in capitals that are no codes: settings, SQL, templates of files, and the like.
const NO_CODES: [&str; 4] = ["CARGO_MANIFEST_DIR", "CARGO_PKG_VERSION", "SCREAMING_SNAKE_CASE", "UPDATE_UNICODE"];

/// Codes of one word, which are not told from other words in capitals by an underline.
const ONE_WORD: [&str; 10] =
    ["ADDRESS", "ANCHOR", "AUTHORITY", "CORRECTED", "LIFECYCLE", "NOBODY", "PARENT", "RECONSTRUCTION", "STANDING", "WITHDRAWN"];

fn without_tests(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("the file can be read");
    text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default().to_owned()
}

/// Every Rust file below `folder`, without its tests, and without what is said on the command line.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() && !COMMAND_LINE.contains(&name) {
            sources(&path, found);
        } else if name.ends_with(".rs") {
            found.push(without_tests(&path));
        }
    }
}

/// Texts of the source that `is_code` takes for a code.
fn literals(is_code: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let mut files = Vec::new();
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for name in CRATES {
        sources(&core.join(name).join("src"), &mut files);
    }
    files.push(without_tests(&core.join(MIGRATION)));
    let code = files.iter().flat_map(|text| text.lines()).filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split('"').skip(1).step_by(2)).filter(|text| is_code(text)).map(str::to_owned).collect()
}

fn is_capitals(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        && (text.contains('_') || ONE_WORD.contains(&text))
}

#[test]
fn every_code_of_the_core_is_listed() {
    let listed: BTreeSet<String> =
        [REFUSALS, FINDINGS, VERIFY_FINDINGS, DOUBTS, &NO_CODES].into_iter().flatten().map(|code| (*code).to_owned()).collect();
    let written = literals(is_capitals);
    let missing: Vec<_> = written.difference(&listed).collect();
    assert!(missing.is_empty(), "codes without a place in tests/codes/lists.rs: {missing:?}");
    let gone: Vec<_> = listed.difference(&written).collect();
    assert!(gone.is_empty(), "codes that no line of the core has: {gone:?}");
}

#[test]
fn every_gate_is_listed() {
    let written = literals(|text| text.starts_with("G-") && !text.contains(' '));
    assert_eq!(written, GATES.iter().map(|gate| (*gate).to_owned()).collect());
}

#[test]
fn no_code_is_listed_twice() {
    for list in [REFUSALS, FINDINGS, VERIFY_FINDINGS, GATES, ANOMALIES] {
        assert!(list.windows(2).all(|pair| pair[0] < pair[1]), "not in order, or twice: {list:?}");
    }
}
