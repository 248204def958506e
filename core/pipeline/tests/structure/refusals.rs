//! Every refusal, by its code; the first word on what an operation may not do.

use cutter_model::live::VersionRow;
use cutter_pipeline::structure::{
    compensate, guard, plan, propose, Document, Enact, Insert, Join, Kind, Move, NewAddress, OpenChange, Operation, Part,
    Renumber, Request, Retire, Rows, Split, Substitute,
};

use super::world::{by, id_at, perform, request, story, v1, v2, with, Done, BIRTH};

fn part(ends_at: usize, children: &[&str]) -> Part {
    Part { ends_at, children: children.iter().map(|child| (*child).to_owned()).collect(), ..Part::default() }
}

fn split(unit: &str, parts: Vec<Part>) -> Operation {
    Operation::Split(Split { unit_id: unit.to_owned(), parts })
}

fn join(units: &[&str]) -> Operation {
    let unit_ids = units.iter().map(|unit| (*unit).to_owned()).collect();
    Operation::Join(Join { unit_ids, label: String::new(), title: String::new() })
}

fn renumber(changes: &[(&str, &str)]) -> Operation {
    let change =
        |(unit, address): &(&str, &str)| NewAddress { unit_id: (*unit).to_owned(), address: (*address).to_owned(), label: None };
    Operation::Renumber(Renumber { changes: changes.iter().map(change).collect() })
}

fn substitute(unit: &str, body: &str) -> Operation {
    Operation::Substitute(Substitute {
        unit_id: unit.to_owned(),
        heading: None,
        body: body.to_owned(),
        title: None,
        source: None,
        derived: false,
    })
}

fn insert(address: &str, parent: Option<&str>, after: Option<&str>) -> Insert {
    Insert {
        enact: false,
        address: address.to_owned(),
        parent_id: parent.map(str::to_owned),
        after: after.map(str::to_owned),
        section_type: "article".to_owned(),
        label: "Điều mới".to_owned(),
        title: String::new(),
        heading: "Điều mới.\n".to_owned(),
        body: "Văn bản.\n".to_owned(),
        source: None,
    }
}

fn relocate(unit: &str, parent: Option<&str>, address: Option<&str>) -> Operation {
    let text = |text: Option<&str>| text.map(str::to_owned);
    Operation::Move(Move { unit_id: unit.to_owned(), parent_id: text(parent), after: None, address: text(address) })
}

fn retire(unit: &str) -> Operation {
    Operation::Retire(Retire { unit_id: unit.to_owned() })
}

fn enact(units: &[&str]) -> Operation {
    Operation::Enact(Enact { unit_ids: units.iter().map(|unit| (*unit).to_owned()).collect() })
}

fn body(document: &Document, unit: &str) -> String {
    document.rows.newest(unit).and_then(|version| version.body.clone()).expect("a body")
}

fn refused(document: &Document, operation: Operation) -> String {
    perform(document, operation, 30).map(|_| ()).expect_err("it is refused").code
}

