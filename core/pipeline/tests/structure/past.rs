//! Any sequence of operations, some of them taken back: at each time in between the document reads as it stood then.

use cutter_pipeline::structure::{compensate, Change, Document, Recorded, RowChange, Rows};
use iu_address::Instant;
use proptest::prelude::*;
use serde::Serialize;
use serde_json::json;

use super::asks::{ask, operation, Ask};
use super::world::{self, by, hour, perform, with};

fn rows<T: Serialize>(changes: &[RowChange<T>], name: &str, at: &str) -> Vec<Recorded> {
    let state = |row: &Option<T>| row.as_ref().map(|row| json!({ name: row }));
    let of = |change: &RowChange<T>| Recorded {
        applied_at: at.to_owned(),
        target_row_id: change.id.clone(),
        before: state(&change.before),
        after: state(&change.after),
    };
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
            let restored = compensate(&done.plan.change, &done.after, by(step + 1), "VERIFY failed.").expect("untouched");
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
        let past = document.rows.at(&recorded, instant(at)).expect("all is on record");
        prop_assert_eq!(&past, state, "as of {}", at);
        prop_assert_eq!(past.reading(), state.reading());
    }
    let before = document.rows.at(&recorded, instant("2019-12-31T23:59:59.999999Z")).expect("all is on record");
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
        .map(|unit| Recorded {
            applied_at: world::BIRTH.to_owned(),
            target_row_id: unit.id.clone(),
            before: None,
            after: Some(json!({ "unit": unit, "version": now.newest(&unit.id) })),
        })
        .collect();
    assert_eq!(now.at(&cut, instant("2019-06-01")).unwrap(), Rows::default());
    assert_eq!(now.at(&cut, instant(world::BIRTH)).unwrap(), now);
    // Taken back later, it is there in between.
    let gone: Vec<Recorded> = cut
        .iter()
        .map(|row| Recorded {
            applied_at: hour(5),
            target_row_id: row.target_row_id.clone(),
            before: row.after.clone(),
            after: None,
        })
        .collect();
    let record = [cut, gone].concat();
    assert_eq!(Rows::default().at(&record, instant(&hour(4))).unwrap(), now);
    assert_eq!(Rows::default().at(&record, instant(&hour(5))).unwrap(), Rows::default());
}

#[test]
fn a_record_that_cannot_be_read_is_said() {
    let rows = Rows::default();
    for (before, why) in
        [(json!({}), "neither unit"), (json!({ "unit": { "id": 1 } }), "cannot be read"), (json!([1]), "cannot be read")]
    {
        let record = [Recorded { applied_at: hour(1), target_row_id: "row-1".to_owned(), before: Some(before), after: None }];
        let refusal = rows.at(&record, instant(world::BIRTH)).unwrap_err();
        assert_eq!(refusal.code, "FACTS_UNREADABLE");
        assert!(refusal.message.contains("row-1") && refusal.message.contains(why), "{}", refusal.message);
    }
    let record = [Recorded { applied_at: "yesterday".to_owned(), target_row_id: "row-1".to_owned(), before: None, after: None }];
    assert_eq!(rows.at(&record, instant(world::BIRTH)).unwrap_err().code, "TIME_UNREADABLE");
}
