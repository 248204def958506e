//! Suspension: law that is not applied for a time, and stays law.

use cutter_pipeline::structure::{
    compensate, read, Amendment, AmendmentPart, Changed, Document, DocumentRows, Join, LegalState, NewAddress, Operation, Part,
    ReadingRequest, Renumber, Request, Resume, Retire, Rows, Split, Suspend, Undertaking,
};

use super::ledger::{day, law, withdraw, Story};
use super::world::{self, by, hour, id_at, perform_request, request};

fn suspend(units: &[&str], until: Option<&str>) -> Operation {
    let unit_ids = units.iter().map(|unit| (*unit).to_owned()).collect();
    Operation::Suspend(Suspend { unit_ids, until: until.map(day) })
}

fn resume(units: &[&str]) -> Operation {
    Operation::Resume(Resume { unit_ids: units.iter().map(|unit| (*unit).to_owned()).collect() })
}

fn in_force(document: Document) -> Story {
    Story::new(law(document, "2012-07-01"))
}

/// What the unit is on a day, as a reader is told.
fn state(story: &Story, address: &str, as_of: &str) -> LegalState {
    let change = Changed {
        change_set_id: "c".to_owned(),
        operation_kind: "first_cut".to_owned(),
        applied_at: hour(0),
        effective_on: Some(day("2012-07-01")),
    };
    let record = serde_json::to_string(&story.ledger.recorded).expect("JSON");
    let rows = DocumentRows { record, ..DocumentRows::of(&story.document.rows.with_newest(), &[], change) };
    let request = ReadingRequest { unit_id: None, depth: None, as_of: Some(as_of.to_owned()), known_at: None };
    let reading = read(&rows, "[]", &request).expect("is read");
    let unit = reading.units.iter().find(|unit| unit.canonical_address == address).expect("it is there");
    unit.legal.as_ref().expect("it has days").state
}

fn code<T>(result: Result<T, cutter_model::refusal::Refusal>) -> String {
    result.map(|_| ()).expect_err("it is refused").code
}

#[test]
fn it_runs_from_its_day_to_its_end_and_the_text_is_read_all_the_while() {
    use LegalState::{InForce, Suspended};
    let mut story = in_force(world::flat(2));
    story.then(suspend(&["HB/DIEU-1"], Some("2021-01-01")), "2020-01-01").expect("is carried out");
    for (as_of, expected) in
        [("2019-12-31", InForce), ("2020-01-01", Suspended), ("2020-12-31", Suspended), ("2021-01-01", InForce)]
    {
        assert_eq!(state(&story, "HB/DIEU-1", as_of), expected, "as of {as_of}");
        assert_eq!(state(&story, "HB/DIEU-2", as_of), InForce, "the other one, as of {as_of}");
    }
    // Back to back with the next one, whose end nobody knows; it is ended on a day of its own.
    story.then(suspend(&["HB/DIEU-1"], None), "2021-01-01").expect("the first one is over");
    assert_eq!(state(&story, "HB/DIEU-1", "2030-01-01"), Suspended);
    story.then(resume(&["HB/DIEU-1"]), "2022-06-01").expect("is carried out");
    for (as_of, expected) in
        [("2020-06-01", Suspended), ("2021-06-01", Suspended), ("2022-05-31", Suspended), ("2022-06-01", InForce)]
    {
        assert_eq!(state(&story, "HB/DIEU-1", as_of), expected, "as of {as_of}");
    }
}

#[test]
fn all_law_below_goes_along_and_nothing_else_of_a_unit_changes() {
    let mut story = in_force(world::v2());
    let before = story.document.rows.clone();
    let done = story.then(suspend(&["HB/DIEU-1"], None), "2020-01-01").expect("is carried out");
    let addresses: Vec<&str> = done.manifest.origins.iter().map(|origin| origin.address.as_str()).collect();
    assert_eq!(addresses, ["HB/DIEU-1", "HB/DIEU-1-KHOAN-1", "HB/DIEU-1-KHOAN-2"]);
    let without = |rows: &Rows| {
        let mut rows = rows.clone();
        for unit in rows.units.values_mut() {
            (unit.suspended_from, unit.suspended_until) = (None, None);
            unit.updated_at.clear();
        }
        rows
    };
    assert_eq!(without(&done.after), without(&before));
    let done = story.then(resume(&["HB/DIEU-1-KHOAN-2"]), "2020-03-01").expect("a part is applied again before the rest");
    assert_eq!(done.manifest.origins.len(), 1);
    let done = story.then(resume(&["HB/DIEU-1"]), "2020-06-01").expect("is carried out");
    assert_eq!(done.manifest.origins.len(), 2, "the article and the clause that is suspended still");
}

