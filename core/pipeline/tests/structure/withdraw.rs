//! Withdrawal: what a change wrote is gone for whoever asks from then on, and stands for whoever asks what was known before.

use cutter_model::refusal::Refusal;
use cutter_pipeline::structure::{
    Document, Enact, Insert, Later, Moment, NewAddress, Operation, Recorded, Renumber, Retire, Rows, Substitute, TakenUp,
    TouchedThen, Undertaking, UnitLinks, Withdrawal,
};
use iu_address::alias::AliasKind;
use iu_address::Instant;
use proptest::prelude::*;
use serde_json::json;

use super::asks::{ask, operation, Ask};
use super::past::record;
use super::world::{self, by, hour, id_at, perform, perform_request, request, with, Done};

/// A change as the database gives it to whoever withdraws it.
fn on_record(done: &Done, step: usize, links: Vec<UnitLinks>) -> TakenUp {
    TakenUp {
        change_set_id: by(step).change_set_id.to_owned(),
        operation_kind: done.manifest.operation_kind.clone(),
        status: "verified".to_owned(),
        effective_on: done.manifest.request.effective_on,
        withdrawn_by: None,
        rows: record(&done.plan.change, &hour(step)).into_iter().map(|each| each.row).collect(),
        corrections: Vec::new(),
        links,
    }
}

fn links_of(rows: &Rows) -> Vec<UnitLinks> {
    rows.edges.iter().map(|(unit_id, links)| UnitLinks { unit_id: unit_id.clone(), links: links.clone() }).collect()
}

/// The same, as what comes after another one.
fn later(done: &Done, step: usize) -> Later {
    let by = by(step);
    let TakenUp { change_set_id, operation_kind, rows, .. } = on_record(done, step, Vec::new());
    Later {
        change_set_id,
        operation_kind,
        rows,
        entry_id: by.entry_id.to_owned(),
        actor: by.actor.to_owned(),
        applied_at: by.now.to_owned(),
        effective_on: by.now.parse::<Instant>().expect("a time").day(),
        request: Some(done.manifest.request.clone()),
    }
}

/// Withdraws it from under what came after it.
fn withdraw(document: &Document, withdrawn: &TakenUp, step: usize, after_it: &[(&Done, usize)]) -> Result<Done, Refusal> {
    let later = after_it.iter().map(|(done, step)| later(done, *step)).collect();
    let document = Document { taken_up: Some(withdrawn.clone()), later, ..document.clone() };
    let asked = Withdrawal { change_set_id: withdrawn.change_set_id.clone() };
    perform_request(&document, &request(Undertaking::Withdraw(asked)), step)
}

fn substitute(rows: &Rows, address: &str, body: &str) -> Operation {
    let unit_id = id_at(rows, address);
    Operation::Substitute(Substitute { unit_id, heading: None, body: body.to_owned(), title: None, source: None, derived: false })
}

fn insert(address: &str, after: &str) -> Operation {
    Operation::Insert(Insert {
        address: address.to_owned(),
        parent_id: None,
        after: Some(after.to_owned()),
        section_type: "article".to_owned(),
        label: "Điều chen".to_owned(),
        title: String::new(),
        heading: String::new(),
        body: "Một câu chen vào.\n".to_owned(),
        source: None,
        enact: false,
    })
}

/// Units as people read them, in order: address, state, texts.
fn read(rows: &Rows) -> Vec<(String, String, Option<String>, [String; 2])> {
    let texts =
        |id: &str| rows.newest(id).map(|version| <[&str; 2]>::from(version.texts()).map(str::to_owned)).unwrap_or_default();
    let told = |unit: &cutter_model::live::UnitRow| {
        (unit.canonical_address.clone(), unit.lifecycle_status.clone(), unit.authority.clone(), texts(&unit.id))
    };
    rows.in_order().into_iter().map(told).collect()
}

fn code<T>(result: Result<T, Refusal>) -> (String, String) {
    match result {
        Ok(_) => ("accepted".to_owned(), String::new()),
        Err(refusal) => (refusal.code, refusal.message),
    }
}