#[test]
fn each_request_that_cannot_be_done_has_its_code() {
    let (law, old) = (v2(), v1());
    let clauses = ["HB/DIEU-1-KHOAN-1", "HB/DIEU-1-KHOAN-2"];
    let text = body(&law, "HB/DIEU-1");
    let whole = text.len();
    let clause = body(&law, clauses[0]).len();
    let retired = story(v2(), [retire("HB/DIEU-3")]);
    let enacted = story(v2(), [enact(&["HB/DIEU-1"])]);
    let (nothing, empty) = (Document::default(), with(&law, Rows::default()));
    let article = |address: &str| insert(address, Some("HB/CHUONG-1"), Some("HB/DIEU-3"));
    let cases: Vec<(&Document, Operation, &str)> = vec![
        (&law, split("HB/DIEU-1", vec![part(whole, &clauses)]), "SPLIT_COUNT"),
        (&law, split("HB/DIEU-1", vec![part(9, &[]), part(4, &clauses)]), "SPLIT_PLACE"),
        (&law, split("HB/DIEU-1", vec![part(2, &[]), part(whole, &clauses)]), "SPLIT_PLACE"),
        (&law, split("HB/DIEU-1", vec![part(whole + 9, &[]), part(whole + 9, &clauses)]), "SPLIT_PLACE"),
        (&law, split("HB/DIEU-1", vec![part(1, &[]), part(whole - 1, &clauses)]), "SPLIT_NOT_COVERED"),
        (&law, split("HB/DIEU-1", vec![part(1, &[]), part(whole, &clauses[..1])]), "SPLIT_CHILDREN"),
        (&law, split("HB/DIEU-1", vec![part(whole, &clauses[1..]), part(whole, &clauses[..1])]), "SPLIT_CHILDREN"),
        (&law, split("HB/DIEU-1", vec![part(whole, &clauses), part(whole, &clauses)]), "SPLIT_CHILDREN"),
        (&law, split("HB/DIEU-1", vec![part(1, &clauses), part(whole, &[])]), "SPLIT_OUT_OF_ORDER"),
        (&law, split("HB/DIEU-1", vec![part(whole, &clauses), part(whole, &[])]), "SPLIT_EMPTY_PART"),
        (&old, split("D38-DIEU28-ROOT", vec![part(1, &[]), part(2, &[])]), "SPLIT_ON_ROOT"),
        (&old, split("D38-DIEU28-S2-1", vec![part(1, &[]), part(2, &[])]), "SPLIT_TOO_DEEP"),
        (&old, split("D38-DIEU28-S1-P1-1", vec![part(1, &[]), part(2, &[])]), "SPLIT_TOO_DEEP"),
        (&law, join(&["HB/DIEU-1"]), "JOIN_NOT_SIBLINGS"),
        (&law, join(&["HB/DIEU-1", clauses[1]]), "JOIN_NOT_SIBLINGS"),
        (&law, join(&["HB/DIEU-3", "HB/DIEU-4"]), "JOIN_NOT_SIBLINGS"),
        (&law, join(&["HB/DIEU-1", "HB/DIEU-1"]), "UNIT_NAMED_TWICE"),
        (&law, renumber(&[]), "RENUMBER_NOTHING"),
        (&law, renumber(&[("HB/DIEU-1", "HB/DIEU-1")]), "RENUMBER_NOTHING"),
        (&law, renumber(&[("HB/DIEU-1", "HB/DIEU-2")]), "ADDRESS_TAKEN"),
        (&law, renumber(&[("HB/DIEU-1", "HB/DIEU-9"), ("HB/DIEU-2", "HB/DIEU-9")]), "ADDRESS_TAKEN"),
        (&retired, renumber(&[("HB/DIEU-1", "HB/DIEU-3")]), "ADDRESS_TAKEN"),
        (&law, renumber(&[("HB/DIEU-1", "HB/dieu-9")]), "LOWERCASE"),
        (&law, renumber(&[("HB/DIEU-1", "GDPR/DIEU-9")]), "ADDRESS_OTHER_DOCUMENT"),
        (&law, renumber(&[("HB/DIEU-1", "D38-DIEU1-ROOT")]), "ADDRESS_OTHER_DOCUMENT"),
        (&old, renumber(&[("D38-DIEU28-S3", "D38/S-3")]), "FORMAT_CHANGED"),
        (&law, renumber(&[(clauses[0], "HB/DIEU-2-KHOAN-7")]), "PARENT_DISAGREES"),
        (&old, renumber(&[("D38-DIEU28-S1-P1", "D38-DIEU28-S2-P1")]), "PARENT_DISAGREES"),
        (&law, substitute("HB/DIEU-1", &text), "SUBSTITUTE_NOTHING"),
        (&law, substitute("HB/DIEU-1", "two  \r\nlines"), "TEXT_NOT_CANONICAL"),
        (&law, Operation::Insert(article("HB/DIEU-2")), "ADDRESS_TAKEN"),
        (&retired, Operation::Insert(insert("HB/DIEU-3", Some("HB/CHUONG-1"), None)), "ADDRESS_TAKEN"),
        (&law, Operation::Insert(article("HB/DIEU-3-")), "EMPTY_TOKEN"),
        (&law, Operation::Insert(article("HB/DIEU-1-X")), "PARENT_DISAGREES"),
        (&law, Operation::Insert(Insert { section_type: "poem".to_owned(), ..article("HB/DIEU-3A") }), "SECTION_TYPE_INACTIVE"),
        (&law, Operation::Insert(Insert { label: " ".to_owned(), ..article("HB/DIEU-3A") }), "LABEL_MISSING"),
        (
            &law,
            Operation::Insert(Insert { heading: String::new(), body: String::new(), ..article("HB/DIEU-3A") }),
            "INSERT_EMPTY",
        ),
        (&law, Operation::Insert(insert("HB/DIEU-3A", Some("HB/CHUONG-1"), Some("HB/DIEU-4"))), "PLACE_NOT_SIBLING"),
        (&retired, Operation::Insert(insert("HB/DIEU-3-KHOAN-9", Some("HB/DIEU-3"), None)), "UNIT_RETIRED"),
        (&nothing, Operation::Insert(insert("HB/DIEU-3", None, None)), "SECTION_TYPE_INACTIVE"),
        (&empty, Operation::Insert(insert("HB/DIEU-3", None, None)), "DOCUMENT_EMPTY"),
        (&law, relocate("HB/CHUONG-1", Some("HB/DIEU-1"), None), "MOVE_CYCLE"),
        (&law, relocate("HB/CHUONG-1", Some("HB/CHUONG-1"), None), "MOVE_CYCLE"),
        (&law, relocate(clauses[0], Some("HB/DIEU-2"), None), "PARENT_DISAGREES"),
        (&law, relocate(clauses[0], Some("HB/DIEU-2"), Some("HB/DIEU-2-KHOAN-2")), "ADDRESS_TAKEN"),
        (&old, relocate("D38-DIEU28-S2-1", Some("D38-DIEU28-S3"), None), "PARENT_DISAGREES"),
        (&law, relocate("HB/DIEU-1", Some("HB/CHUONG-1"), None), "MOVE_NOTHING"),
        (&retired, relocate("HB/DIEU-1", Some("HB/DIEU-3"), None), "UNIT_RETIRED"),
        (&retired, retire("HB/DIEU-3"), "UNIT_RETIRED"),
        (&law, retire("HB/DIEU-99"), "UNIT_NOT_FOUND"),
        (&law, enact(&[]), "ENACT_NOTHING"),
        (&enacted, enact(&["HB/DIEU-1"]), "ENACT_NOT_DRAFT"),
        (&law, split(clauses[0], vec![part(0, &[]), part(clause + 1, &[])]), "SPLIT_PLACE"),
    ];
    for (number, (document, operation, code)) in cases.into_iter().enumerate() {
        let asked = format!("{number}: {operation:?}");
        assert_eq!(refused(document, operation), code, "{asked}");
    }
}

