//! Any sequence of operations, some of them taken back: at each time in between the document reads as it stood then.

use cutter_pipeline::structure::{compensate, Change, Document, Moment, Recorded, RowChange, Rows, TouchedThen};
use iu_address::Instant;
use proptest::prelude::*;
use serde::Serialize;
use serde_json::{json, Value};

use super::asks::{ask, operation, Ask};
use super::world::{self, by, hour, perform, with};

fn recorded(at: &str, id: &str, before: Option<Value>, after: Option<Value>) -> Recorded {
    Recorded {
        applied_at: at.to_owned(),
        effective_on: None,
        row: TouchedThen { target_row_id: id.to_owned(), before, after },
        ..Recorded::default()
    }
}

fn rows<T: Serialize>(changes: &[RowChange<T>], name: &str, at: &str) -> Vec<Recorded> {
    let state = |row: &Option<T>| row.as_ref().map(|row| json!({ name: row }));
    let of = |change: &RowChange<T>| recorded(at, &change.id, state(&change.before), state(&change.after));
    changes.iter().map(of).collect()
}

pub fn record(change: &Change, at: &str) -> Vec<Recorded> {
    [rows(&change.units, "unit", at), rows(&change.versions, "version", at), rows(&change.aliases, "alias", at)].concat()
}

fn bare(rows: &Rows) -> Rows {
    Rows { edges: std::collections::BTreeMap::new(), ..rows.clone() }
}

fn instant(text: &str) -> Instant {
    text.parse().expect("a time")
}

fn check(mut document: Document, asks: &[Ask]) -> Result<(), TestCaseError> {
    let mut recorded = Vec::new();
    // Each state with the instant it begins.
    let mut states = vec![(world::BIRTH.to_owned(), bare(&document.rows))];
    for (number, ask) in asks.iter().enumerate() {
        let step = 3 * number + 1;
        let Some(operation) = operation(&document.rows, *ask) else { break };
        let Ok(done) = perform(&document, operation, step) else { continue };
        recorded.extend(record(&done.plan.change, &hour(step)));
        states.push((hour(step), bare(&done.after)));
        if ask.undone {
            let restored = compensate(&done.plan.change, &done.after, by(step + 1), "VERIFY failed.", None).expect("untouched");
            recorded.extend(record(&Change::between(&done.after, &restored), &hour(step + 1)));
            states.push((hour(step + 1), bare(&restored)));
            document.ever_used.extend(
                done.after
                    .units
                    .values()
                    .filter(|unit| !restored.units.contains_key(&unit.id))
                    .map(|unit| unit.canonical_address.clone()),
            );
            document = with(&document, restored);
        } else {
            document = with(&document, done.after);
        }
    }
    for (at, state) in &states {
        let past = document.rows.at(&recorded, Moment { as_of: Some(instant(at)), known_at: None }).expect("all is on record");
        prop_assert_eq!(&past, state, "as of {}", at);
        prop_assert_eq!(past.reading(), state.reading());
    }
    let before = document
        .rows
        .at(&recorded, Moment { as_of: Some(instant("2019-12-31T23:59:59.999999Z")), known_at: None })
        .expect("all is on record");
    prop_assert_eq!(before, Rows::default(), "before its birth there is nothing");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_document_in_format_v1_reads_as_it_stood(asks in prop::collection::vec(ask(), 1..14)) {
        check(world::v1(), &asks)?;
    }

    #[test]
    fn a_document_in_format_v2_reads_as_it_stood(asks in prop::collection::vec(ask(), 1..14)) {
        check(world::v2(), &asks)?;
    }
}

#[test]
fn a_first_cut_is_taken_back_whole() {
    let document = world::v2();
    let now = bare(&document.rows);
    let cut: Vec<Recorded> = now
        .units
        .values()
        .map(|unit| recorded(world::BIRTH, &unit.id, None, Some(json!({ "unit": unit, "version": now.newest(&unit.id) }))))
        .collect();
    assert_eq!(now.at(&cut, Moment { as_of: Some(instant("2019-06-01")), known_at: None }).unwrap(), Rows::default());
    assert_eq!(now.at(&cut, Moment { as_of: Some(instant(world::BIRTH)), known_at: None }).unwrap(), now);
    // Taken back later, it is there in between.
    let gone: Vec<Recorded> =
        cut.iter().map(|each| recorded(&hour(5), &each.row.target_row_id, each.row.after.clone(), None)).collect();
    let record = [cut, gone].concat();
    assert_eq!(Rows::default().at(&record, Moment { as_of: Some(instant(&hour(4))), known_at: None }).unwrap(), now);
    assert_eq!(Rows::default().at(&record, Moment { as_of: Some(instant(&hour(5))), known_at: None }).unwrap(), Rows::default());
}

#[test]
fn a_record_that_cannot_be_read_is_said() {
    let rows = Rows::default();
    for (before, why) in
        [(json!({}), "neither unit"), (json!({ "unit": { "id": 1 } }), "cannot be read"), (json!([1]), "cannot be read")]
    {
        let record = [recorded(&hour(1), "row-1", Some(before), None)];
        let refusal = rows.at(&record, Moment { as_of: Some(instant(world::BIRTH)), known_at: None }).unwrap_err();
        assert_eq!(refusal.code, "FACTS_UNREADABLE");
        assert!(refusal.message.contains("row-1") && refusal.message.contains(why), "{}", refusal.message);
    }
    let record = [recorded("yesterday", "row-1", None, None)];
    assert_eq!(
        rows.at(&record, Moment { as_of: Some(instant(world::BIRTH)), known_at: None }).unwrap_err().code,
        "TIME_UNREADABLE"
    );
}