#[test]
fn a_new_text_goes_and_the_old_one_stands_again() {
    let before = world::flat(3);
    let done = perform(&before, substitute(&before.rows, "HB/DIEU-2", "Sai.\n"), 1).expect("is carried out");
    let changed = with(&before, done.after.clone());
    let back = withdraw(&changed, &on_record(&done, 1, links_of(&before.rows)), 2, &[]).expect("is withdrawn");
    assert_eq!(read(&back.after), read(&before.rows));
    assert_eq!(back.after.edges, before.rows.edges, "and links as it did");
    assert_eq!(back.manifest.operation_kind, "withdraw");
    let [origin] = back.manifest.origins.as_slice() else { panic!("one unit is touched") };
    assert_eq!((origin.address.as_str(), back.manifest.results[0].address.as_str()), ("HB/DIEU-2", "HB/DIEU-2"));

    // What was known before is what was answered before.
    let recorded: Vec<Recorded> = [record(&done.plan.change, &hour(1)), record(&back.plan.change, &hour(2))].concat();
    let known = |step: usize| {
        let at = Moment { as_of: None, known_at: Some(hour(step).parse().expect("a time")) };
        back.after.at(&recorded, at).expect("all is on record").reading()
    };
    assert_eq!(known(1), done.after.reading());
    assert_eq!(known(2), before.rows.reading());
}

#[test]
fn a_renumbering_gives_the_old_number_back_and_its_own_is_answered_still() {
    let before = world::flat(3);
    let change = NewAddress { unit_id: "HB/DIEU-2".to_owned(), address: "HB/DIEU-7".to_owned(), label: None };
    let done = perform(&before, Operation::Renumber(Renumber { changes: vec![change] }), 1).expect("is carried out");
    let back =
        withdraw(&with(&before, done.after.clone()), &on_record(&done, 1, links_of(&before.rows)), 2, &[]).expect("is withdrawn");
    assert_eq!(read(&back.after), read(&before.rows));
    let open = back.after.aliases.values().filter(|row| row.valid_until.is_none());
    let open: Vec<_> = open.map(|row| (row.alias_kind, row.alias_text.as_str(), row.target_unit_id.as_str())).collect();
    assert_eq!(open, [(AliasKind::Rename, "HB/DIEU-7", "HB/DIEU-2")]);
}

#[test]
fn an_insertion_goes_from_between_others_that_came_later() {
    let before = world::flat(4);
    let first = perform(&before, insert("HB/DIEU-1A", "HB/DIEU-1"), 1).expect("is carried out");
    let then = with(&before, first.after.clone());
    let second = perform(&then, insert("HB/DIEU-3A", "HB/DIEU-3"), 2).expect("is carried out");
    let now = with(&before, second.after.clone());
    let back = withdraw(&now, &on_record(&first, 1, links_of(&before.rows)), 3, &[(&second, 2)]).expect("nothing rests on it");
    let addresses: Vec<String> = back.after.in_order().iter().map(|unit| unit.canonical_address.clone()).collect();
    assert_eq!(addresses, ["HB/DIEU-1", "HB/DIEU-2", "HB/DIEU-3", "HB/DIEU-3A", "HB/DIEU-4"]);
    let positions: Vec<i64> = back.after.in_order().iter().map(|unit| unit.sort_order).collect();
    assert_eq!(positions, [1, 2, 3, 4, 5]);
    // Its address is free again.
    perform(&with(&now, back.after), insert("HB/DIEU-1A", "HB/DIEU-2"), 4).expect("the address is free");
}