#[test]
fn nobody_gains_authority_by_asking() {
    for authority in ["enacted", "runtime"] {
        let asked = Request { authority: Some(authority.to_owned()), ..request(substitute("HB/DIEU-1", "New.\n")) };
        let refusal = propose(&v2(), &asked, by(1)).expect_err("no authority is given");
        assert_eq!(refusal.code, "AUTHORITY_GAINED");
    }
    let asked = Request { authority: Some("draft".to_owned()), ..request(substitute("HB/DIEU-1", "New.\n")) };
    assert!(propose(&v2(), &asked, by(1)).is_ok());
}

#[test]
fn an_operation_needs_a_reason_and_a_time_after_what_it_changes() {
    let asked = Request { rationale: " ".to_owned(), ..request(retire("HB/DIEU-1")) };
    assert_eq!(propose(&v2(), &asked, by(1)).expect_err("no reason").code, "RATIONALE_MISSING");
    let early = cutter_model::change_set::Authorship { now: BIRTH, ..by(1) };
    let refusal = propose(&v2(), &request(retire("HB/DIEU-1")), early).expect_err("as old as the unit");
    assert_eq!(refusal.code, "TIME_NOT_LATER");
}

#[test]
fn a_unit_in_an_open_change_is_left_alone_named_or_not() {
    let busy =
        |unit: &str| Document { open: vec![OpenChange { unit_id: unit.to_owned(), entry_id: "entry-0".to_owned() }], ..v2() };
    assert_eq!(refused(&busy("HB/DIEU-1"), substitute("HB/DIEU-1", "New.\n")), "UNIT_IN_OPEN_CHANGE");
    // Its address would follow.
    assert_eq!(refused(&busy("HB/DIEU-1-KHOAN-1"), renumber(&[("HB/DIEU-1", "HB/DIEU-9")])), "UNIT_IN_OPEN_CHANGE");
    // It would end with what it stands below.
    assert_eq!(refused(&busy("HB/DIEU-1-KHOAN-1"), retire("HB/CHUONG-1")), "UNIT_IN_OPEN_CHANGE");
    // It would get another parent.
    assert_eq!(refused(&busy("HB/DIEU-1-KHOAN-1"), join(&["HB/DIEU-1", "HB/DIEU-2"])), "UNIT_IN_OPEN_CHANGE");
    assert!(perform(&busy("HB/DIEU-1"), substitute("HB/DIEU-2", "New.\n"), 1).is_ok());
}

#[test]
fn a_stale_preview_is_refused_and_names_what_moved() {
    let law = v2();
    let asked = request(renumber(&[("HB/DIEU-1", "HB/DIEU-9")]));
    let shown = propose(&law, &asked, by(1)).expect("a proposal");
    let confirmed = Request { preview: Some(shown.manifest_digest.clone()), ..asked.clone() };
    assert_eq!(propose(&law, &confirmed, by(2)).expect("the same").manifest_digest, shown.manifest_digest);

    // A clause that follows was changed meanwhile.
    let moved = story(v2(), [substitute("HB/DIEU-1-KHOAN-1", "Changed meanwhile.\n")]);
    assert_eq!(propose(&moved, &confirmed, by(4)).expect_err("another preview").code, "PREVIEW_STALE");
    let refusal = plan(&moved, &shown, by(4)).expect_err("stale");
    assert_eq!(
        (refusal.code.as_str(), refusal.message.as_str()),
        ("PREVIEW_STALE", "Changed since the proposal: HB/DIEU-1-KHOAN-1.")
    );

    // Something else was inserted before: positions moved, and nothing of the proposal.
    let beside = story(v2(), [Operation::Insert(insert("HB/DIEU-5A", Some("HB/CHUONG-2"), None))]);
    assert!(plan(&beside, &shown, by(4)).is_ok());
}