#[test]
fn it_is_the_units_whatever_becomes_of_its_text_number_and_parts() {
    use LegalState::{InForce, Suspended};
    let mut story = in_force(world::flat(3));
    story.then(suspend(&["HB/DIEU-1"], Some("2024-01-01")), "2020-01-01").expect("is carried out");
    story.substitute("HB/DIEU-1", "Một câu khác hẳn.\n", "2021-01-01").expect("is carried out");
    let change = NewAddress { unit_id: "HB/DIEU-1".to_owned(), address: "HB/DIEU-9".to_owned(), label: None };
    story.then(Operation::Renumber(Renumber { changes: vec![change] }), "2022-01-01").expect("is carried out");
    let length = "Một câu khác hẳn.\n".len();
    let parts = [4, length].map(|ends_at| Part { ends_at, ..Part::default() }).to_vec();
    story.then(Operation::Split(Split { unit_id: "HB/DIEU-1".to_owned(), parts }), "2023-01-01").expect("is carried out");
    for part in ["HB/DIEU-9-P1", "HB/DIEU-9-P2"] {
        assert_eq!(state(&story, part, "2023-01-01"), Suspended);
        assert_eq!(state(&story, part, "2024-01-01"), InForce);
    }
    let parts = ["HB/DIEU-9-P1", "HB/DIEU-9-P2"].map(|address| id_at(&story.document.rows, address));
    let join = |ids: &[String]| Operation::Join(Join { unit_ids: ids.to_vec(), label: String::new(), title: String::new() });
    story.then(join(&parts), "2023-06-01").expect("both are suspended until one day");
    assert_eq!(state(&story, "HB/DIEU-9-P3", "2023-12-31"), Suspended);
    story.then(suspend(&["HB/DIEU-2"], None), "2023-06-01").expect("is carried out");
    let unlike = ["HB/DIEU-2", "HB/DIEU-3"].map(str::to_owned);
    assert_eq!(code(story.then(join(&unlike), "2023-07-01")), "JOIN_MIXED");
}

#[test]
fn what_cannot_be_suspended_or_resumed_is_told() {
    let mut story = in_force(world::v2());
    let mut refused = |operation: Operation, on_day: &str| code(story.then(operation, on_day));
    assert_eq!(refused(suspend(&[], None), "2020-01-01"), "SUSPENSION_OF_NOTHING");
    assert_eq!(refused(suspend(&["HB/DIEU-1"], Some("2020-01-01")), "2020-01-01"), "UNTIL_BEFORE_FROM");
    assert_eq!(refused(suspend(&["HB/DIEU-1"], None), "2012-06-30"), "BEFORE_IN_FORCE");
    assert_eq!(refused(resume(&["HB/DIEU-1"]), "2020-01-01"), "NOT_SUSPENDED");
    story.then(suspend(&["HB/DIEU-1-KHOAN-1"], Some("2021-01-01")), "2020-01-01").expect("is carried out");
    let mut refused = |operation: Operation, on_day: &str| code(story.then(operation, on_day));
    assert_eq!(refused(suspend(&["HB/DIEU-1-KHOAN-1"], None), "2020-06-01"), "ALREADY_SUSPENDED");
    assert_eq!(refused(suspend(&["HB/DIEU-1"], None), "2020-06-01"), "ALREADY_SUSPENDED", "a part of it is");
    assert_eq!(refused(resume(&["HB/DIEU-1-KHOAN-1"]), "2021-01-01"), "NOT_SUSPENDED", "it is over");
    story.then(Operation::Retire(Retire { unit_id: "HB/DIEU-2".to_owned() }), "2020-01-01").expect("is carried out");
    assert_eq!(code(story.then(suspend(&["HB/DIEU-2"], None), "2020-06-01")), "UNIT_RETIRED");
    let drafts = world::flat(1);
    let on = |operation: Operation| Request { effective_on: Some(day("2021-06-01")), ..request(operation) };
    assert_eq!(code(perform_request(&drafts, &on(suspend(&["HB/DIEU-1"], None)), 1)), "NOT_IN_FORCE");
    assert_eq!(code(perform_request(&drafts, &request(suspend(&["HB/DIEU-1"], None)), 1)), "SUSPENSION_WITHOUT_DAY");
}