#[test]
fn what_something_rests_on_is_not_withdrawn_and_that_is_named() {
    let before = world::flat(3);
    let first = perform(&before, substitute(&before.rows, "HB/DIEU-2", "Một.\n"), 1).expect("is carried out");
    let then = with(&before, first.after.clone());
    let withdrawn = on_record(&first, 1, Vec::new());
    let Operation::Substitute(whole) = substitute(&then.rows, "HB/DIEU-2", "Hai.\n") else { unreachable!("it is one") };
    let derived = Operation::Substitute(Substitute { derived: true, ..whole.clone() });
    let second = perform(&then, derived, 2).expect("is carried out");
    let (code, message) = code(withdraw(&with(&then, second.after.clone()), &withdrawn, 3, &[(&second, 2)]));
    assert_eq!(code, "EFFECTIVE_CONFLICT");
    assert!(message.contains("substitute of 2021-01-01 (change-2) rests on it"), "{message}");
    // A whole text needs nothing of the one before (rule 3).
    let another = perform(&then, Operation::Substitute(whole), 2).expect("is carried out");
    let back = withdraw(&with(&then, another.after.clone()), &withdrawn, 3, &[(&another, 2)]).expect("nothing rests on it");
    assert_eq!(back.after.newest("HB/DIEU-2").and_then(|version| version.body.as_deref()), Some("Hai.\n"));
    // Neither a repeal nor coming into force needs a text (rules 2 and 11).
    for later in [
        Operation::Retire(Retire { unit_id: "HB/DIEU-2".to_owned() }),
        Operation::Enact(Enact { unit_ids: vec!["HB/DIEU-2".to_owned()] }),
    ] {
        let done = perform(&then, later, 2).expect("is carried out");
        let back = withdraw(&with(&then, done.after.clone()), &withdrawn, 3, &[(&done, 2)]).expect("nothing rests on it");
        assert_eq!(back.after.newest("HB/DIEU-2").map(|version| version.version_seq), Some(1));
        assert_eq!(back.after.units["HB/DIEU-2"].authority, done.after.units["HB/DIEU-2"].authority);
    }
    // What others did elsewhere is in nobody's way.
    let elsewhere = perform(&then, substitute(&then.rows, "HB/DIEU-3", "Ba.\n"), 2).expect("is carried out");
    let back = withdraw(&with(&then, elsewhere.after.clone()), &withdrawn, 3, &[(&elsewhere, 2)]).expect("nothing rests on it");
    let text = |rows: &Rows, unit: &str| rows.newest(unit).and_then(|version| version.body.clone());
    assert_eq!(text(&back.after, "HB/DIEU-3"), Some("Ba.\n".to_owned()));
    assert_eq!(text(&back.after, "HB/DIEU-2"), text(&before.rows, "HB/DIEU-2"));
}

/// A first cut as it is on record: a unit and its version in one.
fn first_cut(rows: &Rows) -> TakenUp {
    let row = |unit: &cutter_model::live::UnitRow| TouchedThen {
        target_row_id: unit.id.clone(),
        before: None,
        after: Some(json!({ "unit": unit, "version": rows.newest(&unit.id) })),
    };
    TakenUp {
        change_set_id: "change-0".to_owned(),
        operation_kind: "first_cut".to_owned(),
        status: "verified".to_owned(),
        effective_on: None,
        withdrawn_by: None,
        rows: rows.units.values().map(row).collect(),
        corrections: Vec::new(),
        links: Vec::new(),
    }
}

#[test]
fn a_cut_with_a_wrong_profile_goes_whole_where_nothing_came_after_it() {
    let document = world::v2();
    let cut = first_cut(&document.rows);
    let back = withdraw(&document, &cut, 1, &[]).expect("nothing rests on it");
    assert_eq!(back.after, Rows::default(), "no row is left, and every address is free");
    assert_eq!((back.manifest.origins.len(), back.manifest.results.len()), (document.rows.units.len(), 0));
    assert_eq!(back.manifest.doc_code, "HB");

    let inserted = perform(&document, insert("HB/DIEU-9", "HB/CHUONG-2"), 1).expect("is carried out");
    let (refused, message) = code(withdraw(&with(&document, inserted.after.clone()), &cut, 2, &[(&inserted, 1)]));
    assert_eq!(refused, "EFFECTIVE_CONFLICT");
    assert!(message.contains("insert of 2021-01-01 (change-1) rests on it"), "{message}");
    // The way out: what came after it goes first.
    let links = links_of(&document.rows);
    let gone =
        withdraw(&with(&document, inserted.after.clone()), &on_record(&inserted, 1, links), 2, &[]).expect("nothing rests on it");
    withdraw(&with(&document, gone.after), &cut, 3, &[]).expect("nothing rests on it any more");

    let mut noted = document.clone();
    noted.rows.units.get_mut("HB/DIEU-1").expect("is there").identity_profile["note"] = json!("somebody's own words");
    let (refused, message) = code(withdraw(&noted, &cut, 1, &[]));
    assert_eq!(refused, "EFFECTIVE_CONFLICT", "what people wrote is not lost");
    assert!(message.contains("HB/DIEU-1 was changed since"), "{message}");
}