#[test]
fn a_proposal_whose_derived_address_was_taken_meanwhile_is_stale() {
    let join = join(&["HB/DIEU-4", "HB/DIEU-5"]);
    let shown = propose(&v2(), &request(join), by(1)).expect("a proposal");
    assert_eq!(shown.results[0].address, "HB/DIEU-6");
    let taken = story(v2(), [Operation::Insert(insert("HB/DIEU-6", Some("HB/CHUONG-2"), None))]);
    assert_eq!(plan(&taken, &shown, by(4)).expect_err("stale").code, "PREVIEW_STALE");
}

/// The guard sees what no operation does: whoever plans rows by other means is held to the same.
#[test]
fn the_guard_refuses_what_no_operation_does() {
    let law = story(v2(), [enact(&["HB/DIEU-1"])]);
    let spoiled = |spoil: fn(&mut Rows)| {
        let mut rows = law.rows.clone();
        spoil(&mut rows);
        guard::check(Kind::Substitute, None, &law.rows, &rows).expect_err("it is refused").code
    };
    fn version<'a>(rows: &'a mut Rows, unit: &str) -> &'a mut VersionRow {
        rows.versions.values_mut().find(|version| version.unit_id == unit).unwrap()
    }
    type Spoil = fn(&mut Rows);
    let cases: [(Spoil, &str); 8] = [
        (|rows| version(rows, "HB/DIEU-1").body = Some("Edited.\n".to_owned()), "ENACTED_TEXT_EDITED"),
        (|rows| version(rows, "HB/DIEU-1").content_profile["heading"] = "Edited.\n".into(), "ENACTED_TEXT_EDITED"),
        (|rows| version(rows, "HB/DIEU-2").body = Some("Edited.\n".to_owned()), "VERSION_TEXT_EDITED"),
        (|rows| rows.units.get_mut("HB/DIEU-2").unwrap().authority = Some("enacted".to_owned()), "AUTHORITY_GAINED"),
        (|rows| drop(rows.versions.remove("HB/DIEU-2 1")), "ROW_REMOVED"),
        (|rows| rows.units.get_mut("HB/DIEU-2").unwrap().doc_code = "XX".to_owned(), "UNIT_FROZEN"),
        (|rows| rows.units.get_mut("HB/CHUONG-1").unwrap().parent_id = Some("HB/DIEU-1".to_owned()), "PARENT_CYCLE"),
        (|rows| rows.units.get_mut("HB/DIEU-2").unwrap().canonical_address = "HB/DIEU-1".to_owned(), "ADDRESS_TAKEN"),
    ];
    for (number, (spoil, code)) in cases.into_iter().enumerate() {
        assert_eq!(spoiled(spoil), code, "{number}");
    }
}

#[test]
fn what_was_touched_since_is_not_taken_back() {
    let back = |done: &Done, rows: &Rows, step| compensate(&done.plan.change, rows, by(step), "VERIFY failed.", None);
    let code = |done: &Done, rows: &Rows, step| back(done, rows, step).map(|_| ()).expect_err("it is refused").code;
    let law = v2();
    let done = perform(&law, renumber(&[("HB/DIEU-1", "HB/DIEU-9")]), 1).expect("done");
    let later = perform(&with(&law, done.after.clone()), renumber(&[("HB/DIEU-1", "HB/DIEU-8")]), 4).expect("done");
    assert_eq!(code(&done, &later.after, 5), "COMPENSATE_TOUCHED");
    // Once the later one is taken back, the earlier one can be too, though the time of the last change differs.
    let first = back(&later, &later.after, 5).expect("taken back");
    assert_eq!(id_at(&first, "HB/DIEU-9"), "HB/DIEU-1");
    let both = back(&done, &first, 7).expect("taken back");
    assert_eq!(id_at(&both, "HB/DIEU-1"), "HB/DIEU-1");

    // A child hangs on a new part.
    let end = body(&law, "HB/DIEU-1-KHOAN-1").len();
    let done = perform(&law, split("HB/DIEU-1-KHOAN-1", vec![part(1, &[]), part(end, &[])]), 1).expect("done");
    let new = id_at(&done.after, "HB/DIEU-1-KHOAN-1-P2");
    let child = insert("HB/DIEU-1-KHOAN-1-P2-A", Some(&new), None);
    let later = perform(&with(&law, done.after.clone()), Operation::Insert(child), 4).expect("done");
    assert_eq!(code(&done, &later.after, 5), "COMPENSATE_TOUCHED");
}