#[test]
fn what_is_entered_late_fits_or_is_refused() {
    use LegalState::{InForce, Suspended};
    let mut story = in_force(world::flat(2));
    story.substitute("HB/DIEU-1", "Câu của năm 2022.\n", "2022-01-01").expect("is carried out");
    story.then(suspend(&["HB/DIEU-1"], Some("2023-01-01")), "2021-01-01").expect("a new text leaves it as it is");
    assert_eq!(state(&story, "HB/DIEU-1", "2020-12-31"), InForce);
    assert_eq!(state(&story, "HB/DIEU-1", "2022-06-01"), Suspended);
    assert_eq!(state(&story, "HB/DIEU-1", "2023-01-01"), InForce);
    let late = story.then(suspend(&["HB/DIEU-1"], Some("2024-01-01")), "2020-01-01");
    assert_eq!(code(late), "EFFECTIVE_CONFLICT", "it would run into the one of 2021");
    // Nor one that is over by then, yet: the way is to enter them in their order.
    let over = |story: &mut Story| story.then(suspend(&["HB/DIEU-1"], Some("2020-06-01")), "2020-01-01");
    assert_eq!(code(over(&mut story)), "EFFECTIVE_CONFLICT");
    withdraw(&mut story, 2).expect("nothing rests on it");
    over(&mut story).expect("fits under the new text");
    story.then(suspend(&["HB/DIEU-1"], Some("2023-01-01")), "2021-01-01").expect("the first one is over");
    for (as_of, expected) in [("2020-02-01", Suspended), ("2020-07-01", InForce), ("2021-02-01", Suspended)] {
        assert_eq!(state(&story, "HB/DIEU-1", as_of), expected, "as of {as_of}");
    }
}

#[test]
fn a_suspension_is_taken_back_and_an_act_may_have_one_among_its_parts() {
    use LegalState::{InForce, Suspended};
    let mut story = in_force(world::flat(2));
    let before = story.document.rows.clone();
    let done = story.then(suspend(&["HB/DIEU-1"], None), "2020-01-01").expect("is carried out");
    let back = compensate(&done.plan.change, &done.after, by(7), "VERIFY failed.", Some(day("2020-01-01"))).expect("untouched");
    assert_eq!(back.units["HB/DIEU-1"].suspended_from, before.units["HB/DIEU-1"].suspended_from);
    withdraw(&mut story, 1).expect("nothing rests on it");
    assert_eq!(state(&story, "HB/DIEU-1", "2020-06-01"), InForce);

    let part = |operation| AmendmentPart { operation, asked_by: Vec::new() };
    let body = "Câu mới.\n".to_owned();
    let parts = vec![
        part(suspend(&["HB/DIEU-1"], None)),
        part(Operation::Substitute(cutter_pipeline::structure::Substitute {
            unit_id: "HB/DIEU-1".to_owned(),
            heading: None,
            body,
            title: None,
            source: None,
            derived: false,
        })),
    ];
    let asked = Undertaking::Amendment(Amendment { act: None, asked: Vec::new(), parts });
    let request = Request { effective_on: Some(day("2025-01-01")), ..request(asked) };
    let done = perform_request(&story.document, &request, 20).expect("is carried out");
    story.ledger.take(&done, day("2025-01-01"), 20);
    story.document = world::with(&story.document, done.after);
    assert_eq!(state(&story, "HB/DIEU-1", "2024-12-31"), InForce);
    assert_eq!(state(&story, "HB/DIEU-1", "2025-01-01"), Suspended);
}