#[test]
fn what_cannot_be_withdrawn_says_why() {
    let document = world::flat(2);
    let cut = first_cut(&document.rows);
    let with_cut = |change: TakenUp| code(withdraw(&document, &change, 1, &[]));
    for kind in ["attest", "compensation", "rehearsal", "withdraw"] {
        assert_eq!(with_cut(TakenUp { operation_kind: kind.to_owned(), ..cut.clone() }).0, "NOT_WITHDRAWABLE", "{kind}");
    }
    for status in ["applied", "compensated", "failed"] {
        assert_eq!(with_cut(TakenUp { status: status.to_owned(), ..cut.clone() }).0, "NOT_WITHDRAWABLE", "{status}");
    }
    let (refused, message) = with_cut(TakenUp { withdrawn_by: Some("change-7".to_owned()), ..cut.clone() });
    assert_eq!((refused.as_str(), message.contains("change-7")), ("ALREADY_WITHDRAWN", true));
    let asked = Undertaking::Withdraw(Withdrawal { change_set_id: "change-8".to_owned() });
    assert_eq!(
        code(perform_request(&Document { taken_up: Some(cut.clone()), ..document.clone() }, &request(asked.clone()), 1)).0,
        "NO_SUCH_CHANGE"
    );
    assert_eq!(code(perform_request(&document, &request(asked), 1)).0, "NO_SUCH_CHANGE");
    let mut dated = request(Undertaking::Withdraw(Withdrawal { change_set_id: cut.change_set_id.clone() }));
    dated.effective_on = Some("2024-01-01".parse().expect("a day"));
    let document = Document { taken_up: Some(cut), ..document };
    assert_eq!(code(perform_request(&document, &dated, 1)).0, "WITHDRAWAL_HAS_NO_DAY");
}

/// Whatever is withdrawn, what stands is what the other changes make alone, each at its own step.
fn check(document: Document, asks: &[Ask], which: usize) -> Result<(), TestCaseError> {
    let mut now = document.clone();
    let mut done: Vec<(usize, Operation, Done, Rows)> = Vec::new();
    for (ask, step) in asks.iter().zip(1..) {
        let Some(operation) = operation(&now.rows, *ask) else { break };
        let Ok(one) = perform(&now, operation.clone(), step) else { continue };
        let before = std::mem::replace(&mut now.rows, one.after.clone());
        done.push((step, operation, one, before));
    }
    if done.is_empty() {
        return Ok(());
    }
    let which = which % done.len();
    let (step, _, one, before) = &done[which];
    let links = links_of(before);
    let after_it: Vec<_> = done[which + 1..].iter().map(|(step, _, done, _)| (done, *step)).collect();
    let back = match withdraw(&now, &on_record(one, *step, links), asks.len() + 1, &after_it) {
        Ok(back) => back,
        Err(refusal) => {
            prop_assert_eq!(refusal.code.as_str(), "EFFECTIVE_CONFLICT", "{}", refusal.message);
            prop_assert!(which + 1 < done.len(), "the last change is withdrawn whatever it is: {}", refusal.message);
            return Ok(());
        }
    };
    let mut alone = document;
    for (number, (step, operation, one, _)) in done.iter().enumerate() {
        if number == which {
            // No number is derived twice, not even one that was withdrawn.
            alone.ever_used = one.after.units.values().map(|unit| unit.canonical_address.clone()).collect();
            continue;
        }
        match perform(&alone, operation.clone(), *step) {
            Ok(one) => alone.rows = one.after,
            Err(refusal) => prop_assert!(false, "change {number} does not fit without change {which}: {}", refusal.message),
        }
    }
    prop_assert_eq!(read(&back.after), read(&alone.rows));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn in_format_v1_what_is_withdrawn_never_was(asks in prop::collection::vec(ask(), 1..6), which in any::<usize>()) {
        check(world::v1(), &asks, which)?;
    }

    #[test]
    fn in_format_v2_what_is_withdrawn_never_was(asks in prop::collection::vec(ask(), 1..6), which in any::<usize>()) {
        check(world::v2(), &asks, which)?;
    }
}
