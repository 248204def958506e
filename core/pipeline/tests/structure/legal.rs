//! Operations with a day from which they are law: entered late, ahead of time, or in their turn.

use cutter_pipeline::structure::{
    compensate, is_live, Document, Enact, Insert, Kind, LegalState, Moment, NewAddress, Operation, Renumber, Request, Retire,
    Rows, Substitute,
};
use iu_address::Day;
use proptest::prelude::*;

use super::asks::{ask_on_a_day, operation, Ask};
use super::ledger::{body, day, law, withdraw, Ledger, Story};
use super::world::{self, by, hour, id_at, perform_request, request, with};

/// A text that was made from the one that stood there. Ids are addresses in these documents.
fn exchanged(address: &str, body: &str) -> Operation {
    let (unit_id, body) = (address.to_owned(), body.to_owned());
    Operation::Substitute(Substitute { unit_id, heading: None, body, title: None, source: None, derived: true })
}

#[test]
fn what_is_withdrawn_was_never_law_for_whoever_asks_from_then_on() {
    let mut story = Story::new(law(world::flat(3), "2012-07-01"));
    let old = body(&story.document.rows, "HB/DIEU-1");
    story.substitute("HB/DIEU-1", "Sai từ 2015.\n", "2015-01-01").expect("is carried out");
    story.substitute("HB/DIEU-2", "Đúng từ 2018.\n", "2018-01-01").expect("is carried out");
    story.substitute("HB/DIEU-3", "Đúng từ 2030.\n", "2030-01-01").expect("is carried out");
    let known = hour(story.step);
    withdraw(&mut story, 1).expect("nothing rests on it");
    for (as_of, then) in [("2013-01-01", old.as_str()), ("2015-01-01", "Sai từ 2015.\n"), ("2031-01-01", "Sai từ 2015.\n")] {
        assert_eq!(body(&story.at(as_of, None), "HB/DIEU-1"), old, "as of {as_of}");
        assert_eq!(body(&story.at(as_of, Some(&known)), "HB/DIEU-1"), then, "as of {as_of}, as it was known");
    }
    assert_eq!(body(&story.at("2031-01-01", None), "HB/DIEU-3"), "Đúng từ 2030.\n");
    let version = story.document.rows.newest("HB/DIEU-1").expect("a text");
    assert_eq!((version.in_force_from, version.in_force_until), (Some(day("2012-07-01")), None));

    // What is entered right comes under what is there already.
    story.substitute("HB/DIEU-1", "Đúng từ 2015.\n", "2015-01-01").expect("is carried out");
    assert_eq!(body(&story.at("2016-01-01", None), "HB/DIEU-1"), "Đúng từ 2015.\n");
    let step = story.step;
    story.then(exchanged("HB/DIEU-1", "Đúng từ 2020.\n"), "2020-01-01").expect("is carried out");
    let refusal = withdraw(&mut story, step).err().expect("the text of 2020 was made from it");
    assert_eq!(refusal.code, "EFFECTIVE_CONFLICT");
    assert!(refusal.message.contains("substitute of 2020-01-01"), "{}", refusal.message);
    // A whole text rests on none.
    story.substitute("HB/DIEU-2", "Đúng từ 2020.\n", "2020-01-01").expect("is carried out");
    withdraw(&mut story, 2).expect("nothing rests on it");
    assert_ne!(body(&story.at("2019-01-01", None), "HB/DIEU-2"), "Đúng từ 2018.\n");
    assert_eq!(body(&story.at("2020-01-01", None), "HB/DIEU-2"), "Đúng từ 2020.\n");
}

#[test]
fn a_text_is_law_from_its_day_and_the_old_one_until_then() {
    let mut story = Story::new(law(world::flat(2), "2012-07-01"));
    let old = body(&story.document.rows, "HB/DIEU-1");
    let done = story.substitute("HB/DIEU-1", "Mới từ 2015.\n", "2015-01-01").expect("is carried out");
    let unit = &done.after.units["HB/DIEU-1"];
    assert_eq!(
        (unit.authority.as_deref(), unit.lifecycle_status.as_str()),
        (Some("enacted"), "active"),
        "the new text is law, too"
    );
    let windows: Vec<_> = done.after.versions.values().filter(|version| version.unit_id == "HB/DIEU-1").collect();
    let (first, second) =
        (windows.iter().find(|each| each.version_seq == 1).unwrap(), windows.iter().find(|each| each.version_seq == 2).unwrap());
    assert_eq!((first.in_force_from, first.in_force_until), (Some(day("2012-07-01")), Some(day("2015-01-01"))));
    assert_eq!((second.in_force_from, second.in_force_until), (Some(day("2015-01-01")), None));
    assert_eq!(second.enacted_at.as_deref(), Some("2015-01-01T00:00:00.000000Z"));
    assert_eq!(body(&story.at("2014-12-31", None), "HB/DIEU-1"), old);
    assert_eq!(body(&story.at("2015-01-01", None), "HB/DIEU-1"), "Mới từ 2015.\n");
    assert_eq!(body(&story.at("2015-01-01", Some("2020-12-31")), "HB/DIEU-1"), old, "nobody knew of it then");
}

