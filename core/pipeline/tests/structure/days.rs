//! What is different between two days: by identity, whatever the units are called, and with what stands in the place of what ended.

use cutter_pipeline::structure::{between, DayRows, DaysCompared, DaysDifference, Operation, Part, Retire, Split, Substitute};
use iu_text::manifest::became::Change;

use super::reading::{renumbered, told, Told};
use super::world::{self, hour, id_at, BIRTH};

fn compared(told: &Told, from: &str, to: &str) -> DaysDifference {
    let day = |as_of: &str| DayRows { rows: told.facts(Some(as_of)), as_of: as_of.to_owned() };
    between(&DaysCompared { from: day(from), to: day(to), known_at: None }).expect("a difference")
}

/// What became of each, its address on either day, and its lineage.
fn lines(difference: &DaysDifference) -> Vec<String> {
    let line = |entry: &cutter_pipeline::structure::DayDifference| {
        let address = |unit: &Option<_>| {
            unit.as_ref().map_or("-".to_owned(), |unit: &cutter_pipeline::structure::ReadUnit| unit.canonical_address.clone())
        };
        format!("{:?} {} {} {:?}", entry.changes, address(&entry.before), address(&entry.after), entry.lineage)
    };
    difference.entries.iter().map(line).collect()
}

#[test]
fn what_changed_is_told_by_identity_and_what_did_not_is_counted() {
    let rows = world::v2().rows;
    let substituted = Substitute {
        unit_id: id_at(&rows, "HB/DIEU-1"),
        heading: None,
        body: "Lời mới.\n".to_owned(),
        title: None,
        source: None,
        derived: false,
    };
    let told = told(vec![
        Operation::Substitute(substituted),
        renumbered(&rows, "HB/DIEU-2", "HB/DIEU-9"),
        Operation::Retire(Retire { unit_id: id_at(&rows, "HB/DIEU-5") }),
    ]);
    assert_eq!(compared(&told, BIRTH, BIRTH).unchanged, 17);
    let whole = compared(&told, BIRTH, &hour(3));
    assert_eq!(
        lines(&whole),
        [
            "[Changed] HB/DIEU-1 HB/DIEU-1 []",
            "[Renumbered] HB/DIEU-2 HB/DIEU-9 []",
            "[Removed] HB/DIEU-5 - []",
            "[Removed] HB/DIEU-5-KHOAN-1 - []",
            "[Removed] HB/DIEU-5-KHOAN-2 - []",
        ]
    );
    assert_eq!(whole.counts[&Change::Removed], 3);
    // Parts of what was renumbered are as they were.
    assert_eq!(whole.unchanged, 12);
    let texts = |unit: &Option<cutter_pipeline::structure::ReadUnit>| unit.as_ref().and_then(|unit| unit.body.clone());
    assert_eq!(texts(&whole.entries[0].before).as_deref(), Some("Mở đầu điều 1, rồi tiếp.\n"));
    assert_eq!(texts(&whole.entries[0].after).as_deref(), Some("Lời mới.\n"));
    // One day beside the next, and back.
    assert_eq!(lines(&compared(&told, &hour(1), &hour(2))), ["[Renumbered] HB/DIEU-2 HB/DIEU-9 []"]);
    assert_eq!(lines(&compared(&told, &hour(2), &hour(1))), ["[Renumbered] HB/DIEU-9 HB/DIEU-2 []"]);
    assert_eq!(compared(&told, &hour(3), &hour(2)).counts[&Change::Added], 3);
}

#[test]
fn a_split_is_a_split_in_both_directions() {
    let rows = world::v2().rows;
    let parts = vec![
        Part { ends_at: "Khoản 1 của ".len(), ..Part::default() },
        Part { ends_at: "Khoản 1 của điều 3 đây.\n".len(), ..Part::default() },
    ];
    let told = told(vec![Operation::Split(Split { unit_id: id_at(&rows, "HB/DIEU-3-KHOAN-1"), parts })]);
    let there = compared(&told, BIRTH, &hour(1));
    let [removed, first, second] = &lines(&there)[..] else { panic!("{:#?}", lines(&there)) };
    assert!(removed.starts_with("[Removed] HB/DIEU-3-KHOAN-1 - [\"HB/DIEU-3-KHOAN-1-"), "{removed}");
    assert_eq!(there.entries[0].lineage.len(), 2, "{removed}");
    for part in [first, second] {
        assert!(part.starts_with("[Added] - HB/DIEU-3-KHOAN-1-P") && part.ends_with("[\"HB/DIEU-3-KHOAN-1\"]"), "{part}");
    }
    let back = compared(&told, &hour(1), BIRTH);
    assert_eq!((back.counts[&Change::Added], back.counts[&Change::Removed]), (1, 2));
    let whole = back.entries.iter().find(|entry| entry.changes == [Change::Added]).expect("the whole");
    assert_eq!(whole.lineage.len(), 2);
    assert_eq!(there.unchanged, back.unchanged);
    let within: Vec<&str> = whole.within.iter().map(|outer| outer.canonical_address.as_str()).collect();
    assert_eq!(within, ["HB/CHUONG-1", "HB/DIEU-3"]);
}

#[test]
fn parts_of_what_was_split_stay_where_they_are_on_later_days() {
    let rows = world::v2().rows;
    let parts = vec![
        Part { ends_at: "Khoản 1 của ".len(), ..Part::default() },
        Part { ends_at: "Khoản 1 của điều 3 đây.\n".len(), ..Part::default() },
    ];
    let told = told(vec![
        Operation::Split(Split { unit_id: id_at(&rows, "HB/DIEU-3-KHOAN-1"), parts }),
        renumbered(&rows, "HB/DIEU-2", "HB/DIEU-9"),
    ]);
    assert_eq!(lines(&compared(&told, &hour(1), &hour(2))), ["[Renumbered] HB/DIEU-2 HB/DIEU-9 []"]);
}

#[test]
fn before_the_birth_of_a_document_nothing_of_it_is_there() {
    let told = told(Vec::new());
    let born = compared(&told, "2019-01-01T00:00:00Z", BIRTH);
    assert_eq!((born.counts[&Change::Added], born.unchanged), (17, 0));
}
