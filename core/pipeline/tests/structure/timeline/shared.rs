//! The cases of the contract (`../shared/vectors/timelines.json`), done to rows.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::path::PathBuf;

use cutter_model::refusal::Refusal;
use iu_address::{Day, Instant};
use iu_timeline::{Change, Code, Refused};
use serde_json::Value;

use super::both::{Became, Both};
use super::held::{days, hold};

fn shared() -> Option<Value> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared"));
    let path = std::env::var_os("CUTTER_SHARED").map_or_else(beside, PathBuf::from).join("vectors/timelines.json");
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(serde_json::from_str(&text).expect("JSON")),
        Err(_) => {
            println!("skipped: {} is not there", path.display());
            None
        }
    }
}

/// Does the changes of a case, and holds what is read then.
fn run(case: &Value, told: &mut BTreeMap<String, Vec<String>>) -> Result<(), String> {
    let mut both = Both::new();
    let mut instants = BTreeSet::new();
    for change in case["changes"].as_array().expect("changes") {
        if change["effective_on"].as_str().is_some_and(|day| day.parse::<Day>().is_err()) {
            continue;
        }
        let change: Change = serde_json::from_value(change.clone()).expect("a change");
        instants.insert(change.recorded_at);
        let name = format!("{} {}", case["id"].as_str().unwrap_or_default(), change.change);
        match both.record(&change) {
            Became::Accepted => {}
            Became::Refused(fold, rows) if fold.code == Code::EffectiveConflict => names_all(&fold, &rows, &both)?,
            Became::Refused(..) => {}
            Became::RefusedByRows(refusal) => {
                told.entry(format!("{}: {}", refusal.code, refusal.message)).or_default().push(name)
            }
            Became::NotOffered(why) => told.entry(why.to_owned()).or_default().push(name),
        }
    }
    let instants: Vec<Instant> = instants.into_iter().collect();
    hold(&both, &days(&both), &instants)
}

/// A conflict names the same changes.
fn names_all(fold: &Refused, rows: &Refusal, both: &Both) -> Result<(), String> {
    let names = both.rows.entries.iter().map(|entry| entry.name.as_str());
    let named: BTreeSet<&str> = names.filter(|name| rows.message.contains(&format!("({name})"))).collect();
    let by: BTreeSet<&str> = fold.by.iter().map(String::as_str).collect();
    // Or something is in its way already before what comes later.
    if rows.code != "EFFECTIVE_CONFLICT" || named == by {
        return Ok(());
    }
    Err(format!("the fold names {by:?}: {}: {}", rows.code, rows.message))
}

#[test]
fn all_shared_timelines_are_read_from_rows_as_they_are_folded() {
    let Some(file) = shared() else { return };
    let mut told = BTreeMap::new();
    let mut failures = Vec::new();
    for case in file["cases"].as_array().expect("cases") {
        let id = case["id"].as_str().unwrap_or_default();
        match catch_unwind(AssertUnwindSafe(|| run(case, &mut told))) {
            Ok(Ok(())) => {}
            Ok(Err(why)) => failures.push(format!("{id}: {why}")),
            Err(panic) => {
                let why = panic.downcast_ref::<String>().cloned().unwrap_or_else(|| "panicked".to_owned());
                failures.push(format!("{id}: {why}"));
            }
        }
    }
    for (why, names) in &told {
        println!("{} {why}: {}", names.len(), names.join(", "));
    }
    assert!(failures.is_empty(), "{} failed:\n{}", failures.len(), failures.join("\n"));
}