#[test]
fn what_is_entered_late_goes_under_what_is_of_a_later_day() {
    let mut story = Story::new(law(world::flat(3), "2012-07-01"));
    let first = body(&story.document.rows, "HB/DIEU-2");
    story.substitute("HB/DIEU-1", "Sửa 2020.\n", "2020-01-01").expect("is carried out");
    story.substitute("HB/DIEU-2", "Sửa 2015.\n", "2015-01-01").expect("touches nothing that 2020 touched");
    let said =
        |story: &Story, as_of: &str| (body(&story.at(as_of, None), "HB/DIEU-1"), body(&story.at(as_of, None), "HB/DIEU-2"));
    let one = said(&story, "2014-01-01").0;
    assert_eq!(said(&story, "2014-01-01"), (one.clone(), first));
    assert_eq!(said(&story, "2016-01-01"), (one, "Sửa 2015.\n".to_owned()));
    assert_eq!(said(&story, "2021-01-01"), ("Sửa 2020.\n".to_owned(), "Sửa 2015.\n".to_owned()));

    // Two acts that give one article a new text, in the wrong order: the earlier one stands until the later.
    story.substitute("HB/DIEU-1", "Sửa 2018.\n", "2018-01-01").expect("a whole text needs nothing of the one before");
    story.substitute("HB/DIEU-1", "Sửa 2016.\n", "2016-01-01").expect("and so does a third");
    assert_eq!(said(&story, "2015-12-31").0, said(&story, "2014-01-01").0);
    assert_eq!(
        [said(&story, "2016-01-01").0, said(&story, "2018-01-01").0, said(&story, "2021-01-01").0],
        ["Sửa 2016.\n", "Sửa 2018.\n", "Sửa 2020.\n"]
    );
    let known = |as_of: &str, step: usize| body(&story.at(as_of, Some(&hour(step))), "HB/DIEU-1");
    assert_eq!([known("2019-01-01", 2), known("2019-01-01", 3)], [said(&story, "2014-01-01").0, "Sửa 2018.\n".to_owned()]);
    let windows = |rows: &Rows| {
        let id = id_at(rows, "HB/DIEU-1");
        let mut all: Vec<_> = rows.versions.values().filter(|version| version.unit_id == id).collect();
        all.sort_by_key(|version| version.in_force_from);
        all.iter().map(|version| (version.in_force_from, version.in_force_until)).collect::<Vec<_>>()
    };
    let all = windows(&story.document.rows);
    assert!(all.windows(2).all(|pair| pair[0].1 == pair[1].0), "without gap or overlap: {all:?}");
    assert_eq!(
        windows(&story.at("2018-06-01", None)).last().map(|window| window.1),
        Some(None),
        "as of a day nothing later is known of it"
    );
    // Each of them may go again, and the others stay.
    for step in [3, 1, 4] {
        withdraw(&mut story, step).expect("nothing rests on it");
    }
    assert_eq!(body(&story.document.rows, "HB/DIEU-1"), body(&story.at("2014-01-01", None), "HB/DIEU-1"));
}

#[test]
fn a_text_that_was_made_from_another_one_fits_on_no_other() {
    let mut story = Story::new(law(world::flat(2), "2012-07-01"));
    story.then(exchanged("HB/DIEU-1", "Điều 1 nói hai câu.\n"), "2020-01-01").expect("is carried out");
    let refusal = story.substitute("HB/DIEU-1", "Sửa 2018.\n", "2018-01-01").map(|_| ()).expect_err("2020 exchanged words of it");
    assert_eq!(refusal.code, "EFFECTIVE_CONFLICT");
    assert!(refusal.message.contains("substitute of 2020-01-01 (change-1)"), "{}", refusal.message);
}

#[test]
fn two_acts_that_insert_articles_are_entered_in_the_wrong_order() {
    let mut story = Story::new(law(world::flat(3), "2012-07-01"));
    let insert = |address: &str, after: &str| {
        Operation::Insert(Insert {
            address: address.to_owned(),
            parent_id: None,
            after: Some(after.to_owned()),
            section_type: "article".to_owned(),
            label: address.to_owned(),
            title: String::new(),
            heading: format!("{address}.\n"),
            body: "Nói thêm.\n".to_owned(),
            source: None,
            enact: true,
        })
    };
    story.then(insert("HB/DIEU-2A", "HB/DIEU-2"), "2020-01-01").expect("is carried out");
    story.then(insert("HB/DIEU-1A", "HB/DIEU-1"), "2015-01-01").expect("goes under it");
    let order = |as_of: &str| -> String {
        let rows = story.at(as_of, None);
        let articles = rows.in_order().into_iter().filter(|unit| is_live(unit));
        articles.map(|unit| unit.canonical_address.replace("HB/DIEU-", "")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(order("2014-12-31"), "1 2 3");
    assert_eq!(order("2015-01-01"), "1 1A 2 3");
    assert_eq!(order("2020-01-01"), "1 1A 2 2A 3");
}

#[test]
fn nothing_changes_a_unit_before_it_is_law() {
    let mut story = Story::new(law(world::flat(2), "2012-07-01"));
    let refusal = story.substitute("HB/DIEU-1", "Sửa.\n", "2012-06-30").map(|_| ()).expect_err("it is not there yet");
    assert_eq!(refusal.code, "BEFORE_IN_FORCE");
    story.substitute("HB/DIEU-1", "Sửa.\n", "2012-07-01").expect("on its first day");
}

#[test]
fn a_repeal_to_come_leaves_todays_law_as_it_is() {
    let mut story = Story::new(law(world::flat(2), "2012-07-01"));
    let unit_id = id_at(&story.document.rows, "HB/DIEU-1");
    story.then(Operation::Retire(Retire { unit_id: unit_id.clone() }), "2035-01-01").expect("is carried out");
    assert!(!is_live(&story.document.rows.units[&unit_id]), "the rows are the fold of everything, the future included");
    assert_eq!(story.document.rows.units[&unit_id].in_force_until, Some(day("2035-01-01")));
    assert!(is_live(&story.at("2034-12-31", None).units[&unit_id]));
    assert!(!is_live(&story.at("2035-01-01", None).units[&unit_id]));
}

#[test]
fn a_renumbering_of_a_day_moves_citations_on_that_day_and_taking_it_back_leaves_them() {
    let mut story = Story::new(law(world::flat(2), "2012-07-01"));
    let unit_id = id_at(&story.document.rows, "HB/DIEU-2");
    let change = NewAddress { unit_id: unit_id.clone(), address: "HB/DIEU-9".to_owned(), label: None };
    let done = story.then(Operation::Renumber(Renumber { changes: vec![change] }), "2020-01-01").expect("is carried out");
    let outcome = |rows: &Rows, text: &str, as_of: &str| {
        let request = iu_address::alias::ResolveRequest {
            texts: vec![text.to_owned()],
            as_of: as_of.to_owned(),
            follow: iu_address::alias::Follow::Latest,
        };
        let answer = iu_address::alias::resolve_all(&request, &rows.resolvable().unwrap()).unwrap().remove(0);
        (cutter_model::word::word_of(answer.outcome), answer.units.first().map(|unit| unit.id.clone()))
    };
    let unit = Some(unit_id);
    assert_eq!(outcome(&done.after, "HB/DIEU-2", "2019-12-31"), ("alias".to_owned(), unit.clone()));
    assert_eq!(outcome(&done.after, "HB/DIEU-2", "2020-01-01"), ("alias".to_owned(), unit.clone()));
    assert_eq!(outcome(&done.after, "HB/DIEU-9", "2020-01-01"), ("canonical".to_owned(), unit.clone()));
    let back = compensate(&done.plan.change, &done.after, by(7), "VERIFY failed.", Some(day("2020-01-01"))).expect("untouched");
    assert_eq!(outcome(&back, "HB/DIEU-2", "2019-12-31").1, unit);
    assert_eq!(outcome(&back, "HB/DIEU-2", "2020-01-01"), ("canonical".to_owned(), unit));
    assert_eq!(outcome(&back, "HB/DIEU-9", "2020-01-01").0, "not_found", "it never was law");
}

#[test]
fn an_insert_says_whether_it_is_law_and_a_draft_is_enacted_on_a_day() {
    let mut story = Story::new(law(world::flat(2), "2012-07-01"));
    let insert = |address: &str, enact| {
        Operation::Insert(Insert {
            address: address.to_owned(),
            parent_id: None,
            after: None,
            section_type: "article".to_owned(),
            label: "Điều mới".to_owned(),
            title: String::new(),
            heading: "Điều mới.\n".to_owned(),
            body: "Nói thêm.\n".to_owned(),
            source: None,
            enact,
        })
    };
    let unit = |rows: &Rows, address: &str| rows.units[&id_at(rows, address)].clone();
    let done = story.then(insert("HB/DIEU-3", true), "2015-01-01").expect("is carried out");
    assert_eq!(
        (unit(&done.after, "HB/DIEU-3").authority.as_deref(), unit(&done.after, "HB/DIEU-3").in_force_from),
        (Some("enacted"), Some(day("2015-01-01")))
    );
    let done = story.then(insert("HB/DIEU-4", false), "2015-01-01").expect("is carried out");
    assert_eq!(
        (unit(&done.after, "HB/DIEU-4").authority.as_deref(), unit(&done.after, "HB/DIEU-4").in_force_from),
        (Some("draft"), None)
    );
    let id = id_at(&done.after, "HB/DIEU-4");
    let done = story.then(Operation::Enact(Enact { unit_ids: vec![id.clone()] }), "2016-01-01").expect("is carried out");
    assert_eq!(done.after.units[&id].in_force_from, Some(day("2016-01-01")));
    // Without a day nothing that is new is law.
    let refusal = perform_request(&world::flat(2), &request(insert("HB/DIEU-3", true)), 9).map(|_| ()).expect_err("no day");
    assert_eq!(refusal.code, "ENACT_WITHOUT_DAY");
}

#[test]
fn a_change_without_a_day_of_a_document_with_days_is_of_the_day_on_which_it_is_recorded() {
    let document = law(world::flat(2), "2012-07-01");
    let unit_id = id_at(&document.rows, "HB/DIEU-1");
    let substitute =
        Substitute { unit_id, heading: None, body: "Sửa.\n".to_owned(), title: None, source: None, derived: false };
    let done = perform_request(&document, &request(Operation::Substitute(substitute)), 5).expect("is carried out");
    assert_eq!(done.manifest.request.effective_on.map(|day| day.to_string()).as_deref(), Some("2021-01-01"));
}

#[test]
fn a_unit_says_what_it_is_on_a_day() {
    use cutter_pipeline::structure::{read, Changed, DocumentRows, ReadingRequest};
    let mut document = law(world::flat(3), "2012-07-01");
    document.rows.units.get_mut("HB/DIEU-3").unwrap().in_force_from = Some(day("2013-01-01"));
    let change = Changed {
        change_set_id: "c".to_owned(),
        operation_kind: "first_cut".to_owned(),
        applied_at: hour(0),
        effective_on: Some(day("2012-07-01")),
    };
    let rows = DocumentRows { record: "[]".to_owned(), ..DocumentRows::of(&document.rows.with_newest(), &[], change) };
    let on = |as_of: &str| {
        let request = ReadingRequest { unit_id: None, depth: None, as_of: Some(as_of.to_owned()), known_at: None };
        read(&rows, "[]", &request)
            .map(|reading| reading.units.iter().map(|unit| unit.legal.as_ref().unwrap().state).collect::<Vec<_>>())
    };
    use LegalState::{InForce, NotYet};
    assert_eq!(on("2012-12-31").unwrap(), [InForce, InForce, NotYet]);
    assert_eq!(on("2013-01-01").unwrap(), [InForce, InForce, InForce]);
    let refusal = on("2012-06-30").expect_err("nothing is there yet");
    assert_eq!(refusal.code, "BEFORE_FIRST_DAY");
    assert!(refusal.message.contains("2012-07-01"), "{}", refusal.message);
}

/// What an operation did, to be done again in another order.
struct Entry {
    day: Day,
    step: usize,
    request: Request,
    /// Addresses that were given away when it was recorded: none of them is coined again.
    ever_used: Vec<String>,
}

/// The whole meaning: everything that was recorded by then and is law by then, in the order of days and of recording.
fn naive(start: &Document, entries: &[Entry], as_of: Day, known: usize) -> Rows {
    let mut on: Vec<&Entry> = entries.iter().filter(|entry| entry.day <= as_of && entry.step <= known).collect();
    on.sort_by_key(|entry| (entry.day, entry.step));
    on.into_iter().fold(start.rows.clone(), |rows, entry| {
        let document = Document { ever_used: entry.ever_used.clone(), ..with(start, rows) };
        perform_request(&document, &entry.request, entry.step).expect("it was accepted in this place").after
    })
}

/// What a reader sees: of each unit in order its identity, address, parent, state and texts.
fn seen(rows: &Rows) -> Vec<String> {
    let see = |unit: &&cutter_model::live::UnitRow| {
        let texts = rows.newest(&unit.id).map(|version| (version.texts().0.to_owned(), version.texts().1.to_owned()));
        let days = [unit.born_on, unit.in_force_from, unit.in_force_until, unit.suspended_from, unit.suspended_until];
        format!(
            "{} {} {:?} {} {:?} {days:?} {} {texts:?}",
            unit.id, unit.canonical_address, unit.parent_id, unit.lifecycle_status, unit.authority, unit.identity_profile
        )
    };
    rows.in_order().iter().map(see).collect()
}

/// What came of what was asked, one after another.
struct Told {
    start: Document,
    document: Document,
    ledger: Ledger,
    entries: Vec<Entry>,
}

fn day_of(number: u8) -> Day {
    day(&format!("{}-06-01", 2013 + u32::from(number % 12)))
}

fn told(start: Document, asks: &[(Ask, u8)]) -> Told {
    let start = law(start, "2012-01-01");
    let mut told = Told { document: start.clone(), start, ledger: Ledger::default(), entries: Vec::new() };
    for (step, (ask, number)) in asks.iter().enumerate().map(|(index, each)| (index + 1, each)) {
        let rows = &told.document.rows;
        let Some(operation) = operation(rows, *ask) else { break };
        let on_day = day_of(*number);
        let request = Request { effective_on: Some(on_day), ..request(operation) };
        let used = rows.units.values().map(|unit| unit.canonical_address.clone());
        let ever_used = used.chain(rows.aliases.values().map(|row| row.alias_text.clone())).collect();
        let Ok(done) = perform_request(&told.ledger.before(&told.document, on_day), &request, step) else { continue };
        told.ledger.take(&done, on_day, step);
        told.document = with(&told.document, done.after);
        told.entries.push(Entry { day: on_day, step, request, ever_used });
    }
    told
}

fn check(start: Document, asks: &[(Ask, u8)]) -> Result<(), TestCaseError> {
    let Told { start, document, ledger, entries } = told(start, asks);
    for number in 0..12 {
        for known in (0..=asks.len()).step_by(3) {
            let (as_of, known_at) = (day_of(number), hour(known));
            let at = Moment { as_of: Some(as_of.into()), known_at: Some(known_at.parse().unwrap()) };
            // The document itself was on record before.
            let mut known_rows = document.rows.clone();
            known_rows
                .units
                .values_mut()
                .filter(|unit| start.rows.units.contains_key(&unit.id))
                .for_each(|unit| unit.created_at = world::BIRTH.to_owned());
            let rows = known_rows.at(&ledger.recorded, at).expect("all is on record");
            prop_assert_eq!(seen(&rows), seen(&naive(&start, &entries, as_of, known)), "as of {}, known at {}", as_of, known_at);
        }
    }
    Ok(())
}

/// A generator whose suspensions were all refused would prove nothing of them.
#[test]
fn the_sequences_suspend_and_resume() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut all: Vec<Kind> = Vec::new();
    for _ in 0..60 {
        let asks = prop::collection::vec((ask_on_a_day(), any::<u8>()), 12).new_tree(&mut runner).expect("asks").current();
        all.extend(told(world::flat(4), &asks).entries.iter().map(|entry| entry.request.operation.kind()));
    }
    for kind in [Kind::Suspend, Kind::Resume] {
        let accepted = all.iter().filter(|each| **each == kind).count();
        assert!(accepted >= 5, "{} was accepted {accepted} times", kind.as_str());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn reading_in_format_v2_is_the_naive_fold(asks in prop::collection::vec((ask_on_a_day(), any::<u8>()), 1..12)) {
        check(world::v2(), &asks)?;
    }

    #[test]
    fn reading_in_format_v1_is_the_naive_fold(asks in prop::collection::vec((ask_on_a_day(), any::<u8>()), 1..12)) {
        check(world::v1(), &asks)?;
    }
}
